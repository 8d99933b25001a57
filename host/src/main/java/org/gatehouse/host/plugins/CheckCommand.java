package org.gatehouse.host.plugins;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.gatehouse.config.plugin.PluginReport;
import org.gatehouse.config.plugin.Plugins;
import org.gatehouse.host.cli.Console;
import org.gatehouse.host.cli.Failures;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The command {@code plugins check}: exit code 0 if the plugin can be loaded, 1 if not. */
@Command(
    name = "check",
    description =
        "Tells whether a plugin can be loaded, without running its code; exit code 0: yes, 1: no.")
public final class CheckCommand implements Callable<Integer> {

  private final Console console;

  @Spec
  @SuppressWarnings("NullAway.Init") // Set when the command line is built.
  private CommandSpec spec;

  @Option(names = "--json", description = "Writes one JSON object.")
  private boolean json;

  @Parameters(
      index = "0",
      paramLabel = "JAR|DIR",
      description = "The plugin: a jar, or a folder of jars.")
  @SuppressWarnings("NullAway.Init") // Set before the command runs: it is required.
  private Path location;

  /** Creates the command. */
  public CheckCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    if (!Files.exists(location)) {
      throw new ParameterException(
          spec.commandLine(), "expected a jar or a folder of jars, found no " + location);
    }
    PluginReport plugin = Plugins.check(location, CheckCommand.class.getClassLoader());
    if (json) {
      console.data(PluginJson.of(plugin));
    } else {
      console.data(PluginText.of(plugin));
    }
    return plugin.isLoadable() ? Failures.GOOD : Failures.FAILURE;
  }
}
