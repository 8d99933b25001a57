package org.gatehouse.benchmarks;

import com.typesafe.config.Config;
import java.util.List;
import org.gatehouse.api.config.ConfigProblem;
import org.gatehouse.api.gating.GatingContext;
import org.gatehouse.api.gating.GatingModel;
import org.gatehouse.api.gating.GatingModelProvider;
import org.gatehouse.api.plugin.ProviderName;

/** Makes gates that do nothing, to measure what lies between them and a host. */
@ProviderName("idle")
public final class IdleGatingProvider implements GatingModelProvider {

  /** Creates the provider. */
  public IdleGatingProvider() {}

  @Override
  public List<ConfigProblem> check(Config config) {
    return List.of();
  }

  @Override
  public GatingModel create(Config config, GatingContext context) {
    return new IdleGate();
  }
}
