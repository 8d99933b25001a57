package org.gatehouse.engine.tensorflow.head;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.gatehouse.engine.tensorflow.head.Gaussian.floats;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.gatehouse.api.GatehouseException;
import org.gatehouse.api.Uids;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.tensorflow.proto.ConfigProto;

/** Steps of a head against the same steps in plain double precision, and its scores. */
class LinearHeadTrainingTest {

  private static final int HIDDEN = 16;
  private static final int STEPS = 40;

  private final Random random = new Random(11);

  @ParameterizedTest
  @EnumSource
  void uidsNamedTwiceAddTheirGradients(GradientAccumulation accumulation) {
    // Seven places for five uids: at every step at least two of them are shared.
    follows(accumulation, 5, () -> random.ints(7, 0, 5).toArray());
  }

  @ParameterizedTest
  @EnumSource
  void aSelectionMovesEveryRowThatWasEverSelected(GradientAccumulation accumulation) {
    follows(
        accumulation,
        12,
        () -> {
          int first = random.nextInt(12);
          return new int[] {first, (first + 5) % 12, (first + 7) % 12};
        });
  }

  @ParameterizedTest
  @EnumSource
  void allUidsAtOnceAreASelectionLikeAnyOther(GradientAccumulation accumulation) {
    follows(accumulation, 12, () -> Uids.range(12).toArray());
  }

  @ParameterizedTest
  @EnumSource
  void temperatureAndScaleAreThoseOfEveryGradient(GradientAccumulation accumulation) {
    // Two or three uids, of which some may be the same: sums of scaled gradients soon get large.
    Draw draw = () -> random.ints(2 + random.nextInt(2), 0, 12).toArray();
    float learningRate = accumulation == GradientAccumulation.UPSTREAM ? 0.01f : 0.2f;
    follows(accumulation, 12, draw, new Descent(learningRate, 0.5f, 2, GradientScale.K_SQUARED));
  }

  private interface Draw {
    int[] uids();
  }

  private void follows(GradientAccumulation accumulation, int numUids, Draw draw) {
    float learningRate = accumulation == GradientAccumulation.UPSTREAM ? 0.05f : 2;
    follows(accumulation, numUids, draw, Descent.original(learningRate, 0.9f));
  }

