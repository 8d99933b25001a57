package org.gatehouse.engine.tensorflow.head;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.gatehouse.engine.tensorflow.head.Gaussian.floats;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.gatehouse.api.Uids;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tensorflow.proto.ConfigProto;

/**
 * Random histories of a head whose rows coast, against the same histories with every row updated at
 * every step in double precision.
 *
 * <p>Weights and scores are of the order of 1; the representations have length 1 and the rates are
 * such that rows move by as much.
 */
class LazyMomentumTest {

  private static final int HIDDEN = 12;
  private static final double TOLERANCE = 1e-6;
  private static final Descent[] DESCENTS = {
    Descent.original(0.5f, 0),
    Descent.original(0.2f, 0.9f),
    Descent.original(0.02f, 0.99f),
    Descent.original(0, 0.5f),
    new Descent(0.2f, 0.9f, 0.3f, GradientScale.NONE),
    new Descent(0.01f, 0.9f, 2, GradientScale.K_SQUARED)
  };

  /** Twenty histories each; a history is a function of its seed. */
  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
  void isTheUpdateOfEveryRowAtEveryStep(int block) {
    for (int seed = 20 * block; seed < 20 * (block + 1); seed++) {
      try {
        follow(seed);
      } catch (AssertionError | RuntimeException e) {
        throw new AssertionError("history of seed " + seed, e);
      }
    }
  }

  /** Three heads for all histories, since a session takes long to begin. */
  private static final List<LinearHead> HEADS = List.of(head(1, 0), head(1, 0), head(1, 0));

  @AfterAll
  static void close() {
    HEADS.forEach(LinearHead::close);
  }

  /**
   * One history: the first head lives through it, the other two take turns, each restored from a
   * copy of the other's state.
   */
  private static void follow(int seed) {
    Random random = new Random(seed);
    int numUids = 2 + random.nextInt(30);
    long[] resets = new long[numUids];
    Set<Integer> untouched = Uids.range(numUids).stream().boxed().collect(Collectors.toSet());
    Descent how = DESCENTS[random.nextInt(DESCENTS.length)];
    HeadState nothing = HeadState.zeros(0, HIDDEN, false);
    HEADS.forEach(each -> each.restore(nothing, seed, new long[numUids], Uids.empty()));
    LinearHead head = HEADS.get(0);
    LinearHead moved = HEADS.get(1);
    HeadState fresh = head.state();
    SgdReference reference = new SgdReference(fresh, HIDDEN, GradientAccumulation.PER_STEP);
    int events = 5 + random.nextInt(60);
    for (int event = 0; event < events; event++) {
      switch (random.nextInt(12)) {
        case 0 -> how = DESCENTS[random.nextInt(DESCENTS.length)];
        case 1 -> {
          int added = random.nextInt(3);
          resets = Arrays.copyOf(resets, resets.length + added);
          int uid = random.nextInt(resets.length);
          resets[uid]++;
          for (LinearHead each : List.of(head, moved)) {
            each.reset(resets, Uids.of(uid));
          }
          untouched.remove(uid);
          reference.reset(head.state(), uid);
        }
        case 2 -> {
          LinearHead next = HEADS.get(moved == HEADS.get(1) ? 2 : 1);
          next.restore(moved.state(), seed, resets, Uids.empty());
          moved = next;
        }
        case 3 -> compareScores(head, reference, random);
        default -> {
          int[] uids = random.ints(1 + random.nextInt(6), 0, resets.length).toArray();
          float[] h = representation(random);
          float[] rewards = floats(random, uids.length);
          LinearHead.Step step = head.step(h, Uids.of(uids), rewards, how);
          assertThat(moved.step(h, Uids.of(uids), rewards, how)).isEqualTo(step);
          double loss = reference.step(h, uids, rewards, how);
          assertThat(step.loss()).isCloseTo(loss, within(TOLERANCE));
          Arrays.stream(uids).forEach(untouched::remove);
        }
      }
    }
    compareScores(head, reference, random);
    HeadState settled = head.state().settled();
    assertThat(settled.weight()).containsExactly(reference.weight(), within((float) TOLERANCE));
    assertThat(settled.bias()).containsExactly(reference.bias(), within((float) TOLERANCE));
    assertThat(settled.weightVelocity())
        .containsExactly(reference.weightVelocity(), within((float) TOLERANCE));
    assertThat(head.state()).usingRecursiveComparison().isEqualTo(moved.state());
    float[][] probe = {representation(random)};
    assertThat(moved.scores(probe)).isDeepEqualTo(head.scores(probe));
    for (int uid : untouched) {
      assertThat(row(head.state(), uid)).isEqualTo(row(fresh, uid));
    }
  }

