package org.gatehouse.gating.bandit;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.ref.WeakReference;
import java.nio.file.Path;
import org.gatehouse.api.gating.GatingContext;
import org.gatehouse.api.gating.GatingModel;
import org.gatehouse.api.gating.GatingModelProvider;
import org.gatehouse.api.telemetry.ProgressListener;
import org.gatehouse.config.plugin.ProviderKind;
import org.gatehouse.config.plugin.isolation.IsolatedPlugin;
import org.junit.jupiter.api.Test;

/**
 * The plugin's class loader can be collected once the gate is closed, although the gate was the
 * first to use the native libraries; so this runs first in its process.
 */
class PluginLifetimeIT {

  private static WeakReference<ClassLoader> useAndClose() {
    IsolatedPlugin plugin =
        IsolatedPlugin.open(
            Path.of(System.getProperty("plugin")), PluginLifetimeIT.class.getClassLoader());
    GatingModelProvider provider = plugin.provider(ProviderKind.GATE, "bandit");
    GatingContext context =
        GatingContext.builder(BanditGate.CACHE, Path.of("target/state"))
            .progress(ProgressListener.none())
            .build();
    try (GatingModel gate =
        provider.create(
            plugin.reference().resolve().getConfig("gatehouse.gating.bandit"), context)) {
      gate.backward(gate.forward("a message").select(0, 1), new float[] {0, 1});
      return new WeakReference<>(plugin.classLoader());
    }
  }

  @Test
  void aClosedGateLetsGoOfItsPlugin() throws Exception {
    WeakReference<ClassLoader> loader = useAndClose();
    for (int i = 0; i < 100 && loader.get() != null; i++) {
      System.gc();
      Thread.sleep(20);
    }
    assertThat(loader.get()).isNull();
  }
}
