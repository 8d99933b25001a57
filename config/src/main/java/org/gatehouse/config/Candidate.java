package org.gatehouse.config;

import java.util.Optional;
import java.util.function.Supplier;
import org.gatehouse.config.plugin.PluginReport;

/**
 * A provider that could be selected.
 *
 * @param name its {@code @ProviderName}
 * @param place its class and where that is from, for messages
 * @param plugin the plugin it belongs to; empty if it is on the host's own class path
 * @param start runs what it does at its start
 * @param maker makes it, or says why that is impossible
 */
record Candidate<T>(
    String name,
    String place,
    Optional<PluginReport> plugin,
    StartTimeout start,
    Supplier<? extends T> maker) {

  T make() {
    return maker.get();
  }

  /** Returns whether it can be made as far as is known without running any of its code. */
  boolean isLoadable() {
    return plugin.map(PluginReport::isLoadable).orElse(true);
  }
}
