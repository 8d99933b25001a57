package org.gatehouse.host.plugins;

import java.util.List;
import java.util.concurrent.Callable;
import org.gatehouse.config.plugin.PluginListing;
import org.gatehouse.config.plugin.PluginReport;
import org.gatehouse.host.cli.CommonOptions;
import org.gatehouse.host.cli.Console;
import org.gatehouse.host.cli.Failures;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The command {@code plugins}: lists them, whatever else is wrong with the configuration. */
@Command(
    name = "plugins",
    description = "Lists the plugins, and what is wrong with them, without running their code.")
public final class PluginsCommand implements Callable<Integer> {

  private final Console console;
  private final CommonOptions options;

  @Option(names = "--json", description = "Writes one JSON object.")
  private boolean json;

  /** Creates the command. */
  public PluginsCommand(Console console, CommonOptions options) {
    this.console = console;
    this.options = options;
  }

  @Override
  public Integer call() {
    PluginListing listing = options.loader().plugins();
    if (json) {
      console.data(PluginJson.of(listing));
    } else {
      console.data(PluginText.of(listing));
    }
    List<PluginReport> broken =
        listing.all().stream().filter(plugin -> !plugin.isLoadable()).toList();
    if (!broken.isEmpty()) {
      boolean selected = broken.stream().anyMatch(listing::isSelected);
      console.message(
          "broken: %d of %d, %s"
              .formatted(
                  broken.size(),
                  listing.all().size(),
                  selected
                      ? "and what the configuration selects is among them"
                      : "none of which the configuration selects"));
    }
    return Failures.GOOD;
  }
}
