package org.gatehouse.host.metagraph;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.gatehouse.api.metagraph.Metagraph;
import org.gatehouse.api.metagraph.Neuron;
import org.gatehouse.host.cli.Console;
import org.gatehouse.host.cli.TextTable;

/** A metagraph for a person: a line about the network, then a row for each peer. */
final class MetagraphTable {

  private MetagraphTable() {}

  /**
   * Returns the lines of a table.
   *
   * @param peers the peers to show, in their order
   */
  static List<String> of(Metagraph metagraph, List<Neuron> peers) {
    List<String> lines = new ArrayList<>();
    lines.add(title(metagraph));
    lines.add("");
    TextTable table = new TextTable(cells(column -> (column.right() ? ">" : "") + column.name()));
    for (Neuron neuron : peers) {
      table.row(cells(column -> Console.oneLine(column.cell().apply(neuron))));
    }
    lines.addAll(table.lines());
    return lines;
  }

  private static String[] cells(Function<TableColumn, String> text) {
    return TableColumn.ALL.stream().map(text).toArray(String[]::new);
  }

  private static String title(Metagraph metagraph) {
    return "network "
        + (metagraph.network() == null ? "-" : Console.oneLine(metagraph.network()))
        + ", netuid "
        + metagraph.netuid()
        + ", block "
        + metagraph.block()
        + ", "
        + metagraph.neurons().size()
        + " peers";
  }
}
