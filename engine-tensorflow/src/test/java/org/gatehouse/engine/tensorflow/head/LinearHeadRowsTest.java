package org.gatehouse.engine.tensorflow.head;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.gatehouse.engine.tensorflow.head.Gaussian.floats;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.gatehouse.api.Uids;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.tensorflow.proto.ConfigProto;

/** How the rows of a head begin, begin anew, become more and come back. */
class LinearHeadRowsTest {

  private static void reset(LinearHead head, Uids uids, long[] counts) {
    long[] resets = new long[head.numUids()];
    for (int i = 0; i < counts.length; i++) {
      resets[uids.get(i)] = counts[i];
    }
    head.reset(resets, uids);
  }

  private static void grow(LinearHead head, int rows) {
    head.reset(new long[rows], Uids.empty());
  }

  private static final int HIDDEN = 16;

  private static LinearHead head(int numUids, long seed, GradientAccumulation accumulation) {
    return new LinearHead(HIDDEN, numUids, seed, accumulation, ConfigProto.getDefaultInstance());
  }

  private static LinearHead trained(int numUids, long seed, GradientAccumulation accumulation) {
    LinearHead head = head(numUids, seed, accumulation);
    train(head, 5);
    return head;
  }

  /** Selects every uid, so that no velocity and no accumulated gradient stays 0. */
  private static void train(LinearHead head, int steps) {
    Random random = new Random(9);
    for (int step = 0; step < steps; step++) {
      float[] representation = floats(random, HIDDEN);
      float[] rewards = floats(random, head.numUids());
      head.step(representation, Uids.range(rewards.length), rewards, Descent.original(1, 0.9f));
    }
  }

  /** Returns what the head holds of one uid, one array per variable. */
  private static List<float[]> row(LinearHead head, int uid) {
    return head.state().arrays().stream()
        .map(
            values -> {
              int width = values.length / head.numUids();
              return Arrays.copyOfRange(values, uid * width, (uid + 1) * width);
            })
        .toList();
  }

  private static void assertSame(List<float[]> actual, List<float[]> expected) {
    assertThat(actual).hasSameSizeAs(expected);
    for (int i = 0; i < actual.size(); i++) {
      assertThat(actual.get(i)).as("variable %d", i).isEqualTo(expected.get(i));
    }
  }

  private static void assertUniform(float[] values, double bound) {
    double sum = 0;
    double squares = 0;
    for (float value : values) {
      assertThat((double) value).isBetween(-bound * (1 + 1e-7), bound * (1 + 1e-7));
      sum += value;
      squares += (double) value * value;
    }
    // Five standard errors of the mean and of the mean square of a uniform distribution.
    double n = values.length;
    assertThat(sum / n).isCloseTo(0, within(5 * bound / Math.sqrt(3 * n)));
    assertThat(squares / n)
        .isCloseTo(bound * bound / 3, within(5 * bound * bound * Math.sqrt(4 / 45.0 / n)));
  }

  @Nested
  class Fresh {

    @Test
    void weightAndBiasAreUniformWithinOneOverTheRootOfTheHiddenSize() {
      try (LinearHead head = head(4096, 1, GradientAccumulation.PER_STEP)) {
        HeadState state = head.state();
        assertUniform(state.weight(), 0.25);
        assertUniform(state.bias(), 0.25);
        assertThat(state.weightVelocity()).containsOnly(0);
        assertThat(state.biasVelocity()).containsOnly(0);
      }
    }

    @Test
    void aRowIsAFunctionOfSeedAndUidOnly() {
      try (LinearHead small = head(10, 1, GradientAccumulation.PER_STEP);
          LinearHead large = head(50, 1, GradientAccumulation.UPSTREAM);
          LinearHead other = head(10, 2, GradientAccumulation.PER_STEP)) {
        for (int uid = 0; uid < 10; uid++) {
          assertSame(row(small, uid), row(large, uid).subList(0, 4));
          assertThat(row(small, uid).get(0)).isNotEqualTo(row(other, uid).get(0));
          assertThat(row(small, uid).get(1)).isNotEqualTo(row(other, uid).get(1));
          assertThat(row(large, uid).get(0)).isNotEqualTo(row(large, uid + 1).get(0));
        }
      }
    }
  }

  @Nested
  class Reset {

    @ParameterizedTest
    @EnumSource
    void aResetRowHasNoHistoryAndEveryOtherRowKeepsItsBits(GradientAccumulation accumulation) {
      try (LinearHead head = trained(6, 1, accumulation)) {
        List<List<float[]>> before = Uids.range(6).stream().mapToObj(u -> row(head, u)).toList();
        reset(head, Uids.of(4, 1), new long[] {1, 3});
        for (int uid : new int[] {0, 2, 3, 5}) {
          assertSame(row(head, uid), before.get(uid));
        }
        for (int uid : new int[] {1, 4}) {
          List<float[]> row = row(head, uid);
          assertThat(row.get(0)).isNotEqualTo(before.get(uid).get(0));
          for (float[] values : row.subList(1, row.size())) {
            assertThat(values).containsOnly(0);
          }
          assertThat(before.get(uid).get(row.size() - 1)).doesNotContain(0);
        }
      }
    }

