package org.gatehouse.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.gatehouse.config.Loaders.fake;
import static org.gatehouse.config.Loaders.load;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Set;
import org.gatehouse.api.GatehouseException;
import org.gatehouse.api.config.ConfigurationException;
import org.gatehouse.api.gating.GatingContext;
import org.gatehouse.api.metagraph.Metagraph;
import org.gatehouse.api.metagraph.MetagraphException;
import org.gatehouse.api.metagraph.Neuron;
import org.gatehouse.api.selection.SelectionRequest;
import org.gatehouse.api.telemetry.MeterSink;
import org.gatehouse.api.telemetry.ProgressListener;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class GatehouseTest {

  private static final String WITH_SOURCE =
      "gatehouse.metagraph { source = fake-file, fake-file.path = x }\n";

  @BeforeEach
  void forget() {
    Events.take();
  }

  private static Gatehouse open(String hocon) {
    return Gatehouse.open(load(hocon), HostContext.standalone());
  }

  private static GatingContext contextOf(Gatehouse gatehouse) {
    return ((FakeGate) gatehouse.gate()).context;
  }

  @Nested
  class Network {

    @Test
    void comesFromTheSource() {
      try (Gatehouse gatehouse = open(WITH_SOURCE + "gatehouse.gating.num-uids = auto")) {
        assertThat(gatehouse.metagraph()).isSameAs(FakeSource.NETWORK);
        assertThat(gatehouse.metagraphSource()).isPresent();
        assertThat(contextOf(gatehouse).metagraph()).containsSame(FakeSource.NETWORK);
        assertThat(gatehouse.gate().numUids()).isEqualTo(8);
      }
    }

    @Test
    void comesFromTheHostWithoutASource() {
      Metagraph network = FakeSource.network(3);
      HostContext host = HostContext.builder().metagraph(network).build();
      try (Gatehouse gatehouse = Gatehouse.open(load("gatehouse.gating.num-uids = auto"), host)) {
        assertThat(gatehouse.metagraph()).isSameAs(network);
        assertThat(gatehouse.metagraphSource()).isEmpty();
        assertThat(contextOf(gatehouse).metagraph()).containsSame(network);
        assertThat(gatehouse.gate().numUids()).isEqualTo(3);
      }
    }

    @Test
    void isOfUnnamedPeersThatTheGateIsNotToldAboutWithoutBoth() {
      try (Gatehouse gatehouse = open("gatehouse.gating.num-uids = 3")) {
        assertThat(gatehouse.metagraph().neurons())
            .containsExactly(
                Neuron.of(0, "unnamed-0"), Neuron.of(1, "unnamed-1"), Neuron.of(2, "unnamed-2"));
        assertThat(gatehouse.metagraph().netuid()).isZero();
        assertThat(gatehouse.metagraph().block()).isZero();
        assertThat(contextOf(gatehouse).metagraph()).isEmpty();
      }
    }

    @Test
    void hasAsManyUnnamedPeersAsTheGateHasUids() {
      try (Gatehouse gatehouse = open("gatehouse.gating { num-uids = 9, fake.num-uids = 2 }")) {
        assertThat(gatehouse.metagraph().uidSpace()).isEqualTo(2);
      }
      try (Gatehouse gatehouse = open("gatehouse.gating.model = keyless")) {
        assertThat(gatehouse.metagraph().uidSpace()).isEqualTo(3);
      }
    }

    @Test
    void isNeededForAutoAsTheNumberOfUids() {
      assertThatThrownBy(() -> open("\ngatehouse.gating.num-uids = auto"))
          .isInstanceOf(ConfigurationException.class)
          .hasMessageEndingWith(
              "1) gatehouse.gating.num-uids (text: 2): auto needs a metagraph: set"
                  + " gatehouse.metagraph.source");
      assertThatThrownBy(() -> open("gatehouse.gating.fake.num-uids = auto"))
          .isInstanceOf(ConfigurationException.class)
          .hasMessageContaining("1) gatehouse.gating.fake.num-uids (text: 1): auto needs");
      assertThatThrownBy(() -> open("gatehouse.gating { model = keyless, num-uids = auto }"))
          .isInstanceOf(ConfigurationException.class)
          .hasMessageContaining("1) gatehouse.gating.num-uids (text: 1): auto needs");
      assertThat(Events.take()).isEmpty();
    }
  }

  @Nested
  class Lending {

    @Test
    void theGateGetsWhatTheHostLendsAndTheConfigurationSays() {
      Clock clock = Clock.fixed(Instant.EPOCH, ZoneOffset.UTC);
      ProgressListener progress = (task, done, total) -> {};
      MeterSink meters = MeterSink.none();
      HostContext host =
          HostContext.builder().clock(clock).progress(progress).meters(meters).build();
      GatehouseConfig config =
          load("gatehouse { gating.seed = 11, engine.cache-dir = /c, state.dir = /s }");
      try (Gatehouse gatehouse = Gatehouse.open(config, host)) {
        GatingContext context = contextOf(gatehouse);
        assertThat(context.clock()).isSameAs(clock);
        assertThat(context.progress()).isSameAs(progress);
        assertThat(context.meters()).isSameAs(meters);
        assertThat(context.seed()).isEqualTo(11);
        assertThat(context.cacheFolder()).isEqualTo(Path.of("/c"));
        assertThat(context.stateFolder()).isEqualTo(Path.of("/s"));
        assertThat(((FakeGate) gatehouse.gate()).section.getString("model-name"))
            .isEqualTo("fake/model");
      }
    }

    @Test
    void theRequestHasTheConfiguredNumberAndLimit() {
      try (Gatehouse gatehouse = open("gatehouse.selection { k = 2, vpermit-tao-limit = 10 }")) {
        assertThat(gatehouse.selectionRequest()).isEqualTo(new SelectionRequest(2, Set.of(), 10));
        assertThat(
                gatehouse
                    .selector()
                    .select(
                        gatehouse.gate().forward("hello"),
                        gatehouse.metagraph(),
                        gatehouse.selectionRequest())
                    .uids()
                    .toArray())
            .containsExactly(4095, 4094);
      }
    }
  }

  @Nested
  class Closing {

    @Test
    void isInReverseOrderAndHappensOnce() {
      Gatehouse gatehouse = open(WITH_SOURCE);
      gatehouse.close();
      gatehouse.close();
      assertThat(Events.take())
          .containsExactly(
              "source created", "source read", "gate created", "gate closed", "source closed");
    }

    @Test
    void goesOnAfterAFailureAndReportsAll() {
      Gatehouse gatehouse =
          open(
              WITH_SOURCE
                  + "gatehouse { gating.fake.fail = close, metagraph.fake-file.fail = close }");
      Throwable failure = catchThrowable(gatehouse::close);
      assertThat(failure)
          .hasMessageMatching("gate fake \\(.*\\) failed to close: .*the gate does not close");
      assertThat(failure.getSuppressed()).hasSize(1);
      assertThat(failure.getSuppressed()[0])
          .hasMessageMatching(
              "metagraph source fake-file .* failed to close: .*source does not close");
      assertThat(Events.take()).endsWith("gate closed", "source closed");
    }

    @Test
    void theStandInForASourceIsClosedToo() {
      Gatehouse gatehouse = open("");
      assertThat(gatehouse.metagraphSourceOrFixed().sync()).isSameAs(gatehouse.metagraph());
      gatehouse.metagraphSourceOrFixed().watch((previous, latest) -> {}).close();
      gatehouse.close();
      assertThatThrownBy(() -> gatehouse.metagraphSourceOrFixed().sync())
          .isInstanceOf(IllegalStateException.class)
          .hasMessage("the metagraph source is closed");
      assertThatThrownBy(() -> gatehouse.metagraphSourceOrFixed().watch((previous, latest) -> {}))
          .isInstanceOf(IllegalStateException.class);
    }
  }

  @Nested
  class FailingHalfWay {

    @Test
    void atTheSourceThereIsNothingToClose() {
      assertThatThrownBy(() -> open(WITH_SOURCE + "gatehouse.metagraph.fake-file.fail = create"))
          .isInstanceOf(MetagraphException.class)
          .hasMessage("the source cannot be made");
      assertThat(Events.take()).isEmpty();
    }

    @Test
    void atTheFirstReadingTheSourceIsClosed() {
      assertThatThrownBy(() -> open(WITH_SOURCE + "gatehouse.metagraph.fake-file.fail = sync"))
          .isInstanceOf(MetagraphException.class)
          .hasMessage("the network cannot be read");
      assertThat(Events.take()).containsExactly("source created", "source read", "source closed");
    }

    @Test
    void atTheGateTheSourceIsClosed() {
      assertThatThrownBy(() -> open(WITH_SOURCE + "gatehouse.gating.fake.fail = create"))
          .isInstanceOf(GatehouseException.class)
          .hasMessageMatching("gate fake \\(.*\\) failed to start: .*told to fail");
      assertThat(Events.take()).containsExactly("source created", "source read", "source closed");
    }

    @Test
    void atTheSelectorTheGateAndTheSourceAreClosed() {
      assertThatThrownBy(() -> open(WITH_SOURCE + "gatehouse.selection.selector = failing"))
          .isInstanceOf(GatehouseException.class)
          .hasMessageMatching("selector failing \\(.*\\) failed to start: .*no selector today");
      assertThat(Events.take())
          .containsExactly(
              "source created", "source read", "gate created", "gate closed", "source closed");
    }

    @Test
    void failuresOfClosingAreSuppressed() {
      Throwable failure =
          catchThrowable(
              () ->
                  open(
                      WITH_SOURCE
                          + """
                          gatehouse.selection.selector = failing
                          gatehouse.gating.fake.fail = close
                          gatehouse.metagraph.fake-file.fail = close
                          """));
      assertThat(failure)
          .hasMessageMatching("selector failing \\(.*\\) failed to start: .*no selector today");
      assertThat(failure.getSuppressed()).hasSize(1);
      assertThat(failure.getSuppressed()[0]).hasMessageEndingWith("the gate does not close");
      assertThat(failure.getSuppressed()[0].getSuppressed()[0])
          .hasMessageEndingWith("the source does not close");
    }

    @Test
    void aMissingClassAndAMissingGateAreToldWithThePlace() {
      assertThatThrownBy(() -> open("gatehouse.gating.fake.fail = create-link"))
          .isExactlyInstanceOf(GatehouseException.class)
          .hasMessageStartingWith("gate fake (org.gatehouse.config.FakeGateProvider in ")
          .hasMessageEndingWith(
              ") failed to start: java.lang.NoClassDefFoundError: org/missing/Dependency");
      assertThatThrownBy(() -> open("gatehouse.gating.fake.fail = create-null"))
          .isExactlyInstanceOf(GatehouseException.class)
          .hasMessageEndingWith(") failed to start: it made nothing");
    }

    @Test
    void aWrongTypeThatOnlyCreationReadsIsAConfigurationsFault() {
      assertThatThrownBy(
              () -> open("gatehouse.gating.fake { fail = create-hocon, model-name = x }"))
          .isInstanceOf(ConfigurationException.class)
          .hasMessageEndingWith(
              "1) gatehouse.gating.fake (text: 1): model-name has type STRING rather than NUMBER");
    }
  }

  @Test
  void severalHandlesLiveSideBySide() {
    GatehouseConfig config = fake().load();
    try (Gatehouse one = Gatehouse.open(config, HostContext.standalone());
        Gatehouse other = Gatehouse.open(config, HostContext.standalone())) {
      assertThat(one.gate()).isNotSameAs(other.gate());
      assertThat(one.config()).isSameAs(other.config());
    }
  }
}
