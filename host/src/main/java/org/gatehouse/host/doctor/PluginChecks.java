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

  /** Returns a check for each plugin; none if the configuration cannot say where they are. */
  static List<Check> of(CommonOptions options) {
    PluginListing listing;
    try {
      listing = options.loader().plugins();
    } catch (ConfigurationException e) {
      // The check of the configuration says so.
      return List.of();
    }
    return listing.plugins().stream().map(plugin -> check(plugin, listing)).toList();
  }

  private static Check check(PluginReport plugin, PluginListing listing) {
    String name = "plugin " + plugin.name();
    if (plugin.isLoadable()) {
      return Check.good(name, describe(plugin));
    }
    String found =
        describe(plugin)
            + plugin.problems().stream()
                .map(problem -> "\n- " + problem)
                .collect(Collectors.joining());
    return listing.isSelected(plugin)
        ? Check.broken(name, found)
        : Check.warning(name, found + "\nnothing of it is selected");
  }

  private static String describe(PluginReport plugin) {
    return (plugin.version().isEmpty() ? "" : plugin.version() + ", ")
        + plugin.provides().stream()
            .map(provided -> provided.kind().noun() + " " + provided.name() + ", ")
            .collect(Collectors.joining())
        + plugin.location();
  }
}
