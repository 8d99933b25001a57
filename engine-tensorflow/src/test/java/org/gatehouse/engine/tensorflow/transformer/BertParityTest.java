package org.gatehouse.engine.tensorflow.transformer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.LongBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.gatehouse.engine.tensorflow.device.ComputeDevice;
import org.gatehouse.engine.tensorflow.fixture.TinyBert;
import org.gatehouse.engine.tensorflow.pooling.MeanPooling;
import org.gatehouse.engine.tensorflow.savedmodel.SavedModelEncoder;
import org.gatehouse.formats.safetensors.SafetensorsFile;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Compares with what the reference implementation computed from the same weights. */
class BertParityTest {

  private static final float HIDDEN_TOLERANCE = 3e-5f;
  private static final float FEATURE_TOLERANCE = 2e-6f;

  @TempDir static Path folder;
  private static SafetensorsFile expected;
  private static SavedModelEncoder encoder;

  @BeforeAll
  static void exportAndLoad() {
    expected = SafetensorsFile.open(TinyBert.resource("expected.safetensors"));
    TinyBert.exportTo(folder.resolve("model"));
    encoder = SavedModelEncoder.load(folder.resolve("model"), ComputeDevice.CPU);
  }

  @AfterAll
  static void close() {
    encoder.close();
    expected.close();
  }

  static Stream<String> cases() {
    return expected.names().stream()
        .filter(name -> name.endsWith(".input_ids"))
        .map(name -> name.substring(0, name.lastIndexOf('.')))
        .filter(name -> !name.equals("token_types"));
  }

  @Test
  void allCasesAreThere() {
    assertThat(cases())
        .containsExactlyInAnyOrder(
            "single_token",
            "short7",
            "max_len",
            "batch_right_pad",
            "mask_holes",
            "pad_id_unmasked",
            "token_types_zero",
            "all_masked_row_edge");
  }

  @ParameterizedTest
  @MethodSource("cases")
  void hiddenStatesOfUnmaskedTokensAgree(String name) {
    long[][] ids = longs(name + ".input_ids");
    long[][] mask = longs(name + ".attention_mask");
    float[] want = expected.floats(name + ".last_hidden_state");
    float[][][] hidden = encoder.hiddenStates(ids, mask);
    for (int row = 0; row < ids.length; row++) {
      for (int token = 0; token < ids[row].length; token++) {
        if (mask[row][token] == 1) {
          int start = (row * ids[row].length + token) * TinyBert.HIDDEN;
          assertClose(hidden[row][token], want, start, HIDDEN_TOLERANCE);
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void normalisedMeansAgree(String name) {
    long[][] mask = longs(name + ".attention_mask");
    float[] want = expected.floats(name + ".normalized");
    float[][][] hidden = encoder.hiddenStates(longs(name + ".input_ids"), mask);
    for (int row = 0; row < mask.length; row++) {
      float[] pooled = new MeanPooling(true).pool(hidden[row], mask[row]);
      assertClose(pooled, want, row * TinyBert.HIDDEN, FEATURE_TOLERANCE);
    }
  }

  @Test
  void aRowWithoutAnyTokenAttendsToAllPositionsAlike() {
    long[][] mask = longs("all_masked_row_edge.attention_mask");
    float[] want = expected.floats("all_masked_row_edge.last_hidden_state");
    float[][][] hidden = encoder.hiddenStates(longs("all_masked_row_edge.input_ids"), mask);
    assertThat(mask[1]).containsOnly(0L);
    for (int token = 0; token < mask[1].length; token++) {
      int start = (mask[0].length + token) * TinyBert.HIDDEN;
      assertClose(hidden[1][token], want, start, HIDDEN_TOLERANCE);
    }
  }

  private static void assertClose(float[] found, float[] want, int start, float tolerance) {
    for (int i = 0; i < found.length; i++) {
      assertThat(found[i]).isCloseTo(want[start + i], within(tolerance));
    }
  }

  private static long[][] longs(String name) {
    List<Long> shape = expected.info(name).shape();
    long[][] rows = new long[Math.toIntExact(shape.get(0))][Math.toIntExact(shape.get(1))];
    LongBuffer values = expected.bytes(name).asLongBuffer();
    for (long[] row : rows) {
      values.get(row);
    }
    return rows;
  }
}
