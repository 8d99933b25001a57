package org.gatehouse.engine.tensorflow.savedmodel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import org.gatehouse.engine.tensorflow.device.ComputeDevice;
import org.gatehouse.engine.tensorflow.fixture.ParityModel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tensorflow.Result;
import org.tensorflow.SavedModelBundle;
import org.tensorflow.Session;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt64;

class UnpaddedSignaturesTest {

  private static final int ROWS = 3;
  private static final UnpaddedSignatures OUTPUTS =
      new UnpaddedSignatures(new TreeMap<>(Map.of(1, "one", 2, "two", 8, "eight")));

  @ParameterizedTest
  @ValueSource(strings = {"distilbert", "gpt_neo", "gpt_neo_causal_lm", "mpnet", "roberta"})
  void everyNumberOfPiecesComputesWhatTheServingSignatureDoes(String name, @TempDir Path folder) {
    try (ParityModel model = ParityModel.load(name, folder.resolve("model"));
        SavedModelBundle bundle =
            SavedModelBundle.loader(folder.resolve("model").toString())
                .withConfigProto(ComputeDevice.CPU.sessionConfig())
                .load()) {
      EncoderManifest manifest = model.encoder().manifest();
      for (int tokens : new int[] {manifest.maxTokens(), 9, 8}) {
        try (TInt64 ids = ids(tokens, manifest.vocabularySize());
            TInt64 ones = filled(tokens, 1)) {
          ServingSignature serving = ServingSignature.of(bundle.metaGraphDef(), folder);
          Session.Runner masked =
              bundle
                  .session()
                  .runner()
                  .feed(serving.inputIds(), ids)
                  .feed(serving.attentionMask(), ones)
                  .fetch(serving.lastHiddenState());
          float[] expected = values(masked);
          UnpaddedSignatures unpadded = UnpaddedSignatures.of(bundle.metaGraphDef());
          assertThat(unpadded.outputs()).containsKeys(1, 2);
          unpadded
              .outputs()
              .forEach(
                  (pieces, output) ->
                      assertThat(
                              values(
                                  bundle
                                      .session()
                                      .runner()
                                      .feed(serving.inputIds(), ids)
                                      .fetch(output)))
                          .as("%s, %d tokens in %d pieces", name, tokens, pieces)
                          .containsExactly(expected, within(1e-5f)));
        }
      }
    }
  }

  @Test
  void theLongerTheRowTheMorePieces() {
    assertThat(OUTPUTS.outputFor(1, 1)).isEqualTo("one");
    assertThat(OUTPUTS.outputFor(1, 191)).isEqualTo("one");
    assertThat(OUTPUTS.outputFor(1, 192)).isEqualTo("two");
    assertThat(OUTPUTS.outputFor(1, 767)).isEqualTo("two");
    assertThat(OUTPUTS.outputFor(1, 2048)).isEqualTo("eight");
  }

  @Test
  void manyShortRowsAreCutInTwoUnlessTheyAreOfOneToken() {
    assertThat(OUTPUTS.outputFor(32, 5)).isEqualTo("one");
    assertThat(OUTPUTS.outputFor(32, 6)).isEqualTo("two");
    assertThat(OUTPUTS.outputFor(32, 90)).isEqualTo("two");
    assertThat(OUTPUTS.outputFor(200, 1)).isEqualTo("one");
  }

  @Test
  void whereThreadsDoNotShareARunNothingIsCut() {
    assertThat(OUTPUTS.whole().outputFor(32, 2048)).isEqualTo("one");
  }

  private static TInt64 ids(int tokens, int vocabulary) {
    long[] ids = new long[ROWS * tokens];
    // Not 0 or 1: RoBERTa and MPNet tell padding by its id.
    Arrays.setAll(ids, i -> 2 + (i * 7919L) % (vocabulary - 2));
    return TInt64.tensorOf(Shape.of(ROWS, tokens), DataBuffers.of(ids));
  }

  private static TInt64 filled(int tokens, long value) {
    long[] values = new long[ROWS * tokens];
    Arrays.fill(values, value);
    return TInt64.tensorOf(Shape.of(ROWS, tokens), DataBuffers.of(values));
  }

  private static float[] values(Session.Runner runner) {
    try (Result result = runner.run()) {
      TFloat32 tensor = (TFloat32) result.get(0);
      float[] values = new float[Math.toIntExact(tensor.size())];
      tensor.asRawTensor().data().asFloats().read(values);
      return values;
    }
  }
}
