package org.gatehouse.config.plugin.isolation;

import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;
import org.gatehouse.api.gating.Explaining;
import org.gatehouse.api.gating.GatingModelProvider;
import org.gatehouse.api.gating.LinearRows;
import org.gatehouse.api.gating.Replayable;
import org.gatehouse.api.gating.Representing;
import org.gatehouse.api.metagraph.MetagraphSourceProvider;
import org.gatehouse.api.selection.PeerSelectorProvider;
import org.gatehouse.config.plugin.ProviderKind;
import org.jspecify.annotations.Nullable;

/** Puts a plugin's objects into a scope. */
final class Scoped {

  private static final Map<Class<?>, BiFunction<Object, PluginScope, Object>> EXTENSIONS =
      Map.of(
          Explaining.class, (made, scope) -> new ScopedExplaining((Explaining) made, scope),
          LinearRows.class, (made, scope) -> new ScopedLinearRows((LinearRows) made, scope),
          Replayable.class, (made, scope) -> new ScopedReplayable((Replayable) made, scope),
          Representing.class, (made, scope) -> new ScopedRepresenting((Representing) made, scope));

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

  /** Returns an ability of a gate in the scope; those that the SPI does not know stay as is. */
  static <T> T extension(Class<T> type, T extension, PluginScope scope) {
    BiFunction<Object, PluginScope, Object> wrap = EXTENSIONS.get(type);
    return wrap == null ? extension : type.cast(wrap.apply(extension, scope));
  }

  /** Wraps what a plugin made; what it failed to make stays missing, for the host to complain. */
  @SuppressWarnings("NullAway") // The SPI promises that it is not null; a plugin may break that.
  static <T> T unlessMissing(@Nullable T made, UnaryOperator<T> wrap) {
    return made == null ? null : wrap.apply(made);
  }
}
