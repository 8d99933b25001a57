package org.gatehouse.gating.gptneo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.Config;
import java.util.List;
import java.util.ServiceLoader;
import org.gatehouse.api.GatehouseException;
import org.gatehouse.api.config.ConfigProblem;
import org.gatehouse.api.config.ConfigurationException;
import org.gatehouse.api.gating.GatingModelProvider;
import org.gatehouse.api.plugin.ProviderName;
import org.junit.jupiter.api.Test;

class GptNeoGatingProviderTest {

  private final GatingModelProvider provider = new GptNeoGatingProvider();

  @Test
  void isFoundUnderTheNameGptneo() {
    assertThat(ServiceLoader.load(GatingModelProvider.class).stream())
        .singleElement()
        .satisfies(
            found -> {
              assertThat(found.type()).isEqualTo(GptNeoGatingProvider.class);
              assertThat(found.type().getAnnotation(ProviderName.class).value())
                  .isEqualTo("gptneo");
            });
  }

  @Test
  void itsDefaultsAreInOrderAndNameTheModelOfTheOriginal() {
    Config defaults = GptNeoGate.section("");
    assertThat(provider.check(defaults)).isEmpty();
    assertThat(defaults.getString("model-name")).isEqualTo("EleutherAI/gpt-neo-125m");
  }

  @Test
  void allProblemsAreReportedTogether() {
    List<ConfigProblem> problems =
        provider.check(
            GptNeoGate.section(
                """
                gatehouse.gating {
                  num-uids = many
                  momentum = 1
                  gptneo.model-name = " "
                }
                gatehouse.engine.device = tpu
                """));
    assertThat(problems.stream().map(ConfigProblem::toString))
        .containsExactly(
            "gatehouse.gating.gptneo.model-name (String: 4): expected text that is not blank,"
                + " found \" \"",
            "gatehouse.gating.gptneo.engine.device (String: 6): A device is auto, cpu, gpu or"
                + " gpu:N with N from 0 to 999, not 'tpu'.",
            "gatehouse.gating.gptneo.num-uids (String: 2): expected a whole number in [1, 65536]"
                + " or auto, found \"many\"",
            "gatehouse.gating.gptneo.momentum (String: 3): expected a number in [0.0, 1.0),"
                + " found 1");
  }

  @Test
  void aWrongSectionMakesNoGate() {
    assertThatThrownBy(
            () ->
                provider.create(
                    GptNeoGate.section("gatehouse.gating.learning-rate = -1"),
                    GptNeoGate.context(null)))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("gatehouse.gating.gptneo.learning-rate")
        .hasMessageContaining("found -1");
  }

  @Test
  void anUnknownModelSaysWhereItWasLookedFor() {
    assertThatThrownBy(
            () ->
                provider.create(
                    GptNeoGate.section(
                        "gatehouse.gating.gptneo { model-name = no/such/model, engine.hub.offline = true }"),
                    GptNeoGate.context(null)))
        .isInstanceOf(GatehouseException.class)
        .hasMessageContaining("Cannot get the model 'no/such/model'");
  }
}
