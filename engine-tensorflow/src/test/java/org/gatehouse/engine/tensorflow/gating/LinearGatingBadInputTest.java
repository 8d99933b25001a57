package org.gatehouse.engine.tensorflow.gating;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;
import org.gatehouse.api.gating.ForeignScoresException;
import org.gatehouse.api.gating.GateScores;
import org.gatehouse.api.gating.GatingSnapshot;
import org.gatehouse.api.gating.InvalidMessageException;
import org.gatehouse.api.gating.InvalidRewardsException;
import org.gatehouse.api.gating.InvalidUidException;
import org.gatehouse.engine.tensorflow.gating.GateFixture.FakeGate;
import org.gatehouse.engine.tensorflow.gating.GateFixture.HashingEncoder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Bad input: a clear message, and the learned state as it was. */
class LinearGatingBadInputTest {

  private final HashingEncoder encoder = new HashingEncoder();
  private final FakeGate gate =
      new FakeGate(
          "fake",
          encoder,
          "num-uids = 5, max-message-bytes = 8",
          GateFixture.context(GateFixture.network(1, "a", "b", "c"), 7));
  private final GateScores scores;
  private final GatingSnapshot before;

  LinearGatingBadInputTest() {
    GateFixture.train(gate);
    scores = gate.forward("text");
    before = gate.snapshot();
  }

  @AfterEach
  void theStateIsAsItWas() {
    assertThat(gate.snapshot()).isEqualTo(before);
    assertThat(gate.forward("text").scores()).isEqualTo(scores.scores());
    gate.close();
  }

  @Nested
  class Messages {

    private void assertRefused(List<String> messages, int position, String expected) {
      int batches = encoder.batches.get();
      InvalidMessageException refused =
          catchThrowableOfType(InvalidMessageException.class, () -> gate.forward(messages));
      assertThat(refused).hasMessage(expected);
      assertThat(refused.position()).isEqualTo(position);
      assertThat(encoder.batches).as("nothing of the batch is encoded").hasValue(batches);
    }

    @Test
    void empty() {
      assertRefused(List.of(""), 0, "the message is empty; expected text");
      assertRefused(List.of("one", "", "two"), 1, "message 1 of 3 is empty; expected text");
    }

    @Test
    void overTheLimitInBytes() {
      assertThat(gate.forward("éééé").size()).isEqualTo(5);
      assertRefused(
          List.of("éééé."),
          0,
          "the message has 9 bytes; expected at most 8 (gatehouse.gating.max-message-bytes)");
    }

    @Test
    void aLoneSurrogate() {
      assertThat(gate.forward("\uD83D\uDE00").size()).isEqualTo(5);
      assertRefused(
          List.of("one", "ab\uD83D"),
          1,
          "message 1 of 2 holds the lone surrogate U+D83D at index 2; expected valid Unicode text");
    }
  }

  @Nested
  class Rewards {

    private void assertRefused(String expected, float... rewards) {
      assertThatThrownBy(() -> gate.backward(scores.select(4, 0, 2), rewards))
          .isInstanceOf(InvalidRewardsException.class)
          .hasMessage(expected);
    }

    @Test
    void notANumber() {
      assertRefused("the reward of uid 0 is NaN; expected a finite number", 1, Float.NaN, 2);
    }

    @Test
    void infinite() {
      assertRefused(
          "the reward of uid 2 is -Infinity; expected a finite number",
          1,
          2,
          Float.NEGATIVE_INFINITY);
    }

    @Test
    void tooFewOrTooMany() {
      assertRefused(
          "expected one reward for each of 3 scored uids, found 2; leave out peers that gave no"
              + " answer with select(uids)",
          1,
          2);
      assertRefused(
          "expected one reward for each of 3 scored uids, found 4; leave out peers that gave no"
              + " answer with select(uids)",
          1,
          2,
          3,
          4);
    }
  }

  @Nested
  class Uids {

    @Test
    void selectedTwice() {
      assertThatThrownBy(() -> gate.backward(scores.select(1, 3, 1), new float[3]))
          .isInstanceOf(InvalidUidException.class)
          .hasMessage("uid 1 is selected twice; each peer is asked once");
    }

    @Test
    void outOfRange() {
      assertThatThrownBy(() -> gate.backward(scores.select(1, 5), new float[2]))
          .isInstanceOf(InvalidUidException.class)
          .hasMessage("uid 5 has no score; expected one of 0 to 4");
      assertThatThrownBy(() -> gate.backward(scores.select(-1), new float[1]))
          .isInstanceOf(InvalidUidException.class)
          .hasMessage("uid -1 has no score; expected one of 0 to 4");
    }
  }

  @Test
  void scoresOfAnotherGate() {
    try (FakeGate twin = GateFixture.gate("num-uids = 5")) {
      GateScores foreign = twin.forward("text");
      String message =
          "these scores were made by gate "
              + foreign.ownerId()
              + ", this is gate "
              + scores.ownerId();
      assertThatThrownBy(() -> gate.backward(foreign, new float[5]))
          .isInstanceOf(ForeignScoresException.class)
          .hasMessage(message);
      assertThatThrownBy(() -> gate.representation(foreign))
          .isInstanceOf(ForeignScoresException.class)
          .hasMessage(message);
    }
  }
}