    @Test
    void weightIsUniformWithinTheRootOfSixOverHiddenPlusOne() {
      try (LinearHead head = head(4096, 1, GradientAccumulation.PER_STEP)) {
        long[] once = new long[4096];
        Arrays.fill(once, 1);
        reset(head, Uids.range(4096), once);
        assertUniform(head.state().weight(), Math.sqrt(6.0 / 17));
      }
    }

    @Test
    void theRowIsAFunctionOfSeedUidAndCount() {
      try (LinearHead fresh = head(8, 1, GradientAccumulation.PER_STEP);
          LinearHead trained = trained(20, 1, GradientAccumulation.PER_STEP);
          LinearHead other = head(8, 2, GradientAccumulation.PER_STEP)) {
        reset(fresh, Uids.of(3), new long[] {2});
        reset(trained, Uids.of(7, 3), new long[] {2, 2});
        reset(other, Uids.of(3), new long[] {2});
        List<float[]> second = row(fresh, 3);
        assertSame(row(trained, 3), second);
        assertThat(row(other, 3).get(0)).isNotEqualTo(second.get(0));
        assertThat(row(trained, 7).get(0)).isNotEqualTo(second.get(0));
        reset(fresh, Uids.of(3), new long[] {1});
        assertThat(row(fresh, 3).get(0)).isNotEqualTo(second.get(0));
      }
    }

    @Test
    void noUidsResetNothing() {
      try (LinearHead head = trained(4, 1, GradientAccumulation.PER_STEP)) {
        List<float[]> before = head.state().arrays();
        reset(head, Uids.empty(), new long[0]);
        assertSame(head.state().arrays(), before);
      }
    }
  }

  @Nested
  class Growth {

    @ParameterizedTest
    @EnumSource
    void keepsEveryBitAndAddsTheRowsOfALargerHead(GradientAccumulation accumulation) {
      try (LinearHead head = trained(6, 1, accumulation);
          LinearHead small = trained(6, 1, accumulation);
          LinearHead large = head(9, 1, accumulation)) {
        grow(head, 9);
        assertThat(head.numUids()).isEqualTo(9);
        for (int uid = 0; uid < 9; uid++) {
          assertSame(row(head, uid), row(uid < 6 ? small : large, uid));
        }
        train(head, 1);
        assertThat(row(head, 8).get(0)).isNotEqualTo(row(large, 8).get(0));
        assertThat(head.scores(new float[2][HIDDEN])).hasDimensions(2, 9);
      }
    }

    @Test
    void fewerOrAsManyRowsChangeNothing() {
      try (LinearHead head = trained(6, 1, GradientAccumulation.PER_STEP)) {
        List<float[]> before = head.state().arrays();
        grow(head, 6);
        assertThat(head.numUids()).isEqualTo(6);
        assertSame(head.state().arrays(), before);
      }
    }
  }

  @Nested
  class Restore {

    @ParameterizedTest
    @EnumSource
    void aRestoredHeadGoesOnAsTheOneThatWasCopied(GradientAccumulation accumulation) {
      try (LinearHead head = trained(6, 1, accumulation);
          LinearHead copy = trained(4, 2, accumulation)) {
        copy.restore(head.state(), 1, new long[6], Uids.empty());
        assertSame(copy.state().arrays(), head.state().arrays());
        for (LinearHead each : List.of(head, copy)) {
          train(each, 3);
          reset(each, Uids.of(2), new long[] {1});
          grow(each, 8);
        }
        assertSame(copy.state().arrays(), head.state().arrays());
      }
    }

    @Test
    void rowsToResetAndRowsTheStateLacksFollowTheirCounts() {
      try (LinearHead head = trained(4, 1, GradientAccumulation.UPSTREAM);
          LinearHead expected = trained(4, 1, GradientAccumulation.UPSTREAM)) {
        head.restore(head.state(), 1, new long[] {0, 5, 0, 0, 0, 2}, Uids.of(1));
        grow(expected, 6);
        reset(expected, Uids.of(1, 5), new long[] {5, 2});
        assertSame(head.state().arrays(), expected.state().arrays());
      }
    }

    @Test
    void aCopyOfTheStateSharesNothingWithTheHead() {
      try (LinearHead head = trained(4, 1, GradientAccumulation.UPSTREAM)) {
        HeadState copy = head.state();
        List<float[]> before = copy.arrays().stream().map(float[]::clone).toList();
        train(head, 2);
        assertSame(copy.arrays(), before);
        List<float[]> later = head.state().arrays();
        copy.arrays().forEach(values -> Arrays.fill(values, 1));
        assertSame(head.state().arrays(), later);
      }
    }
  }
}
