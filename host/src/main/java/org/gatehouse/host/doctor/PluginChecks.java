package org.gatehouse.host.doctor;

import java.util.List;
import java.util.stream.Collectors;
import org.gatehouse.api.config.ConfigurationException;
import org.gatehouse.config.plugin.PluginListing;
import org.gatehouse.config.plugin.PluginReport;
import org.gatehouse.host.cli.CommonOptions;

/** How the plugins are; none of their code runs. */
final class PluginChecks {

  private PluginChecks() {}

  /**
   * Returns a check for each plugin; none if the configuration cannot say where they are.
   *
   * @param configured whether the configuration, with all that it selects, could be loaded
   */
  static List<Check> of(CommonOptions options, boolean configured) {
    PluginListing listing;
    try {
      listing = options.loader().plugins();
    } catch (ConfigurationException e) {
      // The check of the configuration says so.
      return List.of();
    }
    return listing.plugins().stream()
        .map(plugin -> check(plugin, listing.isSelected(plugin), configured))
        .toList();
  }

  private static Check check(PluginReport plugin, boolean selected, boolean configured) {
    String name = "plugin " + plugin.name();
    if (plugin.isLoadable()) {
      return Check.good(name, describe(plugin));
    }
    String found =
        describe(plugin)
            + plugin.problems().stream()
                .map(problem -> "\n- " + problem)
                .collect(Collectors.joining());
    if (!selected) {
      return Check.warning(name, found + "\nnothing of it is selected");
    }
    // Some things are only wrong if two plugins are used together.
    return configured
        ? Check.warning(name, found + "\nwhat is selected of it works all the same")
        : Check.broken(name, found);
  }

  private static String describe(PluginReport plugin) {
    return (plugin.version().isEmpty() ? "" : plugin.version() + ", ")
        + plugin.provides().stream()
            .map(provided -> provided.kind().noun() + " " + provided.name() + ", ")
            .collect(Collectors.joining())
        + plugin.location();
  }
}
