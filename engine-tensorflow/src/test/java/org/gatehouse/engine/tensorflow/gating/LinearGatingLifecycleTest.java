package org.gatehouse.engine.tensorflow.gating;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.EnumSet;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.gatehouse.api.Uids;
import org.gatehouse.api.config.ConfigurationException;
import org.gatehouse.api.gating.Capability;
import org.gatehouse.api.gating.GateScores;
import org.gatehouse.api.gating.GatingSnapshot;
import org.gatehouse.api.gating.UnsupportedCapabilityException;
import org.gatehouse.api.metagraph.Metagraph;
import org.gatehouse.engine.tensorflow.encoder.MessageEncoder;
import org.gatehouse.engine.tensorflow.gating.GateFixture.FakeGate;
import org.gatehouse.engine.tensorflow.gating.GateFixture.HashingEncoder;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class LinearGatingLifecycleTest {

  private static final Metagraph NETWORK = GateFixture.network(1, "a", "b", "c");

  private final HashingEncoder encoder = new HashingEncoder();

  private FakeGate gate(String keys) {
    return new FakeGate("fake", encoder, keys, GateFixture.context(NETWORK, 7));
  }

  @Nested
  class ReadOnly {

    @Test
    void aGateLearnsUnlessToldOtherwise() {
      try (FakeGate gate = gate("num-uids = 3")) {
        assertThat(gate.capabilities()).isEqualTo(EnumSet.allOf(Capability.class));
      }
    }

    @Test
    void aReadOnlyGateRefusesRewards() {
      try (FakeGate gate = gate("num-uids = 3, learn = false")) {
        assertThat(gate.capabilities()).containsOnly(Capability.RESYNC, Capability.SNAPSHOT);
        GatingSnapshot before = gate.snapshot();
        GateScores scores = gate.forward("text");
        assertThatThrownBy(() -> gate.backward(scores, new float[3]))
            .isInstanceOfSatisfying(
                UnsupportedCapabilityException.class,
                refused -> assertThat(refused.capability()).isEqualTo(Capability.LEARN))
            .hasMessage("this gate is read-only: gatehouse.gating.learn is false");
        assertThat(gate.snapshot()).isEqualTo(before);
      }
    }

    @Test
    void aReadOnlyGateFollowsTheNetworkAndLoadsWhatAnotherLearned() {
      try (FakeGate learning = GateFixture.gate("num-uids = 3", NETWORK);
          FakeGate gate = gate("num-uids = 3, learn = false")) {
        GateFixture.train(learning);
        gate.restore(learning.snapshot(), NETWORK);
        Metagraph latest = GateFixture.network(2, "a", "x", "c");
        assertThat(gate.resync(NETWORK, latest).replaced()).isEqualTo(Uids.of(1));
        learning.resync(NETWORK, latest);
        assertThat(gate.snapshot().tensors()).isEqualTo(learning.snapshot().tensors());
      }
    }
  }

  @Nested
  class Closing {

    @Test
    void isIdempotentAndClosesTheEncoderOnce() {
      FakeGate gate = gate("num-uids = 3");
      gate.close();
      gate.close();
      assertThat(encoder.closed).hasValue(1);
    }

    @Test
    void endsEveryLaterCall() {
      FakeGate gate = gate("num-uids = 3");
      GateScores scores = gate.forward("text");
      GatingSnapshot snapshot = gate.snapshot();
      gate.close();
      assertClosed(gate::numUids);
      assertClosed(() -> gate.forward("text"));
      assertClosed(() -> gate.forward(List.of()));
      assertClosed(() -> gate.backward(scores, new float[3]));
      assertClosed(() -> gate.resync(NETWORK, NETWORK));
      assertClosed(gate::snapshot);
      assertClosed(() -> gate.restore(snapshot, NETWORK));
      assertClosed(() -> gate.representation(scores));
      assertThat(encoder.batches).hasValue(1);
    }

    private void assertClosed(ThrowingCallable call) {
      assertThatThrownBy(call)
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("closed");
    }

    @Test
    void waitsForAForwardPassThatIsUnderWay() throws Exception {
      CountDownLatch encoding = new CountDownLatch(1);
      CountDownLatch goOn = new CountDownLatch(1);
      MessageEncoder slow = new SlowEncoder(encoder, encoding, goOn);
      FakeGate gate = new FakeGate("fake", slow, "num-uids = 3", GateFixture.context(NETWORK, 7));
      CompletableFuture<GateScores> scores =
          CompletableFuture.supplyAsync(() -> gate.forward("text"));
      assertThat(encoding.await(10, TimeUnit.SECONDS)).isTrue();
      CompletableFuture<Void> closing = CompletableFuture.runAsync(gate::close);
      assertThatThrownBy(() -> closing.get(200, TimeUnit.MILLISECONDS))
          .isInstanceOf(TimeoutException.class);
      assertThat(encoder.closed).hasValue(0);
      goOn.countDown();
      assertThat(scores.get(10, TimeUnit.SECONDS).size()).isEqualTo(3);
      closing.get(10, TimeUnit.SECONDS);
      assertThat(encoder.closed).hasValue(1);
    }
  }

  /** Says when it begins to encode and waits until it may go on. */
  private record SlowEncoder(HashingEncoder delegate, CountDownLatch encoding, CountDownLatch goOn)
      implements MessageEncoder {

    @Override
    public String id() {
      return delegate.id();
    }

    @Override
    public int dimension() {
      return delegate.dimension();
    }

    @Override
    public float[][] represent(List<String> messages) {
      encoding.countDown();
      try {
        assertThat(goOn.await(10, TimeUnit.SECONDS)).isTrue();
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
      return delegate.represent(messages);
    }

    @Override
    public void close() {
      delegate.close();
    }
  }

  @Nested
  class FailedConstruction {

    @Test
    void autoWithoutAMetagraphClosesTheEncoder() {
      assertThatThrownBy(
              () -> new FakeGate("fake", encoder, "num-uids = auto", GateFixture.context(null, 7)))
          .isInstanceOf(ConfigurationException.class)
          .hasMessageContaining(
              "gatehouse.gating.num-uids: auto needs a metagraph, and there is none");
      assertThat(encoder.closed).hasValue(1);
    }

    @Test
    void aHeadThatCannotBeMadeClosesTheEncoder() {
      HashingEncoder broken = new HashingEncoder("broken", -5);
      assertThatThrownBy(
              () -> new FakeGate("fake", broken, "num-uids = 3", GateFixture.context(NETWORK, 7)))
          .isInstanceOf(RuntimeException.class);
      assertThat(broken.closed).hasValue(1);
    }
  }
}
