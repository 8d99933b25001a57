package org.gatehouse.gating.gptneo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.gatehouse.api.gating.GateScores;
import org.gatehouse.api.gating.GatingModel;
import org.gatehouse.api.gating.Representing;
import org.gatehouse.api.telemetry.ProgressListener;
import org.gatehouse.engine.tensorflow.device.ComputeDevice;
import org.gatehouse.engine.tensorflow.encoder.Encoder;
import org.gatehouse.engine.tensorflow.encoder.EncoderRegistry;
import org.gatehouse.engine.tensorflow.fixture.MiniLm;
import org.gatehouse.engine.tensorflow.fixture.TinyGptNeo;
import org.gatehouse.engine.tensorflow.model.ModelStore;
import org.gatehouse.engine.tensorflow.tokenizer.Tokenizer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What the gate makes of a message before the linear layer sees it. */
class GptNeoRepresentationTest {

  private static final String RIVER = " river";
  private static final String THEOREM = " theorem";

  private static GatingModel gate;
  private static Tokenizer tokenizer;

  @BeforeAll
  static void open() {
    gate =
        GptNeoGate.open(
            GptNeoGate.FORGETFUL + "gatehouse.gating.num-uids = 32", GptNeoGate.network(1, 32));
    tokenizer = Tokenizer.load(GptNeoGate.MODEL.resolve("tokenizer.json"), 10_000);
  }

  @AfterAll
  static void close() {
    gate.close();
    tokenizer.close();
  }

  private static float[] representation(GateScores scores) {
    return gate.extension(Representing.class).orElseThrow().representation(scores);
  }

  private static long[] ids(String message) {
    return Arrays.stream(tokenizer.chunks(message).get(0)).asLongStream().toArray();
  }

  @Test
  void itIsTheStateOfTheLastToken() {
    Path exported =
        new ModelStore(GptNeoGate.CACHE, () -> MiniLm.OFFLINE, ProgressListener.none())
            .resolve(GptNeoGate.MODEL.toString());
    try (Encoder encoder = new EncoderRegistry().acquire(exported, ComputeDevice.CPU)) {
      for (String message : List.of("a", "What is Atlantis?", "Sort a list, please. ".repeat(20))) {
        long[] ids = ids(message);
        float[][] states = encoder.encodeIds(List.of(ids)).get(0).hiddenStates();
        assertThat(representation(gate.forward(message)))
            .hasSize(TinyGptNeo.HIDDEN)
            .containsExactly(states[ids.length - 1], within(1e-6f));
      }
    }
  }

  @Test
  void aBatchIsScoredInOrderAndAsItsMessagesOneByOne() {
    List<String> messages =
        List.of("What is Atlantis?", "a", "Sort a list of numbers in Java, please. ".repeat(20));
    List<GateScores> batch = gate.forward(messages);
    assertThat(batch).hasSize(3);
    for (int i = 0; i < messages.size(); i++) {
      GateScores alone = gate.forward(messages.get(i));
      assertThat(alone.size()).isEqualTo(32);
      for (int uid = 0; uid < 32; uid++) {
        float expected = alone.scoreOf(uid);
        assertThat(batch.get(i).scoreOf(uid))
            .isCloseTo(expected, within(1e-5f * Math.max(1, Math.abs(expected))));
      }
    }
  }

  @Test
  void aLongMessageIsScoredAsTheTokensThatTheModelCanRead() {
    String readable = RIVER.repeat(TinyGptNeo.MAX_TOKENS);
    assertThat(ids(readable)).hasSize(TinyGptNeo.MAX_TOKENS);
    String tooLong = readable + THEOREM.repeat(2500);
    assertThat(ids(tooLong)).hasSize(TinyGptNeo.MAX_TOKENS + 2500);
    assertThat(gate.forward(tooLong).scores()).containsExactly(gate.forward(readable).scores());
  }

  @Test
  void theLastTokenThatTheModelCanReadCounts() {
    String allButOne = RIVER.repeat(TinyGptNeo.MAX_TOKENS - 1);
    float[] river = gate.forward(allButOne + RIVER).scores();
    float[] theorem = gate.forward(allButOne + THEOREM).scores();
    float[] shorter = gate.forward(allButOne).scores();
    assertThat(distance(river, theorem)).isGreaterThan(0.01);
    assertThat(distance(river, shorter)).isGreaterThan(0.01);
  }

  private static double distance(float[] a, float[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += (a[i] - b[i]) * (a[i] - b[i]);
    }
    return Math.sqrt(sum);
  }
}
