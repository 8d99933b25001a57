package org.gatehouse.host.state;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.gatehouse.host.cli.Console;
import org.gatehouse.host.cli.Failures;
import org.gatehouse.state.FileVerdict;
import org.gatehouse.state.FolderVerdict;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The command {@code state verify}: exit code 0 if all is good, 1 if not, 2 for no folder. */
@Command(
    name = "verify",
    description =
        "Reads every byte of a state folder and says of each file whether it is good, and what a"
            + " host would start from; changes nothing. Exit code 0: all is whole, 1: something is"
            + " damaged or missing, or there is nothing.")
public final class VerifyCommand implements Callable<Integer> {

  private final Console console;

  @Spec
  @SuppressWarnings("NullAway.Init") // Set when the command line is built.
  private CommandSpec spec;

  @Parameters(paramLabel = "DIR", description = "The state folder.")
  @SuppressWarnings("NullAway.Init") // Set before the command runs: it is required.
  private Path folder;

  /** Creates the command. */
  public VerifyCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    if (!Files.isDirectory(folder)) {
      throw new ParameterException(spec.commandLine(), folder + ": expected a state folder");
    }
    FolderVerdict verdict = FolderVerdict.of(folder);
    for (FileVerdict file : verdict.files()) {
      console.data(
          (file.isGood() ? "good     " : "damaged  ")
              + Console.oneLine(file.file().getFileName() + ": " + file.finding()));
    }
    if (verdict.files().isEmpty()) {
      console.message("gatehouse: " + folder + ": expected learned state, found none");
      return Failures.FAILURE;
    }
    console.data("start    " + verdict.start());
    return verdict.isWhole() ? Failures.GOOD : Failures.FAILURE;
  }
}
