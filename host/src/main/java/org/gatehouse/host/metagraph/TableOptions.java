package org.gatehouse.host.metagraph;

import java.util.BitSet;
import java.util.List;
import java.util.function.Predicate;
import org.gatehouse.api.metagraph.Axon;
import org.gatehouse.api.metagraph.Neuron;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** The options that arrange the table of peers: which of them it shows, and in what order. */
final class TableOptions {

  /** What they are called. */
  static final String NAMES = "--sort, --serving, --permit, --hotkey, --uids and --limit";

  @Option(
      names = "--sort",
      paramLabel = "COLUMN",
      description = {
        "Sorts the table by uid (the default), hotkey or axon, ascending, by stake or incentive,"
            + " descending, or by permit or serving, yes first. Unknown values come last."
      })
  private @Nullable String sort;

  @Option(names = "--serving", description = "Shows only peers that serve.")
  private boolean serving;

  @Option(names = "--permit", description = "Shows only peers that may validate.")
  private boolean permit;

  @Option(
      names = "--hotkey",
      paramLabel = "PREFIX",
      description = "Shows only peers whose hotkey begins so.")
  private @Nullable String hotkey;

  @Option(
      names = "--uids",
      paramLabel = "LIST",
      description = "Shows only these uids, such as 1,5-9.")
  private @Nullable String uids;

  @Option(names = "--limit", paramLabel = "N", description = "Shows at most N peers.")
  private @Nullable Integer limit;

  /** Returns whether one of these options was given. */
  boolean areGiven() {
    return sort != null || serving || permit || hotkey != null || uids != null || limit != null;
  }

  /**
   * Returns the arrangement that these options describe.
   *
   * @throws ParameterException if one of them is wrong
   */
  Arrangement arrangement(CommandSpec command) {
    return new Arrangement(filter(command), column(command), most(command));
  }

  /**
   * Which peers a table shows.
   *
   * @param filter whether a peer may be shown
   * @param column what they are sorted by
   * @param limit how many of them are shown at most
   */
  record Arrangement(Predicate<Neuron> filter, TableColumn column, int limit) {

    List<Neuron> of(List<Neuron> peers) {
      return peers.stream().filter(filter).sorted(column.order()).limit(limit).toList();
    }
  }

  private Predicate<Neuron> filter(CommandSpec command) {
    Predicate<Neuron> filter = neuron -> true;
    if (serving) {
      filter = filter.and(TableOptions::serves);
    }
    if (permit) {
      filter = filter.and(neuron -> Boolean.TRUE.equals(neuron.validatorPermit()));
    }
    String prefix = hotkey;
    if (prefix != null) {
      filter = filter.and(neuron -> neuron.hotkey().startsWith(prefix));
    }
    if (uids != null) {
      BitSet wanted = wanted(uids, command);
      filter = filter.and(neuron -> wanted.get(neuron.uid()));
    }
    return filter;
  }

  private static boolean serves(Neuron neuron) {
    Axon axon = neuron.axon();
    return axon != null && axon.isServing();
  }

  private static BitSet wanted(String list, CommandSpec command) {
    return UidRanges.parse(list)
        .orElseThrow(
            () ->
                new ParameterException(
                    command.commandLine(),
                    "--uids: expected uids in [0, %d] such as 1,5-9, found \"%s\""
                        .formatted(Neuron.MAX_UID, list)));
  }

  private TableColumn column(CommandSpec command) {
    String name = sort;
    if (name == null) {
      return TableColumn.UID;
    }
    return TableColumn.of(name)
        .orElseThrow(
            () ->
                new ParameterException(
                    command.commandLine(),
                    "--sort: expected one of " + TableColumn.names() + ", found \"" + name + '"'));
  }

  private int most(CommandSpec command) {
    if (limit == null) {
      return Integer.MAX_VALUE;
    }
    if (limit < 1) {
      throw new ParameterException(
          command.commandLine(), "--limit: expected a number of at least 1, found " + limit);
    }
    return limit;
  }
}
