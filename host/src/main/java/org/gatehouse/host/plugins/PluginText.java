package org.gatehouse.host.plugins;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.gatehouse.config.plugin.PluginListing;
import org.gatehouse.config.plugin.PluginProblem;
import org.gatehouse.config.plugin.PluginReport;
import org.gatehouse.host.cli.TextTable;

/** Plugins for a person; what is unknown is a dash. */
final class PluginText {

  private static final String UNKNOWN = "-";
  private static final int DIGITS = 12;

  private PluginText() {}

  /** Returns a row for each plugin, and below, what is wrong with the broken ones. */
  static List<String> of(PluginListing listing) {
    TextTable table = new TextTable("status", "name", "version", "provides", "location", "hash");
    for (PluginReport plugin : listing.all()) {
      table.row(
          status(plugin),
          plugin.name(),
          known(plugin.version()),
          known(provides(plugin)),
          known(plugin.location().toString()),
          known(plugin.sha256().substring(0, Math.min(DIGITS, plugin.sha256().length()))));
    }
    List<String> lines = new ArrayList<>(table.lines());
    for (PluginReport plugin : listing.all()) {
      if (!plugin.isLoadable()) {
        lines.add("");
        lines.addAll(problems(plugin));
      }
    }
    lines.add("");
    lines.add(
        listing.path().isEmpty()
            ? "gatehouse.plugins.path is empty: plugins are looked for nowhere."
            : "Plugins are looked for in "
                + listing.path().stream().map(Path::toString).collect(Collectors.joining(", "))
                + ".");
    return lines;
  }

  /** Returns all that is known about one plugin. */
  static List<String> of(PluginReport plugin) {
    if (!plugin.isLoadable()) {
      return problems(plugin);
    }
    List<String> lines = new ArrayList<>();
    lines.add("ok: " + plugin.title() + " (" + plugin.location() + ")");
    plugin
        .provides()
        .forEach(
            provided ->
                lines.add(
                    "  provides %s %s: %s"
                        .formatted(provided.kind().noun(), provided.name(), provided.className())));
    lines.add("  for versions " + plugin.apiVersions() + " of the API");
    if (!plugin.requires().isEmpty()) {
      lines.add("  requires " + String.join(", ", plugin.requires()));
    }
    lines.add("  SHA-256 " + plugin.sha256());
    return lines;
  }

  private static List<String> problems(PluginReport plugin) {
    List<String> lines = new ArrayList<>();
    String location = plugin.location().toString();
    lines.add("broken: " + plugin.title() + (location.isEmpty() ? "" : " (" + location + ")"));
    for (PluginProblem problem : plugin.problems()) {
      lines.add("  " + problem.where());
      problem.found().lines().forEach(line -> lines.add("    " + line));
      problem.remedy().lines().forEach(line -> lines.add("    -> " + line));
    }
    return lines;
  }

  private static String provides(PluginReport plugin) {
    return plugin.provides().stream()
        .map(provided -> provided.kind().noun() + " " + provided.name())
        .collect(Collectors.joining(", "));
  }

  static String status(PluginReport plugin) {
    return plugin.isLoadable() ? "ok" : "broken";
  }

  private static String known(String text) {
    return text.isEmpty() ? UNKNOWN : text;
  }
}
