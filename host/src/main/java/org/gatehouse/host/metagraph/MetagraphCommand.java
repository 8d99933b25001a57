package org.gatehouse.host.metagraph;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.gatehouse.api.metagraph.Metagraph;
import org.gatehouse.api.metagraph.MetagraphSource;
import org.gatehouse.host.cli.CommonOptions;
import org.gatehouse.host.cli.Console;
import org.gatehouse.host.cli.Failures;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
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
    try (MetagraphSource source = Sources.configured(options)) {
      if (follow) {
        return new Follower(console, json).follow(source);
      }
      Metagraph metagraph = source.sync();
      if (save != null) {
        SnapshotFiles.write(save, metagraph);
        console.message(
            "saved %d peers of block %d to %s"
                .formatted(metagraph.neurons().size(), metagraph.block(), save));
      }
      if (json) {
        console.data(SnapshotJson.of(metagraph));
      } else if (save == null) {
        console.data(MetagraphTable.of(metagraph));
      }
      return Failures.GOOD;
    }
  }
}