  private static void compareScores(LinearHead head, SgdReference reference, Random random) {
    float[][] batch = new float[1 + random.nextInt(5)][];
    Arrays.setAll(batch, i -> representation(random));
    float[][] scores = head.scores(batch);
    for (int i = 0; i < batch.length; i++) {
      for (int uid = 0; uid < head.numUids(); uid++) {
        assertThat((double) scores[i][uid])
            .isCloseTo(reference.score(uid, batch[i]), within(TOLERANCE));
      }
    }
  }

  @Test
  void aStepWritesTheRowsThatItSelectsAndThoseThatComeToRest() {
    for (int numUids : new int[] {100, 10_000}) {
      try (LinearHead head = head(numUids, 1)) {
        Random random = new Random(3);
        List<Integer> written = new ArrayList<>();
        for (int step = 0; step < 30; step++) {
          int[] uids = {step, step + 30, step + 60};
          head.step(
              representation(random),
              Uids.of(uids),
              floats(random, 3),
              Descent.original(0.1f, 0.03125f));
          written.add(head.rowsWritten());
        }
        // Momentum 2^-5 takes nine steps to leave less than 2^-40.
        assertThat(written.subList(0, 9)).containsOnly(3);
        assertThat(written.subList(9, 30)).containsOnly(6);
      }
    }
  }

  @Test
  void rowsComeToRestOnceTheirVelocityIsNegligible() {
    try (LinearHead head = head(10, 1)) {
      Random random = new Random(3);
      step(head, random, 4, 5);
      for (int step = 0; step < 263; step++) {
        assertThat(touched(head)).as("after %d steps", step).contains(1);
        step(head, random, 1, 2);
      }
      step(head, random, 1, 2);
      assertThat(touched(head)).containsExactly(-1, 265, 265, -1, -1, -1, -1, -1, -1, -1);
      HeadState state = head.state();
      assertThat(Arrays.copyOfRange(state.weightVelocity(), 4 * HIDDEN, 6 * HIDDEN))
          .usingElementComparator((a, b) -> a.floatValue() == b.floatValue() ? 0 : 1)
          .containsOnly(0);
    }
  }

  private static void step(LinearHead head, Random random, int... uids) {
    head.step(
        representation(random),
        Uids.of(uids),
        floats(random, uids.length),
        Descent.original(0.1f, 0.9f));
  }

  private static long[] touched(LinearHead head) {
    HeadState.Coasting coasting = head.state().coasting();
    assertThat(coasting).isNotNull();
    return coasting.touched();
  }

  private static LinearHead head(int numUids, long seed) {
    return new LinearHead(
        HIDDEN, numUids, seed, GradientAccumulation.PER_STEP, ConfigProto.getDefaultInstance());
  }

  private static float[] representation(Random random) {
    float[] values = floats(random, HIDDEN);
    double squares = 0;
    for (float value : values) {
      squares += value * value;
    }
    for (int i = 0; i < values.length; i++) {
      values[i] /= (float) Math.sqrt(squares);
    }
    return values;
  }

  private static float[] row(HeadState state, int uid) {
    return Arrays.copyOfRange(state.weight(), uid * HIDDEN, (uid + 1) * HIDDEN);
  }
}
