package org.gatehouse.host.state;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.gatehouse.host.cli.Console;
import org.gatehouse.host.cli.Failures;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The command {@code state show}. */
@Command(name = "show", description = "Shows what a snapshot holds, after checking all of it.")
public final class ShowCommand implements Callable<Integer> {

  private final Console console;

  @Option(names = "--json", description = "Writes one JSON object.")
  private boolean json;

  @Parameters(paramLabel = "FILE", description = "The snapshot.")
  @SuppressWarnings("NullAway.Init") // Set before the command runs: it is required.
  private Path file;

  /** Creates the command. */
  public ShowCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    SnapshotSummary summary = SnapshotSummary.of(file);
    if (json) {
      console.data(summary.json());
    } else {
      console.data(summary.lines());
    }
    return Failures.GOOD;
  }
}
