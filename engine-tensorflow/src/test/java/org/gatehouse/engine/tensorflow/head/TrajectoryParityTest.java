package org.gatehouse.engine.tensorflow.head;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.gatehouse.api.Uids;
import org.gatehouse.formats.safetensors.SafetensorsFile;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tensorflow.proto.ConfigProto;

/** The head follows 200 steps of the original's training loop, recorded in PyTorch in float64. */
class TrajectoryParityTest {

  private static final int RESYNC_AT = 100;
  private static final int[] FULL_SCORES_AT = {0, 1, 2, 5, 10, 50, 99, 100, 101, 150, 199};

  /** Tolerances: the recording's own, four times the worst of nine float32 runs in PyTorch. */
  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "accumulate_lr0.01, 3.1e-06, 1.1e-09, 6.3e-07, 4.6e-07",
    "zero_grad_lr0.01, 3.5e-06, 1.3e-09, 4.4e-07, 3.9e-07",
    "accumulate_lr1, 0.011, 2.1e-05, 0.0046, 0.0026",
    "zero_grad_lr1, 3.4e-06, 9.7e-10, 7.2e-07, 3.3e-07",
    "accumulate_lr1_resync, 0.011, 5.3e-06, 0.00095, 0.00041",
    "zero_grad_lr1_resync, 5.4e-06, 1.6e-08, 1.1e-06, 3.4e-07"
  })
  void everyStepOfTheOriginalIsReproduced(
      String variant, double scores, double losses, double weights, double biases) {
    boolean accumulates = variant.startsWith("accumulate");
    float learningRate = variant.contains("lr0.01") ? 0.01f : 1f;
    try (ParityData data = ParityData.open();
        SafetensorsFile expected = ParityData.trajectory(variant);
        LinearHead head =
            new LinearHead(
                ParityData.HIDDEN,
                ParityData.NUM_UIDS,
                0,
                accumulates ? GradientAccumulation.UPSTREAM : GradientAccumulation.PER_STEP,
                ConfigProto.getDefaultInstance())) {
      start(head, data);
      double[] selectedScores = ParityData.doubles(expected, "scores_selected_f64");
      double[] fullScores = ParityData.doubles(expected, "scores_full_f64");
      double[] loss = ParityData.doubles(expected, "loss_f64");
      for (int step = 0; step < ParityData.STEPS; step++) {
        if (variant.endsWith("resync") && step == RESYNC_AT) {
          resyncAsTheOriginalDoes(head, data);
        }
        int[] uids = data.uids(step);
        float[] all = head.scores(new float[][] {data.feature(step)})[0];
        for (int i = 0; i < uids.length; i++) {
          assertClose(
              "score of uid " + uids[i] + " at step " + step,
              all[uids[i]],
              selectedScores[step * uids.length + i],
              scores);
        }
        int full = Arrays.binarySearch(FULL_SCORES_AT, step);
        for (int uid = 0; full >= 0 && uid < all.length; uid++) {
          assertClose(
              "score of uid " + uid + " at step " + step,
              all[uid],
              fullScores[full * all.length + uid],
              scores);
        }
        LinearHead.Step taken =
            head.step(
                data.feature(step),
                Uids.of(uids),
                data.rewards(step),
                Descent.original(learningRate, 0.9f));
        assertClose("loss at step " + step, taken.loss(), loss[step], losses);
      }
      HeadState state = head.state().settled();
      assertAllClose("weight", state.weight(), expected, "weight_final_f64", weights);
      assertAllClose("bias", state.bias(), expected, "bias_final_f64", biases);
    }
  }

  private static void start(LinearHead head, ParityData data) {
    HeadState fresh = HeadState.zeros(ParityData.NUM_UIDS, ParityData.HIDDEN, false);
    System.arraycopy(data.weight, 0, fresh.weight(), 0, data.weight.length);
    System.arraycopy(data.bias, 0, fresh.bias(), 0, data.bias.length);
    head.restore(fresh, 0, new long[ParityData.NUM_UIDS], Uids.empty());
  }

  /** Replaces the rows but not their velocity and accumulated gradient: the original's defect. */
  private static void resyncAsTheOriginalDoes(LinearHead head, ParityData data) {
    long[] uids = ParityData.longs(data.inputs, "resync_uids");
    HeadState state = head.state().settled();
    float[] weight = data.inputs.floats("resync_weight");
    float[] bias = data.inputs.floats("resync_bias");
    for (int i = 0; i < uids.length; i++) {
      int uid = Math.toIntExact(uids[i]);
      System.arraycopy(
          weight,
          i * ParityData.HIDDEN,
          state.weight(),
          uid * ParityData.HIDDEN,
          ParityData.HIDDEN);
      state.bias()[uid] = bias[i];
    }
    head.restore(state, 0, new long[ParityData.NUM_UIDS], Uids.empty());
  }

  private static void assertAllClose(
      String what, float[] actual, SafetensorsFile file, String name, double tolerance) {
    double[] expected = ParityData.doubles(file, name);
    assertThat(actual).hasSameSizeAs(expected);
    for (int i = 0; i < actual.length; i++) {
      assertClose(what + "[" + i + "]", actual[i], expected[i], tolerance);
    }
  }

  private static void assertClose(String what, double actual, double expected, double tolerance) {
    if (!(Math.abs(actual - expected) <= tolerance)) {
      throw new AssertionError(
          what + ": expected " + expected + " within " + tolerance + ", found " + actual);
    }
  }
}
