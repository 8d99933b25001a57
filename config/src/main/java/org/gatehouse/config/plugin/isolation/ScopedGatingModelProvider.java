package org.gatehouse.config.plugin.isolation;

import com.typesafe.config.Config;
import java.util.List;
import org.gatehouse.api.config.ConfigProblem;
import org.gatehouse.api.gating.GatingContext;
import org.gatehouse.api.gating.GatingModel;
import org.gatehouse.api.gating.GatingModelProvider;

/** A plugin's provider of gates, as the host sees it. */
final class ScopedGatingModelProvider implements GatingModelProvider {

  private final GatingModelProvider provider;
  private final PluginScope scope;

  ScopedGatingModelProvider(GatingModelProvider provider, PluginScope scope) {
    this.provider = provider;
    this.scope = scope;
  }

  @Override
  public List<ConfigProblem> check(Config config) {
    return scope.call(() -> provider.check(config));
  }

  @Override
  public GatingModel create(Config config, GatingContext context) {
    GatingContext lent =
        context.toBuilder()
            .progress(new HostProgress(context.progress(), scope))
            .meters(new HostMeters(context.meters(), scope))
            .build();
    GatingModel gate = scope.call(() -> provider.create(config, lent));
    return Scoped.unlessMissing(gate, made -> new ScopedGatingModel(made, scope));
  }
}
