package org.gatehouse.engine.tensorflow.gating;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.gatehouse.api.gating.GateScores;
import org.gatehouse.api.gating.GatingSnapshot;
import org.gatehouse.api.gating.SnapshotTensor;
import org.gatehouse.api.metagraph.Metagraph;
import org.gatehouse.engine.tensorflow.gating.GateFixture.FakeGate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A gate is a function of its seed and of what happened to it; its snapshots are copies. */
class LinearGatingReplayTest {

  private static GatingSnapshot replay(String accumulation, long seed) {
    Metagraph metagraph = network(0, new Random(0));
    String keys = "num-uids = 4, learning-rate = 0.2, gradient-accumulation = " + accumulation;
    try (FakeGate gate = GateFixture.gate(keys, metagraph, seed)) {
      Random random = new Random(77);
      for (int event = 1; event <= 120; event++) {
        if (event % 10 == 0) {
          Metagraph latest = network(event, random);
          gate.resync(metagraph, latest);
          metagraph = latest;
        } else {
          GateScores scores = gate.forward("message " + random.nextInt(20));
          int first = random.nextInt(gate.numUids() - 2);
          gate.backward(
              scores.select(first + 1, first, first + 2),
              new float[] {random.nextFloat(), random.nextFloat(), random.nextFloat()});
        }
      }
      return gate.snapshot();
    }
  }

  /**
   * At first eight uids, at last fourteen; every third changes, every fourth is now and then empty.
   */
  private static Metagraph network(int block, Random random) {
    String[] hotkeys =
        IntStream.range(0, 8 + block / 20)
            .mapToObj(
                uid -> {
                  if (uid % 4 == 1 && random.nextBoolean()) {
                    return null;
                  }
                  return uid % 3 == 0 ? "hotkey " + uid + " of " + block : "hotkey " + uid;
                })
            .toArray(String[]::new);
    return GateFixture.network(block, hotkeys);
  }

  @ParameterizedTest
  @ValueSource(strings = {"per-step", "upstream"})
  void theSameEventsUnderOneSeedGiveTheSameBits(String accumulation) {
    GatingSnapshot once = replay(accumulation, 7);
    assertThat(once.step()).isEqualTo(108);
    assertThat(once.block()).isEqualTo(120);
    assertThat(replay(accumulation, 7)).isEqualTo(once);
  }

  @Test
  void anotherSeedGivesOtherRowsEverywhere() {
    GatingSnapshot seven = replay("per-step", 7);
    GatingSnapshot eight = replay("per-step", 8);
    assertThat(eight.hotkeys()).isEqualTo(seven.hotkeys());
    assertThat(eight.tensors().get("peers.resets")).isEqualTo(seven.tensors().get("peers.resets"));
    for (int uid = 0; uid < 14; uid++) {
      assertThat(GateFixture.row(eight, "head.lazy.weight", uid))
          .isNotEqualTo(GateFixture.row(seven, "head.lazy.weight", uid));
    }
  }

  @Test
  void aSnapshotIsACopyThatLaterEventsDoNotChange() {
    Metagraph metagraph = GateFixture.network(1, "a", "b", "c");
    try (FakeGate gate = GateFixture.gate("num-uids = 3, learning-rate = 1", metagraph)) {
      GateFixture.train(gate);
      GatingSnapshot snapshot = gate.snapshot();
      SortedMap<String, SnapshotTensor> copy = new TreeMap<>();
      snapshot
          .tensors()
          .forEach(
              (name, tensor) ->
                  copy.put(name, SnapshotTensor.of(tensor.type(), tensor.shape(), tensor.bytes())));
      GateFixture.train(gate);
      gate.resync(metagraph, GateFixture.network(2, "a", "x", "c", "d"));
      assertThat(snapshot.tensors()).isEqualTo(copy);
      assertThat(snapshot.hotkeys()).hasToString("{0=a, 1=b, 2=c}");
      for (String name : List.of("head.lazy.weight", "head.lazy.velocity.bias", "peers.resets")) {
        assertThat(gate.snapshot().tensors().get(name)).isNotEqualTo(copy.get(name));
      }
    }
  }

  @Test
  void aSnapshotSaysWhatItIsOf() {
    try (FakeGate gate =
        GateFixture.gate("num-uids = 4", GateFixture.network(5, "a", null, "c"), -9)) {
      GateFixture.train(gate);
      GatingSnapshot snapshot = gate.snapshot();
      assertThat(snapshot.gate()).isEqualTo("fake");
      assertThat(snapshot.encoder()).isEqualTo("hash");
      assertThat(snapshot.netuid()).isEqualTo(GateFixture.NETUID);
      assertThat(snapshot.block()).isEqualTo(5);
      assertThat(snapshot.step()).isEqualTo(3);
      assertThat(snapshot.generation()).isZero();
      assertThat(snapshot.seed()).isEqualTo(-9);
      assertThat(snapshot.hotkeys()).hasToString("{0=a, 2=c}");
      assertThat(snapshot.tensors())
          .hasToString(
              "{head.lazy.bias=F32[4], head.lazy.rates=F32[2], head.lazy.touched=I64[4],"
                  + " head.lazy.velocity.bias=F32[4], head.lazy.velocity.weight=F32[4, 16],"
                  + " head.lazy.weight=F32[4, 16], peers.resets=I64[4]}");
    }
  }
}
