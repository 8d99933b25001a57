package org.gatehouse.config;

import com.typesafe.config.Config;
import java.util.List;
import org.gatehouse.api.config.ConfigProblem;
import org.gatehouse.api.gating.GatingContext;
import org.gatehouse.api.gating.GatingModel;
import org.gatehouse.api.gating.GatingModelProvider;

/** A provider that forgot its name. */
public final class NamelessGateProvider implements GatingModelProvider {

  @Override
  public List<ConfigProblem> check(Config config) {
    return List.of();
  }

  @Override
  public GatingModel create(Config config, GatingContext context) {
    return new FakeGate(config, context, 1, false);
  }
}
