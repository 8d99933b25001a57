package org.gatehouse.engine.tensorflow.savedmodel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.gatehouse.engine.tensorflow.EngineException;
import org.gatehouse.engine.tensorflow.device.ComputeDevice;
import org.gatehouse.engine.tensorflow.device.TensorFlowRuntime;
import org.gatehouse.engine.tensorflow.fixture.AtOnce;
import org.gatehouse.engine.tensorflow.fixture.TinyBert;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.SavedModelBundle;
import org.tensorflow.Session;
import org.tensorflow.Signature;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt64;
import org.tensorflow.types.family.TType;

class SavedModelEncoderTest {

  @TempDir static Path shared;
  private static SavedModelEncoder encoder;

  @TempDir Path folder;

  @BeforeAll
  static void load() {
    TinyBert.exportTo(shared.resolve("model"));
    encoder = SavedModelEncoder.load(shared.resolve("model"), ComputeDevice.CPU);
  }

  @AfterAll
  static void close() {
    encoder.close();
  }

  @Nested
  class Running {

    @Test
    void hiddenStatesHaveTheShapeOfTheBatch() {
      float[][][] hidden = encoder.hiddenStates(rows(3, 5), ones(3, 5));
      assertThat(hidden).hasDimensions(3, 5);
      assertThat(hidden[2][4]).hasSize(TinyBert.HIDDEN);
    }

    @Test
    void threadsGetWhatOneThreadGets() throws Exception {
      float[][][] alone = encoder.hiddenStates(rows(2, 9), ones(2, 9));
      assertThat(
              AtOnce.call(
                  8,
                  () -> {
                    float[][][] last = alone;
                    for (int i = 0; i < 20; i++) {
                      last = encoder.hiddenStates(rows(2, 9), ones(2, 9));
                    }
                    return last;
                  }))
          .allSatisfy(hidden -> assertThat(hidden).isDeepEqualTo(alone));
    }

    @Test
    void whatIsWarmComputesTheSame() {
      float[][][] before = encoder.hiddenStates(rows(2, 9), ones(2, 9));
      encoder.warmUp();
      assertThat(encoder.hiddenStates(rows(2, 9), ones(2, 9))).isDeepEqualTo(before);
    }

    @Test
    void aClosedEncoderIsNotWarmedUp() {
      SavedModelEncoder own = SavedModelEncoder.load(shared.resolve("model"), ComputeDevice.CPU);
      own.close();
      assertThatThrownBy(own::warmUp).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void closingWaitsForThoseWhoAreRunning() throws Exception {
      SavedModelEncoder own = SavedModelEncoder.load(shared.resolve("model"), ComputeDevice.CPU);
      List<String> ends =
          AtOnce.call(
              6,
              () -> {
                try {
                  for (int i = 0; i < 10; i++) {
                    own.hiddenStates(rows(4, 64), ones(4, 64));
                  }
                  own.close();
                  return "closed";
                } catch (IllegalStateException e) {
                  return e.getMessage();
                }
              });
      assertThat(ends).contains("closed");
      assertThat(ends).isSubsetOf("closed", "The encoder tiny-bert is closed");
      assertThatCode(own::close).doesNotThrowAnyException();
    }
  }

  @Nested
  class WrongBatches {

    @Test
    void idsOutsideTheVocabularySayWhere() {
      assertRefused(
          new long[][] {{1, 2}, {3, 800}},
          ones(2, 2),
          "Row 1 has the token id 800 at position 1; the vocabulary of tiny-bert has ids 0 to 799");
      assertRefused(
          new long[][] {{-1}},
          ones(1, 1),
          "Row 0 has the token id -1 at position 0; the vocabulary of tiny-bert has ids 0 to 799");
    }

    @Test
    void tooManyTokensSayHowManyAreAllowed() {
      assertRefused(rows(1, 65), ones(1, 65), "Row 0 has 65 tokens; tiny-bert takes at most 64");
    }

    @Test
    void raggedRowsSayWhichDiffer() {
      assertRefused(
          new long[][] {{1, 2}, {3}},
          new long[][] {{1, 1}, {1}},
          "Row 1 has 1 tokens and row 0 has 2; the rows of a batch must have one length");
    }

    @Test
    void masksMustFitAndBeZeroOrOne() {
      assertRefused(rows(1, 2), ones(1, 3), "Row 0 has 2 tokens and 3 mask values");
      assertRefused(
          rows(1, 2),
          new long[][] {{1, 2}},
          "Row 0 has the mask value 2 at position 1; a mask is 0 or 1");
      assertRefused(
          rows(2, 2),
          ones(1, 2),
          "Expected at least one row of token ids and a mask for each, found 2 rows and 1 masks");
    }

    @Test
    void emptyBatchesAndRowsAreRefused() {
      assertRefused(
          new long[0][],
          new long[0][],
          "Expected at least one row of token ids and a mask for each, found 0 rows and 0 masks");
      assertRefused(new long[][] {{}}, new long[][] {{}}, "Row 0 has no tokens");
    }

