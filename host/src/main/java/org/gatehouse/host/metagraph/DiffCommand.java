package org.gatehouse.host.metagraph;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.gatehouse.api.metagraph.Metagraph;
import org.gatehouse.api.metagraph.MetagraphSource;
import org.gatehouse.host.cli.CommonOptions;
import org.gatehouse.host.cli.Console;
import org.gatehouse.host.cli.Failures;
import org.gatehouse.host.cli.OutputClosedException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The command {@code metagraph diff}: exit code 0 if equal, 1 if different, 2 on trouble. */
@Command(
    name = "diff",
    description = "Compares two snapshots; exit code 0: equal, 1: different, 2: trouble.")
public final class DiffCommand implements Callable<Integer> {

  private static final int EQUAL = 0;
  private static final int DIFFERENT = 1;
  private static final int TROUBLE = 2;

  private final Console console;
  private final CommonOptions options;

  @Option(names = "--json", description = "Writes the changes as JSON.")
  private boolean json;

  @Parameters(index = "0", paramLabel = "A", description = "The earlier snapshot.")
  @SuppressWarnings("NullAway.Init") // Set before the command runs: it is required.
  private Path earlier;

  @Parameters(index = "1", paramLabel = "B", description = "The later snapshot.")
  @SuppressWarnings("NullAway.Init") // Set before the command runs: it is required.
  private Path later;

  /** Creates the command. */
  public DiffCommand(Console console, CommonOptions options) {
    this.console = console;
    this.options = options;
  }

  @Override
  public Integer call() {
    int result = TROUBLE;
    try {
      Changes changes = new Changes(read(earlier), read(later));
      result = changes.isEmpty() ? EQUAL : DIFFERENT;
      if (json) {
        console.data(changes.json());
      } else if (!changes.isEmpty()) {
        console.data(changes.lines());
      }
      return result;
    } catch (OutputClosedException e) {
      if (e.isBrokenPipe()) {
        return result;
      }
      Failures.report(console, e, options.verbose());
      return TROUBLE;
    } catch (RuntimeException e) {
      Failures.report(console, e, options.verbose());
      return TROUBLE;
    }
  }

  private Metagraph read(Path file) {
    try (MetagraphSource source = Sources.file(options, file)) {
      return source.sync();
    }
  }
}
