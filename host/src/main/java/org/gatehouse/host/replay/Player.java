package org.gatehouse.host.replay;

import com.typesafe.config.Config;
import org.gatehouse.config.GatehouseConfig;
import org.gatehouse.host.cli.CommonOptions;
import org.jspecify.annotations.Nullable;

/**
 * A gate and a selector that a log is put to.
 *
 * @param gate the gate's name; {@code null} for the configured one
 * @param selector the selector's name; {@code null} for the configured one
 */
record Player(@Nullable String gate, @Nullable String selector) {

  private static final String GATING = "gatehouse.gating";
  private static final String GATING_SEED = GATING + ".seed";
  private static final String SELECTION_SEED = "gatehouse.selection.seed";

  /** Loads the configuration as the user wrote it, but for the two names. */
  GatehouseConfig configure(CommonOptions options) {
    return loader(options).load();
  }

  /**
   * Loads the configuration of a later run: every seed is larger by the number of runs before it.
   *
   * @param first the configuration of the first run
   */
  GatehouseConfig configure(CommonOptions options, GatehouseConfig first, int run) {
    GatehouseConfig.Loader loader = loader(options);
    Config root = first.root();
    String own = GATING + "." + first.gateName() + ".seed";
    for (String key : new String[] {GATING_SEED, SELECTION_SEED, own}) {
      if (root.hasPath(key)) {
        loader.set(key + "=" + (root.getLong(key) + run));
      }
    }
    return loader.load();
  }

  /** Returns the seed of what all players of a run have in common: the order of the events. */
  static long seedOfEvents(GatehouseConfig config) {
    return config.root().getLong(GATING_SEED);
  }

  private GatehouseConfig.Loader loader(CommonOptions options) {
    GatehouseConfig.Loader loader = options.loader();
    if (gate != null) {
      loader.set(GATING + ".model=" + gate);
    }
    if (selector != null) {
      loader.set("gatehouse.selection.selector=" + selector);
    }
    return loader;
  }
}
