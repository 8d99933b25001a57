package org.gatehouse.engine.tensorflow.gating;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.gatehouse.api.config.ConfigProblem;
import org.gatehouse.api.config.ConfigurationException;
import org.gatehouse.api.config.SectionReader;
import org.gatehouse.api.gating.MessageRules;
import org.gatehouse.engine.tensorflow.head.Descent;
import org.gatehouse.engine.tensorflow.head.GradientAccumulation;
import org.gatehouse.engine.tensorflow.head.GradientScale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LinearGatingSettingsTest {

  @Test
  void theDefaultsAreThoseOfTheOriginalWithGradientsOfTheirOwn() {
    assertThat(GateFixture.settings(""))
        .isEqualTo(
            new LinearGatingSettings(
                new GateSettings(OptionalInt.of(4096), true, new MessageRules(262144), 33_554_432),
                Descent.original(0.01f, 0.9f),
                GradientAccumulation.PER_STEP));
  }

  @Test
  void everyKeyIsRead() {
    String keys =
        """
        num-uids = 256
        learning-rate = 1.5
        momentum = 0.25
        reward-temperature = 0.25
        gradient-scale = k-squared
        gradient-accumulation = upstream
        learn = false
        max-message-bytes = 100
        encoding-cache-bytes = 50000000000
        """;
    assertThat(GateFixture.settings(keys))
        .isEqualTo(
            new LinearGatingSettings(
                new GateSettings(
                    OptionalInt.of(256), false, new MessageRules(100), 50_000_000_000L),
                new Descent(1.5f, 0.25f, 0.25f, GradientScale.K_SQUARED),
                GradientAccumulation.UPSTREAM));
  }

  @Test
  void theEndsOfTheRangesAreAllowed() {
    LinearGatingSettings low =
        GateFixture.settings(
            "num-uids = 1, learning-rate = 0, momentum = 0, reward-temperature = 1e-9");
    assertThat(low.gate().numUids()).hasValue(1);
    assertThat(low.descent().learningRate()).isZero();
    assertThat(low.descent().momentum()).isZero();
    assertThat(low.descent().isValid()).isTrue();
    LinearGatingSettings high =
        GateFixture.settings(
            "num-uids = 65536, learning-rate = 1e6, momentum = 0.9999999999,"
                + " reward-temperature = 1e9");
    assertThat(high.gate().numUids()).hasValue(65536);
    assertThat(high.descent().learningRate()).isEqualTo(1e6f);
    assertThat(high.descent().momentum()).isLessThan(1);
    assertThat(high.descent().rewardTemperature()).isEqualTo(1e9f);
    assertThat(high.descent().isValid()).isTrue();
  }

  @Test
  void autoNeedsAMetagraph() {
    GateSettings settings = GateFixture.settings("num-uids = auto").gate();
    assertThat(settings.numUids()).isEmpty();
    assertThat(settings.numUids(Optional.of(GateFixture.network(1, "a", null, "c")))).isEqualTo(3);
    assertThat(settings.numUids(Optional.of(GateFixture.network(1)))).isEqualTo(1);
    assertThatThrownBy(() -> settings.numUids(Optional.empty()))
        .isInstanceOf(ConfigurationException.class)
        .hasMessage(
            "1 problem in the configuration:\n"
                + "  1) gatehouse.gating.num-uids: auto needs a metagraph, and there is none");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          num-uids = 0                     | num-uids              | expected a whole number in [1, 65536] or auto, found 0
          num-uids = 65537                 | num-uids              | expected a whole number in [1, 65536] or auto, found 65537
          num-uids = many                  | num-uids              | expected a whole number in [1, 65536] or auto, found "many"
          learning-rate = -0.1             | learning-rate         | expected a number in [0.0, 1000000.0], found -0.1
          learning-rate = 1000001          | learning-rate         | expected a number in [0.0, 1000000.0], found 1000001
          learning-rate = NaN              | learning-rate         | expected a number in [0.0, 1000000.0], found "NaN"
          momentum = 1                     | momentum              | expected a number in [0.0, 1.0), found 1
          momentum = -1                    | momentum              | expected a number in [0.0, 1.0), found -1
          reward-temperature = 0           | reward-temperature    | expected a number in [1.0E-9, 1.0E9], found 0
          reward-temperature = 10000000000 | reward-temperature    | expected a number in [1.0E-9, 1.0E9], found 10000000000
          reward-temperature = cold        | reward-temperature    | expected a number in [1.0E-9, 1.0E9], found "cold"
          gradient-scale = k               | gradient-scale        | expected one of none, k-squared, found "k"
          gradient-accumulation = never    | gradient-accumulation | expected one of per-step, upstream, found "never"
          learn = maybe                    | learn                 | expected one of true, false, found "maybe"
          max-message-bytes = 0            | max-message-bytes     | expected a whole number of at least 1, found 0
          encoding-cache-bytes = -1        | encoding-cache-bytes  | expected a whole number of at least 0, found -1
          """)
  void aValueOutsideItsRangeIsAProblemOfItsKey(String keys, String key, String message) {
    SectionReader section = GateFixture.section(keys);
    assertThat(LinearGatingSettings.read(section)).isNotNull();
    assertThat(section.problems())
        .singleElement()
        .satisfies(
            problem -> {
              assertThat(problem.key()).isEqualTo("gatehouse.gating." + key);
              assertThat(problem.message()).isEqualTo(message);
            });
  }

  @Test
  void allProblemsAreReportedTogether() {
    SectionReader section =
        GateFixture.section(
            "num-uids = 0, learning-rate = x, momentum = 2, gradient-accumulation = 1, learn = 0,"
                + " reward-temperature = -1, gradient-scale = 2,"
                + " max-message-bytes = -1, encoding-cache-bytes = 32M");
    assertThat(LinearGatingSettings.read(section)).isNotNull();
    assertThat(section.problems())
        .extracting(ConfigProblem::key)
        .isEqualTo(
            List.of(
                "gatehouse.gating.num-uids",
                "gatehouse.gating.learn",
                "gatehouse.gating.max-message-bytes",
                "gatehouse.gating.encoding-cache-bytes",
                "gatehouse.gating.learning-rate",
                "gatehouse.gating.momentum",
                "gatehouse.gating.reward-temperature",
                "gatehouse.gating.gradient-scale",
                "gatehouse.gating.gradient-accumulation"));
  }
}
