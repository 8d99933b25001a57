package org.gatehouse.host.metagraph;

import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.gatehouse.api.metagraph.Axon;
import org.gatehouse.api.metagraph.Metagraph;
import org.gatehouse.api.metagraph.Neuron;
import org.gatehouse.host.cli.TextTable;
import org.jspecify.annotations.Nullable;

/** A metagraph for a person; what is unknown is a dash. */
final class MetagraphTable {

  private static final String UNKNOWN = "-";

  private MetagraphTable() {}

  static List<String> of(Metagraph metagraph) {
    List<String> lines = new ArrayList<>();
    lines.add(title(metagraph));
    lines.add("");
    TextTable table =
        new TextTable(
            ">uid",
            "hotkey",
            ">stake TAO",
            "permit",
            "active",
            ">trust",
            ">incentive",
            ">updated",
            "axon");
    for (Neuron neuron : metagraph.neurons()) {
      Long updated = neuron.lastUpdate();
      table.row(
          Integer.toString(neuron.uid()),
          neuron.hotkey(),
          neuron
              .stakeTao()
              .map(tao -> tao.setScale(3, RoundingMode.HALF_UP).toPlainString())
              .orElse(UNKNOWN),
          yesOrNo(neuron.validatorPermit()),
          yesOrNo(neuron.active()),
          share(neuron.trust()),
          share(neuron.incentive()),
          updated == null ? UNKNOWN : Long.toUnsignedString(updated),
          endpoint(neuron.axon()));
    }
    lines.addAll(table.lines());
    return lines;
  }

  private static String title(Metagraph metagraph) {
    return "network "
        + (metagraph.network() == null ? UNKNOWN : metagraph.network())
        + ", netuid "
        + metagraph.netuid()
        + ", block "
        + metagraph.block()
        + ", "
        + metagraph.neurons().size()
        + " peers";
  }

  private static String yesOrNo(@Nullable Boolean value) {
    if (value == null) {
      return UNKNOWN;
    }
    return value ? "yes" : "no";
  }

  private static String share(@Nullable Integer fraction) {
    return fraction == null ? UNKNOWN : String.format(Locale.ROOT, "%.4f", fraction / 65535.0);
  }

  private static String endpoint(@Nullable Axon axon) {
    if (axon == null) {
      return UNKNOWN;
    }
    if (!axon.isServing()) {
      return "not serving";
    }
    return axon.ip().indexOf(':') < 0
        ? axon.ip() + ":" + axon.port()
        : "[" + axon.ip() + "]:" + axon.port();
  }
}
