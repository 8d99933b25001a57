package org.gatehouse.config.plugin;

import com.typesafe.config.Config;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Everything that a configuration can select: the plugins on its path, and the providers on the
 * host's own class path. Immutable; none of their code has run.
 *
 * @param path the folders of {@code gatehouse.plugins.path}, as absolute paths
 * @param plugins the plugins in these folders
 * @param classPath the providers on the class path, one report for each jar or folder of classes,
 *     named {@link #CLASS_PATH}
 * @param selected the name that the configuration selects, by kind; of a kind of which nothing
 *     readable is said, none
 * @param reference the host's own keys with their defaults and comments, not resolved
 */
public record PluginListing(
    List<Path> path,
    List<PluginReport> plugins,
    List<PluginReport> classPath,
    Map<ProviderKind<?>, String> selected,
    Config reference) {

  /** The name of what is no plugin but on the host's class path. */
  public static final String CLASS_PATH = "(class path)";

  /** Copies the collections. */
  public PluginListing {
    path = List.copyOf(path);
    plugins = List.copyOf(plugins);
    classPath = List.copyOf(classPath);
    selected = Map.copyOf(selected);
  }

  /** Returns the plugins and what is on the class path. */
  public List<PluginReport> all() {
    return Stream.concat(plugins.stream(), classPath.stream()).toList();
  }

  /**
   * Returns whether the configuration selects something that is this plugin's; of two providers of
   * one name, a broken one is not selected if the other is not broken.
   */
  public boolean isSelected(PluginReport plugin) {
    return plugin.provides().stream()
        .filter(provided -> provided.name().equals(selected.get(provided.kind())))
        .anyMatch(
            provided -> plugin.isLoadable() || all().stream().noneMatch(o -> has(o, provided)));
  }

  private static boolean has(PluginReport other, Provided wanted) {
    return other.isLoadable()
        && other.provides().stream()
            .anyMatch(
                provided ->
                    provided.kind().equals(wanted.kind()) && provided.name().equals(wanted.name()));
  }
}
