package org.gatehouse.api.gating;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.UUID;
import org.gatehouse.api.Uids;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GateScoresTest {

  private static final UUID GATE = new UUID(0, 1);
  private static final UUID OTHER = new UUID(0, 2);
  private static final String PAYLOAD = "what the gate needs";

  private static GateScores scores(float... scores) {
    return GateScores.of(GATE, 3, Uids.range(scores.length), scores, PAYLOAD);
  }

  @Nested
  class Making {

    @Test
    void valuesAreCopiedInAndOut() {
      float[] values = {1, 2};
      GateScores scores = scores(values);

      values[0] = 9;
      scores.scores()[1] = 9;

      assertThat(scores.scores()).containsExactly(1, 2);
      assertThat(scores.scoreAt(1)).isEqualTo(2);
      assertThat(scores.size()).isEqualTo(2);
      assertThat(scores.uids()).isEqualTo(Uids.of(0, 1));
      assertThat(scores.ownerId()).isEqualTo(GATE);
      assertThat(scores.generation()).isEqualTo(3);
      assertThat(scores.standardDeviations()).isEmpty();
      assertThat(scores).hasToString("GateScores[0 to 1]");
    }

    @Test
    void deviationsAreCopiedInAndOut() {
      float[] deviations = {0, 0.5f};
      GateScores scores =
          GateScores.of(GATE, 0, Uids.of(4, 2), new float[] {1, 2}, deviations, PAYLOAD);

      deviations[0] = 9;
      scores.standardDeviations().orElseThrow()[1] = 9;

      assertThat(scores.standardDeviations().orElseThrow()).containsExactly(0, 0.5f);
      assertThat(scores).hasToString("GateScores[[4, 2]]");
    }

    @ParameterizedTest
    @ValueSource(floats = {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY})
    void aScoreThatIsNotFiniteIsRefused(float bad) {
      assertThatThrownBy(() -> scores(0, bad))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("the score of uid 1 is " + bad + "; the model diverged");
    }

    @Test
    void aWrongNumberOfScoresIsRefused() {
      assertThatThrownBy(() -> GateScores.of(GATE, 0, Uids.range(3), new float[2], PAYLOAD))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("expected one score for each of 3 uids, found 2");
    }

    @Test
    void deviationsAreChecked() {
      float[] two = {1, 2};
      assertThatThrownBy(() -> GateScores.of(GATE, 0, Uids.range(2), two, new float[1], PAYLOAD))
          .hasMessage("expected one standard deviation for each of 2 uids, found 1");
      assertThatThrownBy(
              () -> GateScores.of(GATE, 0, Uids.range(2), two, new float[] {0, Float.NaN}, PAYLOAD))
          .hasMessage("the standard deviation of uid 1 is NaN; the model diverged");
      assertThatThrownBy(
              () -> GateScores.of(GATE, 0, Uids.range(2), two, new float[] {-1, 0}, PAYLOAD))
          .hasMessage("the standard deviation of uid 0 is -1.0; expected at least 0");
    }
  }

  @Nested
  class Select {

    private final GateScores scores =
        GateScores.of(
            GATE, 3, Uids.of(5, 0, 7), new float[] {0.5f, 0, 0.7f}, new float[] {5, 0, 7}, PAYLOAD);

    @Test
    void valuesComeInTheOrderAskedFor() {
      GateScores selected = scores.select(7, 5);

      assertThat(selected.uids()).isEqualTo(Uids.of(7, 5));
      assertThat(selected.scores()).containsExactly(0.7f, 0.5f);
      assertThat(selected.standardDeviations().orElseThrow()).containsExactly(7, 5);
      assertThat(selected.ownerId()).isEqualTo(GATE);
      assertThat(selected.generation()).isEqualTo(3);
    }

    @Test
    void thePayloadIsShared() {
      assertThat(scores.select(7).payload(GATE, 3, String.class)).isSameAs(PAYLOAD);
      assertThat(scores.select(7, 5).select(5).payload(GATE, 3, String.class)).isSameAs(PAYLOAD);
    }

    @Test
    void aListIsAsGoodAsSingleUids() {
      assertThat(scores.select(Uids.of(0, 7)).scores()).containsExactly(0, 0.7f);
    }

    @Test
    void nobodyIsASelectionToo() {
      assertThat(scores.select().size()).isZero();
    }

    @Test
    void aUidTwiceIsRefused() {
      assertThatThrownBy(() -> scores.select(7, 5, 7))
          .isInstanceOfSatisfying(InvalidUidException.class, e -> assertThat(e.uid()).isEqualTo(7))
          .hasMessage("uid 7 is selected twice; each peer is asked once");
    }

    @Test
    void anUnknownUidIsRefused() {
      assertThatThrownBy(() -> scores.select(7, 1))
          .isInstanceOfSatisfying(InvalidUidException.class, e -> assertThat(e.uid()).isEqualTo(1))
          .hasMessage("uid 1 has no score; expected one of [5, 0, 7]");
      assertThatThrownBy(() -> scores.select(-1))
          .isInstanceOf(InvalidUidException.class)
          .hasMessage("uid -1 has no score; expected one of [5, 0, 7]");
    }

    @Test
    void theKnownUidsAreNamedTruly() {
      assertThatThrownBy(() -> scores(new float[4096]).select(4096))
          .hasMessage("uid 4096 has no score; expected one of 0 to 4095");
      assertThatThrownBy(() -> scores(new float[9]).select(0, 5, 2).select(1))
          .hasMessage("uid 1 has no score; expected one of [0, 5, 2]");
      assertThatThrownBy(() -> scores(new float[99]).select(Uids.range(17)).select(17))
          .hasMessage("uid 17 has no score; expected one of 0 to 16");
      int[] seventeen = Uids.range(18).stream().skip(1).toArray();
      assertThatThrownBy(() -> scores(new float[99]).select(seventeen).select(18))
          .hasMessage("uid 18 has no score; expected one of 17 uids");
    }
  }

  @Nested
  class Payload {

    @Test
    void goesBackToTheGateThatMadeIt() {
      assertThat(scores(1).payload(GATE, 3, String.class)).isSameAs(PAYLOAD);
    }

    @Test
    void isRefusedToAnotherGate() {
      assertThatThrownBy(() -> scores(1).payload(OTHER, 3, String.class))
          .isInstanceOf(ForeignScoresException.class)
          .hasMessage("these scores were made by gate " + GATE + ", this is gate " + OTHER);
    }

    @Test
    void isRefusedAfterARestore() {
      assertThatThrownBy(() -> scores(1).payload(GATE, 4, String.class))
          .isInstanceOf(ForeignScoresException.class)
          .hasMessage(
              "these scores were made before the gate's state was restored (generation 3, now 4);"
                  + " score the message again");
    }

    @Test
    void isRefusedIfItIsOfAnotherType() {
      assertThatThrownBy(() -> scores(1).payload(GATE, 3, Integer.class))
          .isInstanceOf(ForeignScoresException.class);
    }
  }

  @Nested
  class Rewards {

    @Test
    void oneFiniteNumberForEachUidIsGood() {
      assertThatCode(() -> scores(1, 2).requireRewards(new float[] {-3, Float.MAX_VALUE}))
          .doesNotThrowAnyException();
    }

    @Test
    void aWrongNumberIsRefusedWithAdvice() {
      assertThatThrownBy(() -> scores(1, 2).requireRewards(new float[3]))
          .isInstanceOf(InvalidRewardsException.class)
          .hasMessage(
              "expected one reward for each of 2 scored uids, found 3;"
                  + " leave out peers that gave no answer with select(uids)");
    }

    @ParameterizedTest
    @ValueSource(floats = {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY})
    void whatIsNotFiniteIsRefused(float bad) {
      assertThatThrownBy(() -> scores(1, 2).select(1, 0).requireRewards(new float[] {bad, 0}))
          .isInstanceOf(InvalidRewardsException.class)
          .hasMessage("the reward of uid 1 is " + bad + "; expected a finite number");
    }
  }
}
