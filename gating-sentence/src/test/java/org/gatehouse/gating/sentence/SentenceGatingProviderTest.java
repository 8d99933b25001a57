package org.gatehouse.gating.sentence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.ServiceLoader;
import org.gatehouse.api.GatehouseException;
import org.gatehouse.api.config.ConfigProblem;
import org.gatehouse.api.config.ConfigurationException;
import org.gatehouse.api.gating.GatingModelProvider;
import org.gatehouse.api.plugin.ProviderName;
import org.junit.jupiter.api.Test;

class SentenceGatingProviderTest {

  private final GatingModelProvider provider = new SentenceGatingProvider();

  @Test
  void isFoundUnderTheNameSentence() {
    assertThat(ServiceLoader.load(GatingModelProvider.class).stream())
        .singleElement()
        .satisfies(
            found -> {
              assertThat(found.type()).isEqualTo(SentenceGatingProvider.class);
              assertThat(found.type().getAnnotation(ProviderName.class).value())
                  .isEqualTo("sentence");
            });
  }

  @Test
  void itsDefaultsAreInOrder() {
    assertThat(provider.check(SentenceGate.section(""))).isEmpty();
  }

  @Test
  void allProblemsAreReportedTogether() {
    List<ConfigProblem> problems =
        provider.check(
            SentenceGate.section(
                """
                gatehouse.gating {
                  num-uids = many
                  momentum = 1
                  sentence.model-name = " "
                }
                gatehouse.engine.device = tpu
                """));
    assertThat(problems.stream().map(ConfigProblem::toString))
        .containsExactly(
            "gatehouse.gating.sentence.model-name (String: 4): expected text that is not blank,"
                + " found \" \"",
            "gatehouse.gating.sentence.engine.device (String: 6): A device is auto, cpu, gpu or"
                + " gpu:N with N from 0 to 999, not 'tpu'.",
            "gatehouse.gating.sentence.num-uids (String: 2): expected a whole number in [1, 65536]"
                + " or auto, found \"many\"",
            "gatehouse.gating.sentence.momentum (String: 3): expected a number in [0.0, 1.0),"
                + " found 1");
  }

  @Test
  void aWrongSectionMakesNoGate() {
    assertThatThrownBy(
            () ->
                provider.create(
                    SentenceGate.section("gatehouse.gating.learning-rate = -1"),
                    SentenceGate.context(null)))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("gatehouse.gating.sentence.learning-rate")
        .hasMessageContaining("found -1");
  }

  @Test
  void anUnknownModelSaysWhereItWasLookedFor() {
    assertThatThrownBy(
            () ->
                provider.create(
                    SentenceGate.section(
                        """
                        gatehouse.gating.sentence.model-name = nowhere
                        gatehouse.engine.hub.offline = true
                        """),
                    SentenceGate.context(null)))
        .isInstanceOf(GatehouseException.class)
        .hasMessageContaining("Cannot get the model 'nowhere'")
        .hasMessageContaining("all-MiniLM-L6-v2");
  }
}
