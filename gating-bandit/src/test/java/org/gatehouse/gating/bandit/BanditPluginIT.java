package org.gatehouse.gating.bandit;

import java.nio.file.Path;
import org.gatehouse.api.gating.GatingModel;
import org.gatehouse.config.plugin.ProviderKind;
import org.gatehouse.config.plugin.isolation.IsolatedPlugin;
import org.gatehouse.testkit.GateUnderTest;
import org.gatehouse.testkit.GatingContract;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** The packaged gate keeps the contract behind the plugin loader too. */
class BanditPluginIT extends GatingContract {

  private static final IsolatedPlugin PLUGIN =
      IsolatedPlugin.open(
          Path.of(System.getProperty("plugin")), BanditPluginIT.class.getClassLoader());

  private static @Nullable GatingModel holder;

  /** Holds the shared encoder, so that it is not loaded anew for every rule. */
  @BeforeAll
  static void holdTheEncoder() {
    holder = BanditGate.open("", BanditGate.network(1, 1));
  }

  @AfterAll
  static void releaseTheEncoder() {
    if (holder != null) {
      holder.close();
    }
  }

  @Override
  protected GateUnderTest gate() {
    return GateUnderTest.of(
            PLUGIN.provider(ProviderKind.GATE, "bandit"), "bandit", PLUGIN.reference())
        .withCacheFolder(BanditGate.CACHE)
        .withPopulation();
  }
}
