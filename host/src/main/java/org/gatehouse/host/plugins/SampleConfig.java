package org.gatehouse.host.plugins;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigRenderOptions;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.gatehouse.config.Suggestions;
import org.gatehouse.config.plugin.PluginListing;
import org.gatehouse.config.plugin.PluginReport;
import org.gatehouse.config.plugin.Provided;

/** The keys of a plugin or a provider, as a configuration file has them. */
final class SampleConfig {

  private static final ConfigRenderOptions WITH_COMMENTS =
      ConfigRenderOptions.defaults().setOriginComments(false).setJson(false);

  private SampleConfig() {}

  /**
   * Returns the texts by where they are from; none if there are no keys.
   *
   * @param name of a plugin, or of one of its providers, or of one on the class path
   * @throws IllegalArgumentException if nobody has the name, or several have
   */
  static Map<String, String> of(PluginListing listing, String name) {
    List<PluginReport> named =
        listing.plugins().stream().filter(plugin -> plugin.name().equals(name)).toList();
    List<PluginReport> matching =
        named.isEmpty()
            ? listing.all().stream().filter(plugin -> provides(plugin, name)).toList()
            : named;
    List<PluginReport> loadable = matching.stream().filter(PluginReport::isLoadable).toList();
    List<PluginReport> found = loadable.isEmpty() ? matching : loadable;
    if (found.isEmpty()) {
      throw new IllegalArgumentException(unknown(listing, name));
    }
    if (found.size() > 1) {
      throw new IllegalArgumentException(
          "expected one plugin or provider named "
              + name
              + ", found "
              + found.stream().map(PluginReport::place).collect(Collectors.joining(" and ")));
    }
    PluginReport plugin = found.get(0);
    return plugin.name().equals(PluginListing.CLASS_PATH)
        ? ofClassPath(plugin, name, listing.reference())
        : plugin.references();
  }

  private static boolean provides(PluginReport plugin, String name) {
    return plugin.provides().stream().anyMatch(provided -> provided.name().equals(name));
  }

  private static Map<String, String> ofClassPath(
      PluginReport classPath, String name, Config reference) {
    return classPath.provides().stream()
        .filter(provided -> provided.name().equals(name))
        .map(provided -> provided.kind().sectionOf(name))
        .filter(reference::hasPath)
        .distinct()
        .collect(
            Collectors.toMap(
                section -> section,
                section ->
                    reference.getValue(section).atPath(section).root().render(WITH_COMMENTS)));
  }

  private static String unknown(PluginListing listing, String name) {
    SortedSet<String> names =
        Stream.concat(
                listing.plugins().stream().map(PluginReport::name),
                listing.all().stream()
                    .flatMap(plugin -> plugin.provides().stream())
                    .map(Provided::name))
            .collect(Collectors.toCollection(TreeSet::new));
    return "there is no plugin or provider named "
        + name
        + "; there are "
        + String.join(", ", names)
        + Suggestions.nearest(name, names)
            .map(suggestion -> "; did you mean " + suggestion + "?")
            .orElse("");
  }
}
