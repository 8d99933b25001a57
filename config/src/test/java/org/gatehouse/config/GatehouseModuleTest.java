package org.gatehouse.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.gatehouse.config.Loaders.load;

import com.google.inject.AbstractModule;
import com.google.inject.ConfigurationException;
import com.google.inject.Guice;
import com.google.inject.Injector;
import com.google.inject.ProvisionException;
import jakarta.inject.Inject;
import org.gatehouse.api.gating.GatingModel;
import org.gatehouse.api.metagraph.MetagraphSource;
import org.gatehouse.api.selection.PeerSelector;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class GatehouseModuleTest {

  /** What a host would have injected. */
  static final class Validator {

    final GatingModel gate;
    final PeerSelector selector;
    final MetagraphSource source;
    final GatehouseConfig config;

    @Inject
    Validator(
        GatingModel gate, PeerSelector selector, MetagraphSource source, GatehouseConfig config) {
      this.gate = gate;
      this.selector = selector;
      this.source = source;
      this.config = config;
    }
  }

  static final class Chicken {
    @Inject
    Chicken(Egg egg) {
      assertThat(egg).isNotNull();
    }
  }

  interface Egg {}

  static final class LaidEgg implements Egg {
    @Inject
    LaidEgg(Chicken chicken) {
      assertThat(chicken).isNotNull();
    }
  }

  private static Injector injector(Gatehouse gatehouse) {
    return Guice.createInjector(
        new GatehouseModule(gatehouse),
        new AbstractModule() {
          @Override
          protected void configure() {
            bind(Validator.class);
            bind(Chicken.class);
            bind(Egg.class).to(LaidEgg.class);
            bind(LaidEgg.class);
          }
        });
  }

  @BeforeEach
  void forget() {
    Events.take();
  }

  @Test
  void everyoneIsInjectedThePartsOfTheHandle() {
    GatehouseConfig config = load("gatehouse.metagraph { source = fake-file, fake-file.path = x }");
    try (Gatehouse gatehouse = Gatehouse.open(config, HostContext.standalone())) {
      Injector injector = injector(gatehouse);
      Validator one = injector.getInstance(Validator.class);
      Validator other = injector.getInstance(Validator.class);
      assertThat(one.gate).isSameAs(gatehouse.gate()).isSameAs(other.gate);
      assertThat(one.selector).isSameAs(gatehouse.selector()).isSameAs(other.selector);
      assertThat(one.source).isSameAs(gatehouse.metagraphSource().orElseThrow());
      assertThat(other.source).isSameAs(one.source);
      assertThat(one.config).isSameAs(config);
      assertThat(injector.getInstance(Gatehouse.class)).isSameAs(gatehouse);
    }
    assertThat(Events.take())
        .containsExactly(
            "source created", "source read", "gate created", "gate closed", "source closed");
  }

  @Test
  void withoutASourceAFixedOneIsInjectedAndClosedWithTheHandle() {
    Gatehouse gatehouse = Gatehouse.open(load(""), HostContext.standalone());
    MetagraphSource source = injector(gatehouse).getInstance(MetagraphSource.class);
    assertThat(source.sync()).isSameAs(gatehouse.metagraph());
    gatehouse.close();
    assertThatThrownBy(source::sync).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void whatIsNotBoundIsNotMadeUp() {
    try (Gatehouse gatehouse = Gatehouse.open(load(""), HostContext.standalone())) {
      Injector injector = injector(gatehouse);
      assertThatThrownBy(() -> injector.getInstance(GatehouseModuleTest.class))
          .isInstanceOf(ConfigurationException.class)
          .hasMessageContaining("Explicit bindings are required");
    }
  }

  @Test
  void aCircleIsAnErrorInsteadOfAProxy() {
    try (Gatehouse gatehouse = Gatehouse.open(load(""), HostContext.standalone())) {
      Injector injector = injector(gatehouse);
      assertThatThrownBy(() -> injector.getInstance(Egg.class))
          .isInstanceOf(ProvisionException.class)
          .hasMessageContaining("circular dependencies are disabled");
    }
  }
}
