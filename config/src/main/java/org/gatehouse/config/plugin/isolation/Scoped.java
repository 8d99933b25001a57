package org.gatehouse.config.plugin.isolation;

import java.util.function.UnaryOperator;
import org.gatehouse.api.gating.GatingModelProvider;
import org.gatehouse.api.metagraph.MetagraphSourceProvider;
import org.gatehouse.api.selection.PeerSelectorProvider;
import org.gatehouse.config.plugin.ProviderKind;
import org.jspecify.annotations.Nullable;

/** Puts a plugin's objects into a scope. */
final class Scoped {

  private Scoped() {}

  /** Returns a provider every call of which, and of what it makes, is in the scope. */
  static <T> T provider(ProviderKind<T> kind, T provider, PluginScope scope) {
    Object scoped;
    if (provider instanceof GatingModelProvider gates) {
      scoped = new ScopedGatingModelProvider(gates, scope);
    } else if (provider instanceof MetagraphSourceProvider sources) {
      scoped = new ScopedMetagraphSourceProvider(sources, scope);
    } else if (provider instanceof PeerSelectorProvider selectors) {
      scoped = new ScopedPeerSelectorProvider(selectors, scope);
    } else {
      throw new IllegalArgumentException("there is no scope for a " + kind.noun());
    }
    return kind.type().cast(scoped);
  }

  /** Wraps what a plugin made; what it failed to make stays missing, for the host to complain. */
  @SuppressWarnings("NullAway") // The SPI promises that it is not null; a plugin may break that.
  static <T> T unlessMissing(@Nullable T made, UnaryOperator<T> wrap) {
    return made == null ? null : wrap.apply(made);
  }
}
