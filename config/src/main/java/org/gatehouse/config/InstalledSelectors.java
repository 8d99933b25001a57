package org.gatehouse.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigResolveOptions;
import java.util.Collections;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.gatehouse.api.GatehouseException;
import org.gatehouse.api.config.ConfigProblem;
import org.gatehouse.api.config.ConfigurationException;
import org.gatehouse.api.selection.PeerSelector;
import org.gatehouse.api.selection.PeerSelectorProvider;
import org.gatehouse.api.telemetry.ProgressListener;
import org.gatehouse.config.plugin.PluginReport;
import org.gatehouse.config.plugin.Plugins;

/**
 * The selectors that are installed beside the configured one, made of the same configuration.
 *
 * @param inUse the plugins of what the configuration selects
 */
record InstalledSelectors(
    Installed<PeerSelectorProvider> installed, PluginPath plugins, List<PluginReport> inUse) {

  SortedSet<String> names() {
    return Collections.unmodifiableSortedSet(new TreeSet<>(installed.names()));
  }

  /**
   * Makes the selector of a name.
   *
   * @param root the configuration, with the keys of what it selects
   * @throws ConfigurationException if the provider finds problems in its section
   * @throws GatehouseException if there is none, or it cannot be made
   */
  PeerSelector create(String name, Config root, ProgressListener progress) {
    Chosen<PeerSelectorProvider> chosen = installed.choose(name);
    Config complete =
        chosen.candidate().plugin().map(plugin -> withKeysOf(plugin, root)).orElse(root);
    List<ConfigProblem> problems = chosen.check(complete, PeerSelectorProvider::check);
    if (!problems.isEmpty()) {
      throw new ConfigurationException(problems);
    }
    return chosen.create(
        complete, progress, (provider, section, listener) -> provider.create(section));
  }

  private Config withKeysOf(PluginReport plugin, Config root) {
    Plugins.together(Stream.concat(inUse.stream(), Stream.of(plugin)).distinct().toList()).stream()
        .filter(report -> !report.isLoadable())
        .findFirst()
        .ifPresent(
            report -> {
              throw new GatehouseException(report.describeProblems());
            });
    try {
      return root.withFallback(plugins.reference(plugin))
          .resolve(ConfigResolveOptions.defaults().setAllowUnresolved(true));
    } catch (ConfigException e) {
      throw new ConfigurationException(List.of(HoconFailures.problem(e, "gatehouse", "")));
    }
  }
}
