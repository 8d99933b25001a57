package org.gatehouse.host.state;

import com.typesafe.config.ConfigUtil;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.gatehouse.api.GatehouseException;
import org.gatehouse.api.gating.GatingSnapshot;
import org.gatehouse.api.gating.LinearRows;
import org.gatehouse.api.gating.SnapshotException;
import org.gatehouse.config.Gatehouse;
import org.gatehouse.config.GatehouseConfig;
import org.gatehouse.config.HostContext;
import org.gatehouse.host.cli.CommonOptions;
import org.gatehouse.host.cli.Console;
import org.gatehouse.host.cli.Failures;
import org.gatehouse.state.DurableFile;
import org.gatehouse.state.SnapshotFile;
import org.gatehouse.state.upstream.UpstreamRows;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The command {@code import-upstream}. */
@Command(
    name = "import-upstream",
    description = "Turns the linear layer that the original saved into a snapshot.")
public final class ImportUpstreamCommand implements Callable<Integer> {

  private final Console console;
  private final CommonOptions options;

  @Option(
      names = "--to",
      paramLabel = "SNAPSHOT",
      required = true,
      description = "The snapshot to write.")
  @SuppressWarnings("NullAway.Init") // Set before the command runs: it is required.
  private Path to;

  @Option(
      names = "--gate",
      paramLabel = "NAME",
      description = "The gate that is to take it over; by default the configured one.")
  private @Nullable String gate;

  @Parameters(
      paramLabel = "FILE.pth",
      description = "What the original saved: MODEL_gating_linear_layer.pth.")
  @SuppressWarnings("NullAway.Init") // Set before the command runs: it is required.
  private Path file;

  /** Creates the command. */
  public ImportUpstreamCommand(Console console, CommonOptions options) {
    this.console = console;
    this.options = options;
  }

  @Override
  public Integer call() {
    DurableFile.check(to);
    if (isTheFileItself()) {
      throw new GatehouseException("--to is the file to read: " + file + " would be lost");
    }
    UpstreamRows rows = UpstreamRows.read(file);
    GatehouseConfig config = config(rows.numUids());
    HostContext host = HostContext.builder().progress(console.progress()).build();
    try (Gatehouse gatehouse = Gatehouse.open(config, host)) {
      SnapshotFile.write(to, snapshot(gatehouse, rows));
    }
    console.message(
        "took over %d rows of %d components for gate %s; %s holds them"
            .formatted(rows.numUids(), rows.hidden(), config.gateName(), to));
    return Failures.GOOD;
  }

  private boolean isTheFileItself() {
    try {
      return Files.exists(to) && Files.isSameFile(to, file);
    } catch (IOException e) {
      // What cannot be found cannot be lost; it is missed when it is read.
      return false;
    }
  }

  /** The gate needs no network, and is to be no larger than what it takes over. */
  private GatehouseConfig config(int numUids) {
    GatehouseConfig.Loader loader =
        options
            .loader()
            .set("gatehouse.metagraph.source=none")
            .set("gatehouse.gating.num-uids=" + numUids);
    if (gate != null) {
      loader.set("gatehouse.gating.model=" + ConfigUtil.quoteString(gate));
    }
    return loader.load();
  }

  private GatingSnapshot snapshot(Gatehouse gatehouse, UpstreamRows rows) {
    LinearRows taker =
        gatehouse
            .gate()
            .extension(LinearRows.class)
            .orElseThrow(
                () ->
                    new GatehouseException(
                        "gate "
                            + gatehouse.config().gateName()
                            + " does not score with a linear layer, or takes none over; choose"
                            + " another with --gate"));
    try {
      return taker.withRows(rows.weight(), rows.bias());
    } catch (SnapshotException e) {
      throw new SnapshotException(file + ": " + e.getMessage(), e);
    }
  }
}
