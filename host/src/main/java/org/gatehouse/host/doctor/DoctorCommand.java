package org.gatehouse.host.doctor;

import java.util.concurrent.Callable;
import org.gatehouse.host.cli.CommonOptions;
import org.gatehouse.host.cli.Console;
import org.gatehouse.host.cli.Failures;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The command {@code doctor}: exit code 1 if anything selected is broken. */
@Command(
    name = "doctor",
    description = "Checks the machine, the configuration and everything it selects.")
public final class DoctorCommand implements Callable<Integer> {

  private final Console console;
  private final CommonOptions options;

  @Option(names = "--json", description = "Writes one JSON object.")
  private boolean json;

  /** Creates the command. */
  public DoctorCommand(Console console, CommonOptions options) {
    this.console = console;
    this.options = options;
  }

  @Override
  public Integer call() {
    Diagnosis diagnosis = new Examination(options, console.progress()).examine();
    if (json) {
      console.data(diagnosis.json());
    } else {
      console.data(diagnosis.lines());
    }
    return diagnosis.isGood() ? Failures.GOOD : Failures.FAILURE;
  }
}
