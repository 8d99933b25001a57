package org.gatehouse.metagraph.adapters.subtensor.loopback;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.stream.Stream;
import org.gatehouse.api.metagraph.Neuron;

/**
 * The fields of the runtime's answers about a whole subnet, by their number in a selective request
 * of today.
 *
 * @param columns the subnet
 * @param block the height at which it is asked
 * @param specVersion the version of the runtime
 */
record SubnetFields(SubnetColumns columns, long block, int specVersion) {

  /** The last field that the full answer and the selective one have in common in every version. */
  static final int LAST_COMMON = 71;

  private static final Set<Integer> BOOLS = Set.of(34, 35, 46, 48);

  /** Returns the last field of a selective answer. */
  int lastSelective() {
    if (specVersion < 283) {
      return LAST_COMMON;
    }
    if (specVersion < 315) {
      return 72;
    }
    return specVersion < MetagraphAnswers.FIRST_WITH_COLLATERAL ? 73 : 76;
  }

  /** Returns how many peers the columns are long. */
  int size() {
    return columns.metagraph().uidSpace();
  }

  void write(ScaleWriter out, int field) {
    if (field >= 52) {
      writeColumn(out, field);
    } else if (field == 1 || field == 2) {
      String text = field == 1 ? "loopback" : "\u03c4";
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      out.compact(bytes.length);
      for (byte b : bytes) {
        out.compact(b & 0xFF);
      }
    } else if (field == 3) {
      out.bool(false);
    } else if (field == 5 || field == 6) {
      out.raw(Accounts.bytes("owner"));
    } else if (field == 21) {
      out.fixed(BigInteger.ONE.shiftLeft(31), 16);
    } else if (BOOLS.contains(field)) {
      out.bool(true);
    } else {
      out.compact(number(field));
    }
  }

  private long number(int field) {
    return switch (field) {
      case 0 -> columns.metagraph().netuid();
      case 7 -> block;
      case 8 -> 360;
      case 28 -> 5000;
      case 29 -> 64;
      case 30 -> size();
      case 31 -> Math.max(256, size());
      default -> field;
    };
  }

  void writeColumn(ScaleWriter out, int field) {
    switch (field) {
      case 52 -> column(out, SubnetColumns::hotkey);
      case 53 -> column(out, SubnetColumns::coldkey);
      case 54 -> column(out, (o, n) -> o.bool(false));
      case 55 -> column(out, SubnetColumns::axon);
      case 56 -> column(out, (o, n) -> o.bool(SubnetColumns.orFalse(n.active())));
      case 57 -> column(out, (o, n) -> o.bool(SubnetColumns.orFalse(n.validatorPermit())));
      case 58 -> columnUntil401(out, n -> 0xFFFF);
      case 59 -> numbers(out, Neuron::lastUpdate);
      case 60 -> numbers(out, Neuron::emissionRao);
      case 61 -> numbers(out, Neuron::dividends);
      case 62 -> numbers(out, Neuron::incentive);
      case 63 -> numbers(out, Neuron::consensus);
      case 64 -> columnUntil401(out, Neuron::trust);
      case 65 -> columnUntil401(out, Neuron::rank);
      case 66 -> numbers(out, Neuron::uid);
      case 67 -> column(out, (o, n) -> o.compact(SubnetColumns.alphaStake(n)));
      case 68 -> column(out, (o, n) -> o.compact(SubnetColumns.taoStake(n)));
      case 69 ->
          column(out, (o, n) -> o.compact(SubnetColumns.totalStake(n).min(SubnetColumns.MAX_U64)));
      case 70, 71 -> column(out, (o, n) -> amount(o, n));
      case 72 -> out.vector(validators(), (o, n) -> o.compact(n.uid()));
      case 73 -> out.vector(List.of(), (o, n) -> {});
      case 74, 75, 76 -> numbers(out, n -> 0);
      default -> throw new IllegalArgumentException("no field " + field);
    }
  }

  private static void amount(ScaleWriter out, Neuron neuron) {
    SubnetColumns.hotkey(out, neuron);
    out.compact(0);
  }

  private List<Neuron> validators() {
    Stream<Neuron> all = columns.dense().stream();
    return all.filter(n -> SubnetColumns.orFalse(n.validatorPermit())).toList();
  }

  private void column(ScaleWriter out, BiConsumer<ScaleWriter, Neuron> item) {
    out.vector(columns.dense(), item);
  }

  private void numbers(ScaleWriter out, Function<Neuron, ? extends Number> value) {
    column(out, (o, n) -> o.compact(SubnetColumns.orZero(value.apply(n))));
  }

  private void columnUntil401(ScaleWriter out, Function<Neuron, ? extends Number> value) {
    if (specVersion >= MetagraphAnswers.FIRST_WITHOUT_RANK) {
      out.compact(0);
    } else {
      numbers(out, value);
    }
  }
}
