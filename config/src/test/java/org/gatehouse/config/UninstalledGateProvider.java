package org.gatehouse.config;

import com.typesafe.config.Config;
import java.util.List;
import org.gatehouse.api.config.ConfigProblem;
import org.gatehouse.api.gating.GatingContext;
import org.gatehouse.api.gating.GatingModel;
import org.gatehouse.api.gating.GatingModelProvider;
import org.gatehouse.api.plugin.ProviderName;

/** A provider that no {@code META-INF/services} file names. */
@ProviderName("uninstalled")
public final class UninstalledGateProvider implements GatingModelProvider {

  @Override
  public List<ConfigProblem> check(Config config) {
    return List.of();
  }

  @Override
  public GatingModel create(Config config, GatingContext context) {
    return new FakeGate(config, context, 1, false);
  }
}
