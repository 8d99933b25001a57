package org.gatehouse.config;

import com.google.inject.AbstractModule;
import org.gatehouse.api.gating.GatingModel;
import org.gatehouse.api.metagraph.MetagraphSource;
import org.gatehouse.api.selection.PeerSelector;

/**
 * Lets Guice inject the parts of an open {@link Gatehouse}: the handle itself, its {@link
 * GatehouseConfig}, {@link GatingModel}, {@link PeerSelector} and {@link MetagraphSource}.
 *
 * <p>The handle is opened before the injector is created, in a try-with-resources statement, say:
 * so a failure keeps its own exception, and everything is closed even if the injector cannot be
 * created. Where no source is configured, the injected one always returns the handle's metagraph
 * and its listeners are never called.
 *
 * <p>The injector is strict: bindings are explicit, annotations are exact, and a circular
 * dependency is an error instead of a proxy.
 */
public final class GatehouseModule extends AbstractModule {

  private final Gatehouse gatehouse;

  /** Creates a module of an open handle, which stays the caller's to close. */
  public GatehouseModule(Gatehouse gatehouse) {
    this.gatehouse = gatehouse;
  }

  @Override
  protected void configure() {
    binder().requireExplicitBindings();
    binder().requireExactBindingAnnotations();
    binder().disableCircularProxies();
    bind(Gatehouse.class).toInstance(gatehouse);
    bind(GatehouseConfig.class).toInstance(gatehouse.config());
    // Providers, because Guice would look for injection points in the classes of instances.
    bind(GatingModel.class).toProvider(gatehouse::gate);
    bind(PeerSelector.class).toProvider(gatehouse::selector);
    bind(MetagraphSource.class).toProvider(gatehouse::metagraphSourceOrFixed);
  }
}
