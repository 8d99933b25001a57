package org.gatehouse.config.plugin.isolation;

import com.typesafe.config.Config;
import java.util.List;
import org.gatehouse.api.config.ConfigProblem;
import org.gatehouse.api.metagraph.MetagraphContext;
import org.gatehouse.api.metagraph.MetagraphSource;
import org.gatehouse.api.metagraph.MetagraphSourceProvider;

/** A plugin's provider of metagraph sources, as the host sees it. */
final class ScopedMetagraphSourceProvider implements MetagraphSourceProvider {

  private final MetagraphSourceProvider provider;
  private final PluginScope scope;

  ScopedMetagraphSourceProvider(MetagraphSourceProvider provider, PluginScope scope) {
    this.provider = provider;
    this.scope = scope;
  }

  @Override
  public List<ConfigProblem> check(Config config) {
    return scope.call(() -> provider.check(config));
  }

  @Override
  public MetagraphSource create(Config config, MetagraphContext context) {
    MetagraphContext lent =
        new MetagraphContext(context.clock(), new HostMeters(context.meters(), scope));
    MetagraphSource source = scope.call(() -> provider.create(config, lent));
    return Scoped.unlessMissing(source, made -> new ScopedMetagraphSource(made, scope));
  }
}
