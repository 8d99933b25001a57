package org.gatehouse.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.gatehouse.config.Loaders.load;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import org.gatehouse.api.GatehouseException;
import org.gatehouse.api.config.ConfigurationException;
import org.gatehouse.api.gating.GatingModelProvider;
import org.gatehouse.api.metagraph.Metagraph;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class GatehouseBuilderTest {

  @BeforeEach
  void forget() {
    Events.take();
  }

  @Test
  void saysTheSameAsHocon() {
    GatehouseConfig said =
        load(
            """
            gatehouse {
              gating { num-uids = 12, fake.model-name = "my/model" }
              selection { selector = softmax, k = 3, temperature = 0.5 }
              engine.cache-dir = /c
            }
            """);
    try (Gatehouse built =
        Gatehouse.builder()
            .modelName("my/model")
            .gate("fake")
            .numUids(12)
            .selector("softmax")
            .set("gatehouse.selection", Map.of("k", 3, "temperature", 0.5))
            .set("gatehouse.engine.cache-dir", Path.of("/c"))
            .open()) {
      assertThat(built.config().root()).isEqualTo(said.root());
      assertThat(built.gate().numUids()).isEqualTo(12);
      assertThat(built.metagraph().uidSpace()).isEqualTo(12);
      assertThat(built.config().cacheFolder()).isEqualTo(Path.of("/c"));
    }
  }

  @Test
  void aProviderNeedNotBeInstalled() {
    GatingModelProvider provider = new UninstalledGateProvider();
    try (Gatehouse built = Gatehouse.builder().gate(provider).open()) {
      assertThat(built.config().gateName()).isEqualTo("uninstalled");
      assertThat(built.gate()).isInstanceOf(FakeGate.class);
    }
  }

  @Test
  void aProviderStandsInForTheInstalledOneOfItsName() {
    try (Gatehouse built = Gatehouse.builder().gate(new FakeGateProvider()).modelName("x").open()) {
      assertThat(((FakeGate) built.gate()).section.getString("model-name")).isEqualTo("x");
    }
  }

  @Test
  void aProviderWithoutANameIsRefused() {
    assertThatThrownBy(() -> Gatehouse.builder().gate(new NamelessGateProvider()).open())
        .isInstanceOf(GatehouseException.class)
        .hasMessageStartingWith(
            "expected @ProviderName on org.gatehouse.config.NamelessGateProvider in ");
  }

  @Test
  void aLentSourceIsReadButStaysOpen() {
    FakeSource source = new FakeSource("never");
    try (Gatehouse built =
        Gatehouse.builder()
            .gate("fake")
            .set("gatehouse.gating.num-uids", "auto")
            .metagraphSource(source)
            .open()) {
      assertThat(built.metagraphSource()).containsSame(source);
      assertThat(built.metagraph()).isSameAs(FakeSource.NETWORK);
      assertThat(built.gate().numUids()).isEqualTo(8);
    }
    assertThat(Events.take()).containsExactly("source read", "gate created", "gate closed");
  }

  @Test
  void aMetagraphJoinsWhatTheHostLends() {
    Metagraph network = FakeSource.network(2);
    Clock clock = Clock.fixed(Instant.EPOCH, ZoneOffset.UTC);
    try (Gatehouse built =
        Gatehouse.builder()
            .gate("fake")
            .metagraph(network)
            .host(HostContext.builder().clock(clock).build())
            .open()) {
      assertThat(built.metagraph()).isSameAs(network);
      assertThat(((FakeGate) built.gate()).context.clock()).isSameAs(clock);
    }
  }

  @Test
  void problemsNameTheBuilder() {
    assertThatThrownBy(
            () ->
                Gatehouse.builder()
                    .gate("keyless")
                    .modelName("x")
                    .numUids(0)
                    .selector("topk")
                    .set("gatehouse..k", 1)
                    .open())
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("gatehouse..k (builder): expected words joined by dots as a key");
    assertThatThrownBy(
            () ->
                Gatehouse.builder()
                    .gate("keyless")
                    .modelName("x")
                    .numUids(0)
                    .selector("topk")
                    .open())
        .isInstanceOf(ConfigurationException.class)
        .hasMessage(
            """
            3 problems in the configuration:
              1) gatehouse.gating.keyless (builder): gate keyless has no keys of its own
              2) gatehouse.gating.num-uids (builder): expected a whole number in [1, 65536] or auto, found 0
              3) gatehouse.selection.selector (builder): no selector named topk is installed; \
            installed: epsilon-greedy, failing, softmax, thompson, top-k, ucb, uniform; did you mean top-k?""");
  }

  @Test
  void aModelNameWithoutAGateIsForTheDefaultOne() {
    assertThatThrownBy(() -> Gatehouse.builder().modelName("x").open())
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("gatehouse.gating.sentence (builder): no gate named sentence");
  }

  @Test
  void aValueThatHoconCannotHoldIsRefusedAtOnce() {
    assertThatThrownBy(() -> Gatehouse.builder().set("gatehouse.selection.k", new Object()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "expected text, a number, a boolean, a path, a list or a map as"
                + " gatehouse.selection.k, found java.lang.Object");
  }
}
