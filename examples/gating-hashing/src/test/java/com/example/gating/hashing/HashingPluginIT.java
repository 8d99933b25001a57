package com.example.gating.hashing;

import java.nio.file.Path;
import org.gatehouse.config.plugin.ProviderKind;
import org.gatehouse.config.plugin.isolation.IsolatedPlugin;
import org.gatehouse.testkit.GateUnderTest;
import org.gatehouse.testkit.GatingContract;

class HashingPluginIT extends GatingContract {

  private static final IsolatedPlugin PLUGIN =
      IsolatedPlugin.open(
          Path.of(System.getProperty("plugin")), HashingPluginIT.class.getClassLoader());

  @Override
  protected GateUnderTest gate() {
    return GateUnderTest.of(
            PLUGIN.provider(ProviderKind.GATE, "hashing"), "hashing", PLUGIN.reference())
        .withDifferentiableLoss("weight");
  }
}
