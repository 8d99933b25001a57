package org.gatehouse.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.gatehouse.api.GatehouseException;
import org.gatehouse.api.config.SectionReader;
import org.gatehouse.config.plugin.PluginReport;
import org.gatehouse.config.plugin.Plugins;
import org.gatehouse.config.plugin.ProviderKind;
import org.gatehouse.config.plugin.isolation.IsolatedPlugin;

/**
 * The plugins of {@code gatehouse.plugins.path}: what they add to the configuration, and what can
 * be selected of them.
 */
final class PluginPath {

  private static final String SECTION = "gatehouse.plugins";
  static final String PATH = SECTION + ".path";

  private final List<Path> folders;
  private final Plugins plugins;
  private final ClassLoader host;
  private final StartTimeout start;

  private PluginPath(List<Path> folders, Plugins plugins, ClassLoader host, StartTimeout start) {
    this.folders = folders;
    this.plugins = plugins;
    this.host = host;
    this.start = start;
  }

  /** Returns a path without plugins. */
  static PluginPath none() {
    return new PluginPath(
        List.of(), Plugins.none(), PluginPath.class.getClassLoader(), StartTimeout.NONE);
  }

  /**
   * Scans the plugins.
   *
   * @param root what users and the host's own reference say, resolved as far as it can be
   * @param hostReference the host's own reference
   */
  static PluginPath read(Config root, Config hostReference, ClassLoader host, Problems problems) {
    try {
      SectionReader section = new SectionReader(Settings.section(root, SECTION), SECTION);
      Duration limit =
          section.duration("start-timeout", Duration.ofMillis(100), Duration.ofHours(24));
      problems.addAll(section.problems());
      return list(root, hostReference, host, new StartTimeout(limit), problems);
    } catch (ConfigException e) {
      problems.add(HoconFailures.problem(e, SECTION, ""));
      return none();
    }
  }

  /** Scans the plugins in order to show them, whatever is wrong with other keys. */
  static PluginPath list(Config root, Config hostReference, ClassLoader host, Problems problems) {
    try {
      return list(root, hostReference, host, StartTimeout.NONE, problems);
    } catch (ConfigException e) {
      problems.add(HoconFailures.problem(e, SECTION, ""));
      return none();
    }
  }

  private static PluginPath list(
      Config root, Config hostReference, ClassLoader host, StartTimeout start, Problems problems) {
    SectionReader section = new SectionReader(Settings.section(root, SECTION), SECTION);
    List<Path> folders = section.paths("path");
    Plugins plugins = Plugins.none();
    if (section.problems().isEmpty() && !folders.isEmpty()) {
      try {
        plugins =
            Plugins.scan(
                folders, host, hostReference, ClassPathProviders.names(host), cacheFolder(root));
      } catch (GatehouseException e) {
        section.problem("path", String.valueOf(e.getMessage()));
      }
    }
    problems.addAll(section.problems());
    return new PluginPath(folders, plugins, host, start);
  }

  /** Without a folder that is known by now, nothing is remembered. */
  private static Optional<Path> cacheFolder(Config root) {
    try {
      return Optional.of(Settings.cacheFolder(root, UserFolders.ofThisUser()));
    } catch (ConfigException e) {
      return Optional.empty();
    }
  }

  /** Returns the folders in which they are looked for. */
  List<Path> folders() {
    return folders;
  }

  /** Returns all of them. */
  List<PluginReport> reports() {
    return plugins.reports();
  }

  /** Returns the keys that sound plugins add, selected or not. */
  Config keys() {
    return plugins.keys();
  }

  /** Returns the keys and defaults of one plugin, not resolved. */
  Config reference(PluginReport plugin) {
    return plugins.reference(plugin);
  }

  /** Returns the providers of a kind, those of broken plugins too. */
  <T> List<Candidate<T>> candidates(ProviderKind<T> kind) {
    // Whether two get in each other's way depends on what is selected.
    return plugins.eachAlone().stream().flatMap(plugin -> candidates(kind, plugin)).toList();
  }

  private <T> Stream<Candidate<T>> candidates(ProviderKind<T> kind, PluginReport plugin) {
    return plugin.provides().stream()
        .filter(provided -> provided.kind().equals(kind))
        .map(
            provided ->
                new Candidate<>(
                    provided.name(),
                    provided.className() + " in " + plugin.place(),
                    Optional.of(plugin),
                    start,
                    () -> IsolatedPlugin.of(plugin, host).provider(kind, provided.name())));
  }

  /** Describes the broken plugins that may provide anything: nobody can read what. */
  List<String> unnamed() {
    return plugins.eachAlone().stream()
        .filter(plugin -> !plugin.isLoadable() && plugin.provides().isEmpty())
        .map(PluginReport::describeProblems)
        .toList();
  }
}
