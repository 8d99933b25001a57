package org.gatehouse.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.gatehouse.api.gating.Capability;
import org.gatehouse.api.gating.GateScores;
import org.gatehouse.api.gating.GatingModel;
import org.gatehouse.api.gating.InvalidMessageException;
import org.gatehouse.api.gating.InvalidRewardsException;

/** Topic 6: input that no gate accepts. */
abstract class GateRefusalRules extends GateRules {

  private static final String SHORT = "max-message-bytes = 16";

  @Rule(id = "G6.1", says = "A message that is empty, too long or no Unicode is refused.")
  void aBadMessageIsRefused() {
    GatingModel gate = open(SHORT);
    assertThat(gate.forward("x".repeat(16)).size()).as("scores of 16 bytes").isEqualTo(8);
    for (String bad : List.of("", "x".repeat(17), "\u00e9".repeat(9), "half a \ud83d pair")) {
      assertThatThrownBy(() -> gate.forward(bad))
          .as("forward of a message of %d characters", bad.length())
          .isInstanceOfSatisfying(
              InvalidMessageException.class,
              refused -> assertThat(refused.position()).as("position").isZero());
    }
  }

  @Rule(id = "G6.2", says = "One bad message refuses its whole batch, by its position.")
  void aBadMessageRefusesItsBatch() {
    GatingModel gate = open(SHORT);
    List<String> batch = List.of("good", "good too", "x".repeat(17), "good");
    assertThatThrownBy(() -> gate.forward(batch))
        .as("forward of a batch with a message of 17 bytes")
        .isInstanceOfSatisfying(
            InvalidMessageException.class,
            refused -> assertThat(refused.position()).as("position").isEqualTo(2));
  }

  @Rule(id = "G6.3", says = "A null among the messages is refused.")
  void aNullMessageIsRefused() {
    GatingModel gate = open();
    List<String> batch = Arrays.asList(MESSAGES.get(0), null);
    assertThatThrownBy(() -> gate.forward(batch))
        .as("forward of a null")
        .isInstanceOfAny(NullPointerException.class, InvalidMessageException.class);
  }

  @Rule(id = "G6.4", says = "Rewards of a wrong number are refused, and nothing is learned.")
  @Needs(Capability.LEARN)
  void aWrongNumberOfRewardsIsRefused() {
    refuse(new float[3]);
    refuse(new float[5]);
    refuse(new float[8]);
    refuse(new float[0]);
  }

  @Rule(id = "G6.5", says = "A reward that is not finite is refused, and nothing is learned.")
  @Needs(Capability.LEARN)
  void aRewardThatIsNotFiniteIsRefused() {
    refuse(new float[] {1, 0, Float.NaN, 0.5f});
    refuse(new float[] {1, 0, 0.5f, Float.POSITIVE_INFINITY});
    refuse(new float[] {Float.NEGATIVE_INFINITY, 1, 0, 0.5f});
  }

  private void refuse(float[] rewards) {
    GatingModel gate = open();
    train(gate);
    GateScores scores = asked(gate, 0);
    GateState before = state(gate);
    assertThatThrownBy(() -> gate.backward(scores, rewards))
        .as("backward with rewards %s for 4 peers", Arrays.toString(rewards))
        .isInstanceOf(InvalidRewardsException.class);
    before.assertSame("state after refused rewards", state(gate));
  }

  @Rule(id = "G6.6", says = "Messages and rewards stay the caller's: none is changed.")
  void inputStaysTheCallers() {
    GatingModel gate = open();
    List<String> messages = new ArrayList<>(MESSAGES);
    GateScores scores = gate.forward(messages).get(0).select(1, 2, 4, 6);
    assertThat(messages).as("messages after forward").isEqualTo(MESSAGES);
    if (gate.capabilities().contains(Capability.LEARN)) {
      float[] rewards = rewards(0);
      gate.backward(scores, rewards);
      assertThat(rewards).as("rewards after backward").containsExactly(rewards(0));
    }
  }
}