  private void follows(GradientAccumulation accumulation, int numUids, Draw draw, Descent how) {
    try (LinearHead head = head(numUids, accumulation)) {
      HeadState before = head.state();
      SgdReference reference = new SgdReference(before, HIDDEN, accumulation);
      for (int step = 0; step < STEPS; step++) {
        float[] representation = floats(random, HIDDEN);
        int[] uids = draw.uids();
        float[] rewards = floats(random, uids.length);
        LinearHead.Step taken = head.step(representation, Uids.of(uids), rewards, how);
        double loss = reference.step(representation, uids, rewards, how);
        assertThat(taken.loss()).as("loss at step %d", step).isCloseTo(loss, within(1e-6));
      }
      HeadState state = head.state().settled();
      assertThat(distance(state.weight(), before.weight())).isGreaterThan(0.01);
      assertThat(state.weight()).containsExactly(reference.weight(), within(1e-5f));
      assertThat(state.bias()).containsExactly(reference.bias(), within(1e-5f));
      assertThat(state.weightVelocity()).containsExactly(reference.weightVelocity(), within(1e-5f));
      assertThat(state.biasVelocity()).containsExactly(reference.biasVelocity(), within(1e-5f));
      if (accumulation == GradientAccumulation.UPSTREAM) {
        assertThat(state.weightGradient())
            .containsExactly(reference.weightGradient(), within(1e-5f));
      } else {
        assertThat(state.weightGradient()).isNull();
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void theGradientNormIsThatOfWeightAndBias(GradientScale scale) {
    try (LinearHead head = head(6, GradientAccumulation.PER_STEP)) {
      LinearHead.Step taken =
          head.step(
              floats(random, HIDDEN),
              Uids.of(4, 1, 3),
              floats(random, 3),
              new Descent(1, 0, 1, scale));
      // The first velocity is the first gradient.
      HeadState state = head.state();
      double norm =
          Math.hypot(
              distance(state.weightVelocity(), new float[6 * HIDDEN]),
              distance(state.biasVelocity(), new float[6]));
      assertThat(taken.gradientNorm()).isCloseTo(norm, within(1e-7)).isGreaterThan(1e-3);
    }
  }

  @ParameterizedTest
  @EnumSource
  void aResetRowIsNotMovedByWhatItsPredecessorLearned(GradientAccumulation accumulation) {
    try (LinearHead head = head(6, accumulation)) {
      for (int step = 0; step < 5; step++) {
        head.step(
            floats(random, HIDDEN), Uids.of(0, 1, 2), floats(random, 3), Descent.original(1, 0.9f));
      }
      long[] resets = new long[head.numUids()];
      resets[1] = 1;
      head.reset(resets, Uids.of(1));
      HeadState before = head.state().settled();
      head.step(
          floats(random, HIDDEN), Uids.of(3, 4), floats(random, 2), Descent.original(1, 0.9f));
      HeadState after = head.state().settled();
      assertThat(row(after, 1)).isEqualTo(row(before, 1));
      assertThat(after.bias()[1]).isEqualTo(before.bias()[1]);
      assertThat(row(after, 0)).isNotEqualTo(row(before, 0));
      assertThat(row(after, 5)).isEqualTo(row(before, 5));
    }
  }

  @Test
  void scoresOfABatchAreThoseOfItsRepresentationsAlone() {
    try (LinearHead head = head(300, GradientAccumulation.PER_STEP)) {
      float[][] batch = new float[33][];
      Arrays.setAll(batch, i -> floats(random, HIDDEN));
      float[][] together = head.scores(batch);
      assertThat(together).hasDimensions(33, 300);
      HeadState state = head.state();
      for (int i = 0; i < batch.length; i++) {
        float[] alone = head.scores(new float[][] {batch[i]})[0];
        for (int uid = 0; uid < 300; uid++) {
          float tolerance = 1e-5f * Math.max(1, Math.abs(alone[uid]));
          assertThat(together[i][uid]).isCloseTo(alone[uid], within(tolerance));
          double exact = state.bias()[uid];
          for (int c = 0; c < HIDDEN; c++) {
            exact += (double) state.weight()[uid * HIDDEN + c] * batch[i][c];
          }
          assertThat((double) alone[uid]).isCloseTo(exact, within((double) tolerance));
        }
      }
    }
  }

  @Test
  void aStepOnWeightsThatDivergedIsRefusedAndChangesNothing() {
    try (LinearHead head = head(4, GradientAccumulation.PER_STEP)) {
      HeadState huge = head.state();
      Arrays.fill(huge.weight(), 3e38f);
      head.restore(huge, 0, new long[4], Uids.empty());
      List<float[]> before = head.state().arrays();
      float[] ones = new float[HIDDEN];
      Arrays.fill(ones, 1);
      assertThatThrownBy(
              () -> head.step(ones, Uids.of(2, 3), new float[] {0, 1}, Descent.original(1, 0.9f)))
          .isInstanceOf(GatehouseException.class)
          .hasMessage("the scores of the 2 asked uids are not finite: the weights diverged");
      assertThat(head.state().arrays()).usingRecursiveComparison().isEqualTo(before);
    }
  }

  private static LinearHead head(int numUids, GradientAccumulation accumulation) {
    return new LinearHead(HIDDEN, numUids, 5, accumulation, ConfigProto.getDefaultInstance());
  }

  private static float[] row(HeadState state, int uid) {
    return Arrays.copyOfRange(state.weight(), uid * HIDDEN, (uid + 1) * HIDDEN);
  }

  private static double distance(float[] a, float[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += ((double) a[i] - b[i]) * ((double) a[i] - b[i]);
    }
    return Math.sqrt(sum);
  }
}
