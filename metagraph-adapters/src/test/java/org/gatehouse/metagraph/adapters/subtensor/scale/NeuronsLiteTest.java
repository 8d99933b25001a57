package org.gatehouse.metagraph.adapters.subtensor.scale;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigInteger;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class NeuronsLiteTest {

  static Stream<String> answers() {
    return Stream.of(
            Fixtures.names("given", "neurons_lite"),
            Fixtures.names("recorded", ""),
            Fixtures.names("runtime", ""))
        .flatMap(List::stream)
        .filter(name -> name.contains("lite") && !name.endsWith(".wrapped"));
  }

  @Test
  void allAnswersAreThere() {
    assertThat(answers()).hasSize(19);
  }

  @ParameterizedTest
  @MethodSource("answers")
  void everyFieldOfEveryNeuronIsAsTheAnswerSays(String name) {
    List<NeuronLite> neurons = NeuronsLite.decode(Fixtures.bytes(name));

    JsonNode expected = Fixtures.json(name);
    assertThat(expected.get("neurons")).hasSameSizeAs(neurons);
    for (int i = 0; i < neurons.size(); i++) {
      assertThat(summarisedAs(expected.get("neurons").get(i), neurons.get(i)))
          .as("neuron %d", i)
          .isEqualTo(expected.get("neurons").get(i));
    }
  }

  /** The largest answer's JSON has count and sum of the stakes only, and no Prometheus endpoint. */
  private static ObjectNode summarisedAs(JsonNode expected, NeuronLite neuron) {
    ObjectNode node = AsJson.neuron(neuron);
    if (expected.has("stake_entries")) {
      node.remove(List.of("stake", "prometheus_info"));
      node.put("stake_entries", neuron.stake().size());
      node.put("stake_sum", neuron.totalStakeRao().toString());
    }
    return node;
  }

  @ParameterizedTest
  @MethodSource("answers")
  void whatFollowsFromTheFieldsIsAsTheAnswerSays(String name) {
    List<NeuronLite> neurons = NeuronsLite.decode(Fixtures.bytes(name));

    JsonNode expected = Fixtures.json(name);
    for (String key : List.of("serving", "serving_count")) {
      if (expected.has(key)) {
        assertThat(neurons.stream().filter(neuron -> neuron.axonInfo().isServing()))
            .hasSize(expected.get(key).asInt());
      }
    }
    if (expected.has("total_stake_rao")) {
      assertThat(
              neurons.stream()
                  .map(NeuronLite::totalStakeRao)
                  .reduce(BigInteger.ZERO, BigInteger::add))
          .hasToString(expected.get("total_stake_rao").asText());
    }
    for (JsonNode derived : expected.path("derived")) {
      NeuronLite neuron = neurons.get(derived.get("uid").asInt());
      assertThat(neuron.axonInfo().ipText()).isEqualTo(shortGroups(derived.get("ip").asText()));
      assertThat(neuron.axonInfo().isServing()).isEqualTo(derived.get("is_serving").asBoolean());
      assertThat(neuron.totalStakeRao()).hasToString(derived.get("total_stake_rao").asText());
    }
  }

  /** The answers' texts have four digits in each group of an IPv6 address. */
  private static String shortGroups(String ip) {
    return ip.replaceAll("(^|:)0{1,3}(?=[0-9a-f])", "$1");
  }

  @ParameterizedTest
  @ValueSource(strings = {"given/neurons_lite_era2023_n3", "given/neurons_lite_era2023_n64"})
  void anAnswerInAWrapperIsTheSame(String name) {
    assertThat(NeuronsLite.decode(HexText.decode(Fixtures.hex(name + ".wrapped"))))
        .isEqualTo(NeuronsLite.decode(Fixtures.bytes(name)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"0x00", "0x0400"})
  void noNeuronsAreAnEmptyList(String hex) {
    assertThat(NeuronsLite.decode(HexText.decode(hex))).isEmpty();
  }

  @Test
  void aBadByteIsNamedByNeuronFieldAndOffset() {
    byte[] bytes = Fixtures.bytes("given/neurons_lite_era2026_n3");
    int active = 1 + 64 + 1 + 1;
    bytes[active] = 7;

    assertThatThrownBy(() -> NeuronsLite.decode(bytes))
        .isInstanceOf(ScaleException.class)
        .hasMessage("neurons[0].active at byte 67: expected a bool, 0 or 1, found 7");
  }
}
