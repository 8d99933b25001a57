package com.example.gating.hashing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.nio.file.Path;
import org.gatehouse.api.GatehouseException;
import org.gatehouse.api.gating.GateScores;
import org.gatehouse.api.gating.GatingContext;
import org.gatehouse.api.gating.GatingModel;
import org.gatehouse.api.gating.TrainingStep;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is special about this gate; what it shares with all gates is in the contract. */
class HashingGatingModelTest {

  @TempDir private Path folder;

  @Test
  void scoresBecomeEstimatesOfTheRewards() {
    try (GatingModel gate = gate("")) {
      for (int i = 0; i < 200; i++) {
        gate.backward(gate.forward("what is 17 times 23?").select(0, 1), new float[] {0.9f, 0.1f});
        gate.backward(gate.forward("write a haiku").select(0, 1), new float[] {0.2f, 0.7f});
      }

      GateScores sums = gate.forward("what is 17 times 23?");
      assertThat(sums.scoreOf(0)).isCloseTo(0.9f, within(0.05f));
      assertThat(sums.scoreOf(1)).isCloseTo(0.1f, within(0.05f));
      GateScores similar = gate.forward("what is 12 times 41?");
      assertThat(similar.scoreOf(0)).isGreaterThan(similar.scoreOf(1));
      GateScores verses = gate.forward("write a haiku about the sea");
      assertThat(verses.scoreOf(1)).isGreaterThan(verses.scoreOf(0));
    }
  }

  @Test
  void theLossIsTheMeanSquaredErrorBeforeTheStep() {
    try (GatingModel gate = gate("")) {
      GateScores scores = gate.forward("write a haiku").select(2, 0);

      TrainingStep step = gate.backward(scores, new float[] {1, -1});

      double first = scores.scoreAt(0) - 1;
      double second = scores.scoreAt(1) + 1;
      assertThat(step.loss()).isCloseTo((first * first + second * second) / 2, within(1e-6));
      assertThat(step.gradientNorm())
          .isCloseTo(Math.sqrt(2 * (first * first + second * second)), within(1e-6));
    }
  }

  @Test
  void aStepThatWouldOverflowIsRefusedAndChangesNothing() {
    try (GatingModel gate = gate("learning-rate = 1000")) {
      GateScores scores = gate.forward("write a haiku");

      assertThatThrownBy(() -> gate.backward(scores.select(0), new float[] {Float.MAX_VALUE}))
          .isInstanceOf(GatehouseException.class)
          .hasMessageContaining("gatehouse.gating.learning-rate, now 1000.0");
      assertThat(gate.forward("write a haiku").scores()).isEqualTo(scores.scores());
    }
  }

  private GatingModel gate(String hocon) {
    Config section =
        ConfigFactory.parseString(hocon)
            .withFallback(ConfigFactory.parseString("num-uids = 3, learning-rate = 0.05"))
            .withFallback(ConfigFactory.defaultReference().getConfig("gatehouse.gating.hashing"));
    return new HashingGatingProvider()
        .create(section, GatingContext.builder(folder, folder).seed(7).build());
  }
}