    private void assertRefused(long[][] ids, long[][] mask, String message) {
      assertThatThrownBy(() -> encoder.hiddenStates(ids, mask))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage(message);
    }
  }

  @Nested
  class WrongFolders {

    @Test
    void aFolderWithoutAnythingIsNamed() {
      assertRefused(
          folder + " is no encoder: it has neither a saved_model.pb nor an encoder.json.");
    }

    @Test
    void aManifestWithoutItsSavedModelIsNamed() throws IOException {
      copyManifest("", "");
      assertRefused(folder + " is no SavedModel: there is no file saved_model.pb in it.");
    }

    @Test
    void aDamagedSavedModelSaysSo() throws IOException {
      Files.writeString(folder.resolve("saved_model.pb"), "damaged");
      copyManifest("", "");
      assertThatThrownBy(() -> SavedModelEncoder.load(folder, ComputeDevice.CPU))
          .isInstanceOf(EngineException.class)
          .hasMessageContaining("The SavedModel in " + folder + " cannot be loaded on cpu")
          .hasMessageContaining("delete the folder and have it exported again");
    }

    @Test
    void damagedVariablesSaySo() throws IOException {
      Path target = folder.resolve("model");
      TinyBert.exportTo(target);
      Path data = target.resolve("variables/variables.data-00000-of-00001");
      byte[] bytes = Files.readAllBytes(data);
      Files.write(data, Arrays.copyOf(bytes, bytes.length / 2));
      assertThatThrownBy(() -> SavedModelEncoder.load(target, ComputeDevice.CPU))
          .isInstanceOf(EngineException.class)
          .hasMessageContaining(target.toString());
    }

    @Test
    void anotherManifestVersionAsksForANewExport() throws IOException {
      Files.writeString(folder.resolve("saved_model.pb"), "");
      copyManifest("\"format_version\" : 3", "\"format_version\" : 4");
      assertRefused(
          folder.resolve("encoder.json")
              + " has format_version 4; this program reads 2 and 3. Export the model again.");
    }

    @Test
    void aModelOfTheVersionBeforeIsStillRead() throws IOException {
      Path target = folder.resolve("model");
      TinyBert.exportTo(target);
      Path manifest = target.resolve("encoder.json");
      Files.writeString(
          manifest,
          Files.readString(manifest).replace("\"format_version\" : 3", "\"format_version\" : 2"));
      try (SavedModelEncoder old = SavedModelEncoder.load(target, ComputeDevice.CPU)) {
        assertThat(old.manifest()).isEqualTo(encoder.manifest());
      }
      assertThatThrownBy(() -> TinyBert.exportTo(target))
          .isInstanceOf(EngineException.class)
          .hasMessage(
              target
                  + " is there already, exported with format_version 2; this program writes 3. Delete it, or choose another folder.");
    }

    @Test
    void aSignatureWithOtherInputsSaysWhichItHas() throws IOException {
      exportIdentity("tokens", TInt64.class);
      copyManifest("", "");
      assertRefused(
          "The SavedModel "
              + folder
              + " is no encoder: its signature should have the input input_ids (DT_INT64), but has [tokens].");
    }

    @Test
    void aSignatureWithAnotherTypeSaysWhichItHas() throws IOException {
      exportIdentity("input_ids", TFloat32.class);
      copyManifest("", "");
      assertRefused(
          "The SavedModel "
              + folder
              + " is no encoder: its input input_ids should be DT_INT64, but is DT_FLOAT.");
    }

    private void assertRefused(String message) {
      assertThatThrownBy(() -> SavedModelEncoder.load(folder, ComputeDevice.CPU))
          .isInstanceOf(EngineException.class)
          .hasMessage(message);
    }

    private void copyManifest(String from, String to) throws IOException {
      String json = Files.readString(shared.resolve("model/encoder.json"));
      assertThat(json).contains(from);
      Files.writeString(folder.resolve("encoder.json"), json.replace(from, to));
    }

    private void exportIdentity(String inputName, Class<? extends TType> type) throws IOException {
      TensorFlowRuntime.load();
      try (Graph graph = new Graph();
          Session session = new Session(graph)) {
        Ops tf = Ops.create(graph);
        Operand<?> input = tf.placeholder(type);
        Signature signature =
            Signature.builder(Signature.DEFAULT_KEY)
                .input(inputName, input)
                .output("out", tf.identity(input))
                .build();
        SavedModelBundle.exporter(folder.toString())
            .withSession(session)
            .withSignature(signature)
            .export();
      }
    }
  }

  private static long[][] rows(int rows, int length) {
    long[][] ids = new long[rows][length];
    for (int row = 0; row < rows; row++) {
      for (int i = 0; i < length; i++) {
        ids[row][i] = (31L * row + 7L * i + 5) % TinyBert.VOCABULARY;
      }
    }
    return ids;
  }

  private static long[][] ones(int rows, int length) {
    long[][] mask = new long[rows][length];
    for (long[] row : mask) {
      Arrays.fill(row, 1);
    }
    return mask;
  }
}
