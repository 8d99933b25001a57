package org.gatehouse.host.metagraph;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.gatehouse.api.metagraph.Axon;
import org.gatehouse.api.metagraph.Neuron;
import org.jspecify.annotations.Nullable;

/**
 * A column of the table of peers, by which the table can be sorted.
 *
 * @param name its name and title
 * @param right whether it is aligned to the right
 * @param cell what a peer has in it; a dash if that is unknown
 * @param order the order of a table that is sorted by it: unknown values last, ties by uid
 */
record TableColumn(
    String name, boolean right, Function<Neuron, String> cell, Comparator<Neuron> order) {

  private static final String UNKNOWN = "-";

  static final TableColumn UID =
      column("uid", true, Neuron::uid, uid -> Integer.toString(uid), Comparator.naturalOrder());

  /** All columns, from left to right. */
  static final List<TableColumn> ALL =
      List.of(
          UID,
          column("hotkey", false, Neuron::hotkey, hotkey -> hotkey, Comparator.naturalOrder()),
          column("stake", true, TableColumn::stake, TableColumn::tao, Comparator.reverseOrder()),
          column(
              "permit",
              false,
              Neuron::validatorPermit,
              TableColumn::yesOrNo,
              Comparator.reverseOrder()),
          column(
              "serving",
              false,
              TableColumn::serving,
              TableColumn::yesOrNo,
              Comparator.reverseOrder()),
          column(
              "axon",
              false,
              Neuron::axon,
              TableColumn::endpoint,
              Comparator.comparing(TableColumn::endpoint)),
          column(
              "incentive", true, Neuron::incentive, TableColumn::share, Comparator.reverseOrder()));

  private static <T> TableColumn column(
      String name,
      boolean right,
      Function<Neuron, @Nullable T> value,
      Function<T, String> text,
      Comparator<T> order) {
    return new TableColumn(
        name,
        right,
        neuron -> {
          T known = value.apply(neuron);
          return known == null ? UNKNOWN : text.apply(known);
        },
        Comparator.<Neuron, @Nullable T>comparing(value, Comparator.nullsLast(order))
            .thenComparingInt(Neuron::uid));
  }

  /** Returns the column of a name, or empty. */
  static Optional<TableColumn> of(String name) {
    return ALL.stream().filter(column -> column.name().equals(name)).findFirst();
  }

  /** Returns the names of all columns, for a person. */
  static String names() {
    return ALL.stream().map(TableColumn::name).collect(Collectors.joining(", "));
  }

  private static @Nullable BigDecimal stake(Neuron neuron) {
    return neuron.stakeTao().orElse(null);
  }

  private static String tao(BigDecimal stake) {
    return stake.setScale(3, RoundingMode.HALF_UP).toPlainString();
  }

  private static @Nullable Boolean serving(Neuron neuron) {
    Axon axon = neuron.axon();
    return axon == null ? null : axon.isServing();
  }

  private static String yesOrNo(boolean value) {
    return value ? "yes" : "no";
  }

  private static String share(int fraction) {
    return String.format(Locale.ROOT, "%.4f", fraction / 65535.0);
  }

  private static String endpoint(Axon axon) {
    return axon.ip().indexOf(':') < 0
        ? axon.ip() + ":" + axon.port()
        : "[" + axon.ip() + "]:" + axon.port();
  }
}
