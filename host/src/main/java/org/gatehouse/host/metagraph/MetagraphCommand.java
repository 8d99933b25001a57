package org.gatehouse.host.metagraph;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.gatehouse.api.metagraph.Metagraph;
import org.gatehouse.api.metagraph.MetagraphSource;
import org.gatehouse.api.metagraph.Neuron;
import org.gatehouse.host.cli.CommonOptions;
import org.gatehouse.host.cli.Console;
import org.gatehouse.host.cli.Failures;
import org.gatehouse.state.DurableFile;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command {@code metagraph}. */
@Command(name = "metagraph", description = "Shows the network's peers, saves or follows them.")
public final class MetagraphCommand implements Callable<Integer> {

  private final Console console;
  private final CommonOptions options;

  @Spec
  @SuppressWarnings("NullAway.Init") // Set when the command line is built.
  private CommandSpec spec;

  @Option(names = "--json", description = "Writes the snapshot format, or changes, as JSON.")
  private boolean json;

  @Option(names = "--save", paramLabel = "FILE", description = "Writes a snapshot to a file.")
  private @Nullable Path save;

  @Option(names = "--follow", description = "Shows changes until interrupted.")
  private boolean follow;

  @Mixin private final TableOptions table = new TableOptions();

  /** Creates the command. */
  public MetagraphCommand(Console console, CommonOptions options) {
    this.console = console;
    this.options = options;
  }

  @Override
  public Integer call() {
    if (follow && save != null) {
      throw new ParameterException(
          spec.commandLine(), "--follow shows changes and --save writes one snapshot; give one");
    }
    if (table.areGiven() && (json || save != null || follow)) {
      throw new ParameterException(
          spec.commandLine(),
          TableOptions.NAMES
              + " arrange the table; --json, --save and --follow are about all peers");
    }
    TableOptions.Arrangement arrangement = table.arrangement(spec);
    try (MetagraphSource source = Sources.configured(options)) {
      if (follow) {
        return new Follower(console, json, source).follow();
      }
      Metagraph metagraph = source.sync();
      if (save != null) {
        DurableFile.writeString(save, SnapshotJson.of(metagraph) + "\n");
        console.message(
            "saved %d peers of block %d to %s"
                .formatted(metagraph.neurons().size(), metagraph.block(), save));
      }
      if (json) {
        console.data(SnapshotJson.of(metagraph));
      } else if (save == null) {
        show(metagraph, arrangement.of(metagraph.neurons()));
      }
      return Failures.GOOD;
    }
  }

  private void show(Metagraph metagraph, List<Neuron> peers) {
    console.data(MetagraphTable.of(metagraph, peers));
    if (peers.isEmpty()) {
      int all = metagraph.neurons().size();
      console.message(
          all == 0
              ? "the network has no peers"
              : "none of the network's " + all + " peers is shown");
    }
  }
}
