package org.gatehouse.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.gatehouse.api.gating.Capability;
import org.gatehouse.api.gating.GateScores;
import org.gatehouse.api.gating.GatingContext;
import org.gatehouse.api.gating.GatingModel;
import org.gatehouse.api.gating.GatingSnapshot;
import org.gatehouse.api.gating.TrainingStep;
import org.gatehouse.api.gating.UnsupportedCapabilityException;
import org.gatehouse.api.metagraph.Metagraph;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The rules of one topic: makes gates for them, gives them work and closes them. */
@TestInstance(TestInstance.Lifecycle.PER_METHOD)
@ExtendWith(FalseClaims.class)
abstract class GateRules {

  /** A network without gaps, as large as the uid space of {@link #open()}. */
  static final Metagraph NETWORK = GateNetwork.of(8);

  /** Different texts. */
  static final List<String> MESSAGES =
      List.of(
          "What is Atlantis?",
          "Write a short poem about autumn leaves.",
          "Sort a list of numbers in Java, please.");

  private static final int[] ASKED = {1, 2, 4, 6};
  private static final float[] REWARDS = {1, 0, 0.5f, 0.25f};
  private static final long SEED = 42;

  private final List<GatingModel> opened = new ArrayList<>();
  private final Set<Capability> needed = EnumSet.noneOf(Capability.class);
  private Path folder;

  /** Returns the gate to test. */
  abstract GateUnderTest gate();

  @BeforeEach
  void prepare(@TempDir Path temporary, TestInfo info) {
    folder = temporary;
    info.getTestMethod()
        .map(method -> method.getAnnotation(Needs.class))
        .ifPresent(needs -> needed.addAll(List.of(needs.value())));
  }

  @AfterEach
  void closeAll() {
    opened.forEach(GatingModel::close);
  }

  /** Returns a gate of {@link #NETWORK}. */
  final GatingModel open() {
    return open("");
  }

  /** Returns a gate of {@link #NETWORK}, with some of the common keys set. */
  final GatingModel open(String keys) {
    return open(keys, NETWORK);
  }

  /** Returns a gate of a network, with some of the common keys set. */
  final GatingModel open(String keys, @Nullable Metagraph network) {
    return open(keys, network, SEED);
  }

  /** Returns a gate of a network, with some of the common keys and the seed set. */
  final GatingModel open(String keys, @Nullable Metagraph network, long seed) {
    GatingContext context =
        GatingContext.builder(
                gate().cacheFolder().orElse(folder.resolve("cache")), folder.resolve("state"))
            .metagraph(network)
            .seed(seed)
            .build();
    GatingModel made = gate().create("num-uids = 8, seed = " + seed + ", " + keys, context);
    opened.add(made);
    for (Capability capability : needed) {
      assumeThat(made.capabilities())
          .withFailMessage("declares no %s", capability)
          .contains(capability);
    }
    return made;
  }

  /** Closes a gate now instead of after the rule. */
  final void close(GatingModel gate) {
    opened.removeIf(each -> each == gate);
    gate.close();
  }

  /**
   * Fails if the gate knows more of these uids than a gate of the same network that has learned
   * nothing; or, with {@link GateUnderTest#withPopulation}, more than of a peer that is new: the
   * gate is then told of one more.
   *
   * @param latest the network as the gate knows it
   */
  final void assertForgotten(
      String what, GatingModel gate, Metagraph latest, GatingModel untrained, int... uids) {
    if (!gate().population()) {
      state(untrained).assertSameScores(what, state(gate), uids);
      return;
    }
    int stranger = gate.numUids();
    gate.resync(latest, GateNetwork.added(latest, stranger));
    for (String message : MESSAGES) {
      GateScores scores = gate.forward(message);
      for (int uid : uids) {
        assertThat(scores.scoreOf(uid))
            .as("%s: score of uid %d as of the new uid %d", what, uid, stranger)
            .isEqualTo(scores.scoreOf(stranger));
        assertThat(scores.select(uid).standardDeviations())
            .as("%s: standard deviation of uid %d as of the new uid %d", what, uid, stranger)
            .usingRecursiveComparison()
            .isEqualTo(scores.select(stranger).standardDeviations());
      }
    }
  }

  /** Takes the training step of a turn, which decides on the message and the rewards. */
  static TrainingStep step(GatingModel gate, int turn) {
    return gate.backward(asked(gate, turn), rewards(turn));
  }

  /** Returns the scores of the peers that are asked in a turn. */
  static GateScores asked(GatingModel gate, int turn) {
    return gate.forward(MESSAGES.get(turn % MESSAGES.size())).select(ASKED);
  }

  /** Returns the rewards of a turn. */
  static float[] rewards(int turn) {
    float[] rewards = new float[REWARDS.length];
    for (int i = 0; i < rewards.length; i++) {
      rewards[i] = REWARDS[(i + turn) % rewards.length];
    }
    return rewards;
  }

  /** Gives the gate something to forget: some steps, if it learns. */
  static void train(GatingModel gate) {
    if (gate.capabilities().contains(Capability.LEARN)) {
      for (int turn = 0; turn < 12; turn++) {
        step(gate, turn);
      }
    }
  }

  /** Uses a capability in the plainest way. */
  static void use(Capability capability, GatingModel gate) {
    switch (capability) {
      case LEARN -> step(gate, 0);
      case RESYNC -> gate.resync(NETWORK, GateNetwork.replaced(NETWORK, 3));
      case SNAPSHOT -> gate.restore(gate.snapshot(), NETWORK);
    }
  }

  /** Returns whether a capability is there when used in the plainest way. */
  final boolean works(Capability capability) {
    try {
      use(capability, open());
      return true;
    } catch (UnsupportedCapabilityException e) {
      return false;
    }
  }

  /** Returns what the gate knows, for a later comparison. */
  static GateState state(GatingModel gate) {
    GatingSnapshot snapshot =
        gate.capabilities().contains(Capability.SNAPSHOT) ? gate.snapshot() : null;
    // One by one: what a message's company in a batch changes by rounding, a gate may remember.
    return new GateState(snapshot, MESSAGES.stream().map(gate::forward).toList());
  }
}
