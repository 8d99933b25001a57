package org.gatehouse.gating.sentence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.typesafe.config.ConfigUtil;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.gatehouse.api.gating.GateScores;
import org.gatehouse.api.gating.GatingModel;
import org.gatehouse.api.gating.GatingSnapshot;
import org.gatehouse.api.gating.Representing;
import org.gatehouse.api.metagraph.Metagraph;
import org.gatehouse.api.metagraph.Neuron;
import org.gatehouse.engine.tensorflow.fixture.TinyGptNeo;
import org.junit.jupiter.api.Test;

/** The gate on the real weights of all-MiniLM-L6-v2. */
class SentenceEmbedGatingModelTest {

  private static final Metagraph NETWORK = SentenceGate.network(100, 64);

  private static GatingModel open(String... settings) {
    return SentenceGate.open(
        "gatehouse.gating.num-uids = auto\n" + String.join("\n", settings), NETWORK);
  }

  @Test
  void aBatchIsScoredInOrderAndAsItsMessagesOneByOne() {
    List<String> messages =
        List.of("What is Atlantis?", "a", "Sort a list of numbers in Java, please. ".repeat(20));
    try (GatingModel gate = open(SentenceGate.FORGETFUL)) {
      List<GateScores> batch = gate.forward(messages);
      assertThat(batch).hasSize(3);
      for (int i = 0; i < messages.size(); i++) {
        GateScores single = gate.forward(messages.get(i));
        assertThat(single.size()).isEqualTo(64);
        for (int uid = 0; uid < 64; uid++) {
          float expected = single.scoreOf(uid);
          assertThat(batch.get(i).scoreOf(uid))
              .isCloseTo(expected, within(1e-5f * Math.max(1, Math.abs(expected))));
        }
      }
    }
  }

  @Test
  void aTextOfThreeThousandWordsIsScoredWhole() {
    String words =
        IntStream.range(0, 3000)
            .mapToObj(i -> (i < 2900 ? "river" : "theorem"))
            .collect(Collectors.joining(" "));
    try (GatingModel gate = open()) {
      Representing encoder = gate.extension(Representing.class).orElseThrow();
      float[] whole = encoder.representation(gate.forward(words));
      float[] head =
          encoder.representation(
              gate.forward(words.substring(0, words.indexOf("theorem")).strip()));
      assertThat(whole).hasSize(384).doesNotContain(Float.NaN);
      assertThat(distance(whole, head)).isGreaterThan(0.01);
    }
  }

  @Test
  void aModelThatIsReadAtItsLastTokenIsPooledByTheMeanOfTheWholeMessageHere() {
    String model = TinyGptNeo.in(Path.of("target")).toString();
    String words = "river ".repeat(3000);
    try (GatingModel gate =
        open("gatehouse.gating.sentence.model-name = " + ConfigUtil.quoteString(model))) {
      Representing encoder = gate.extension(Representing.class).orElseThrow();
      assertThat(norm(encoder.representation(gate.forward("a short message"))))
          .isCloseTo(1, within(1e-5));
      float[] whole = encoder.representation(gate.forward(words + "theorem ".repeat(30)));
      assertThat(distance(whole, encoder.representation(gate.forward(words)))).isGreaterThan(1e-3);
    }
  }

  private static double norm(float[] x) {
    return distance(x, new float[x.length]);
  }

  @Test
  void rewardsTeachItWhomToAskForWhichMessage() {
    String poem = "Write a short poem about autumn leaves.";
    String code = "Write a function that reverses a linked list.";
    try (GatingModel gate = open("gatehouse.gating.learning-rate = 1")) {
      for (int i = 0; i < 150; i++) {
        gate.backward(gate.forward(poem).select(3, 4), new float[] {1, 0});
        gate.backward(gate.forward(code).select(3, 4), new float[] {0, 1});
      }
      GateScores forPoem = gate.forward("A poem on the colours of autumn, please");
      GateScores forCode = gate.forward("Reverse a linked list in a function");
      assertThat(forPoem.scoreOf(3)).isGreaterThan(forPoem.scoreOf(4));
      assertThat(forCode.scoreOf(4)).isGreaterThan(forCode.scoreOf(3));
    }
  }

  @Test
  void aReplacedPeerIsForgottenAndTheOthersAreNot() {
    Metagraph replaced =
        Metagraph.of(
            1,
            200,
            NETWORK.neurons().stream()
                .map(neuron -> neuron.uid() == 7 ? Neuron.of(7, "somebody-else") : neuron)
                .toList());
    try (GatingModel gate = open()) {
      GateScores before = gate.forward("What is Atlantis?");
      assertThat(gate.resync(NETWORK, replaced).replaced().toArray()).containsExactly(7);
      GateScores after = gate.forward("What is Atlantis?");
      for (int uid = 0; uid < 64; uid++) {
        if (uid == 7) {
          assertThat(after.scoreOf(uid)).isNotEqualTo(before.scoreOf(uid));
        } else {
          assertThat(after.scoreOf(uid)).isEqualTo(before.scoreOf(uid));
        }
      }
      assertThat(gate.backward(before.select(6, 7), new float[] {0, 1}).dropped().toArray())
          .containsExactly(7);
    }
  }

  @Test
  void aRestoredGateScoresAsTheOneThatWasSaved() {
    try (GatingModel gate = open("gatehouse.gating.learning-rate = 20");
        GatingModel other = open("gatehouse.gating.seed = 1")) {
      gate.backward(gate.forward("a").select(1, 2, 3), new float[] {1, 0, 0});
      GatingSnapshot snapshot = gate.snapshot();
      other.restore(snapshot, NETWORK);
      assertThat(other.forward("What is Atlantis?").scores())
          .containsExactly(gate.forward("What is Atlantis?").scores());
      assertThat(snapshot.gate()).isEqualTo("sentence");
      assertThat(snapshot.encoder()).startsWith("sentence-transformers/all-MiniLM-L6-v2@");
    }
  }

  private static double distance(float[] a, float[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += (a[i] - b[i]) * (a[i] - b[i]);
    }
    return Math.sqrt(sum);
  }
}
