package org.gatehouse.host.plugins;

import java.util.Map;
import java.util.concurrent.Callable;
import org.gatehouse.config.plugin.PluginListing;
import org.gatehouse.host.cli.CommonOptions;
import org.gatehouse.host.cli.Console;
import org.gatehouse.host.cli.Failures;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The command {@code plugins sample-config}. */
@Command(
    name = "sample-config",
    description = "Shows the keys of a plugin or a provider, with their defaults and meanings.")
public final class SampleConfigCommand implements Callable<Integer> {

  private final Console console;
  private final CommonOptions options;

  @Spec
  @SuppressWarnings("NullAway.Init") // Set when the command line is built.
  private CommandSpec spec;

  @Parameters(
      index = "0",
      paramLabel = "NAME",
      description = "The name of a plugin, or of a gate, a metagraph source or a selector.")
  @SuppressWarnings("NullAway.Init") // Set before the command runs: it is required.
  private String name;

  /** Creates the command. */
  public SampleConfigCommand(Console console, CommonOptions options) {
    this.console = console;
    this.options = options;
  }

  @Override
  public Integer call() {
    PluginListing listing = options.loader().plugins();
    Map<String, String> samples;
    try {
      samples = SampleConfig.of(listing, name);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
    }
    if (samples.isEmpty()) {
      console.message(name + " has no keys of its own: there is no reference.conf of it");
    }
    samples.forEach(
        (where, text) -> {
          if (samples.size() > 1) {
            console.data("# " + where);
          }
          console.data(text.stripTrailing());
        });
    return Failures.GOOD;
  }
}
