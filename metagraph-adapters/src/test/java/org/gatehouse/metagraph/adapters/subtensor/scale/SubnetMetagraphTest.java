package org.gatehouse.metagraph.adapters.subtensor.scale;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SubnetMetagraphTest {

  static Stream<String> answers() {
    return Stream.of(
            Fixtures.names("given", "metagraph"),
            Fixtures.names("given", "selective"),
            Fixtures.names("recorded", "").stream()
                .filter(name -> name.endsWith("_metagraph") || name.endsWith("_selective"))
                .toList())
        .flatMap(List::stream);
  }

  @Test
  void allAnswersAreThere() {
    assertThat(answers()).hasSize(36);
  }

  @ParameterizedTest
  @MethodSource("answers")
  void everyFieldIsAsTheAnswerSaysAndNoOtherIsThere(String name) {
    JsonNode expected = Fixtures.json(name);
    Set<MetagraphField> fields = fields(expected);

    SubnetMetagraph metagraph = decode(name, fields);

    assertDividends(metagraph, expected);

    for (MetagraphField field : MetagraphField.values()) {
      assertThat(metagraph.has(field)).as(field.fieldName()).isEqualTo(fields.contains(field));
      if (expected.has(field.fieldName())) {
        assertThat(AsJson.field(field, metagraph.get(field)))
            .as(field.fieldName())
            .isEqualTo(expected.get(field.fieldName()));
      }
    }
  }

  /** Recorded answers' JSON leaves the hotkeys out of the dividends. */
  private static void assertDividends(SubnetMetagraph metagraph, JsonNode expected) {
    for (String token : List.of("tao", "alpha")) {
      if (expected.has(token + "_dividends_amounts")) {
        JsonNode dividends =
            AsJson.value(
                metagraph.get(
                    token.equals("tao")
                        ? MetagraphField.TAO_DIVIDENDS_PER_HOTKEY
                        : MetagraphField.ALPHA_DIVIDENDS_PER_HOTKEY));
        List<JsonNode> amounts = new ArrayList<>();
        List<JsonNode> hotkeys = new ArrayList<>();
        dividends.forEach(
            entry -> {
              hotkeys.add(entry.get(0));
              amounts.add(entry.get(1));
            });
        assertThat(expected.get(token + "_dividends_amounts")).containsExactlyElementsOf(amounts);
        assertThat(expected.get("hotkeys")).containsExactlyElementsOf(hotkeys);
      }
    }
  }

  static Set<MetagraphField> fields(JsonNode answer) {
    Set<MetagraphField> fields = EnumSet.noneOf(MetagraphField.class);
    List<String> names = new ArrayList<>();
    answer.fieldNames().forEachRemaining(names::add);
    for (MetagraphField field : MetagraphField.values()) {
      String amounts = field.fieldName().replace("_per_hotkey", "_amounts");
      if (names.removeAll(List.of(field.fieldName(), amounts))) {
        fields.add(field);
      }
    }
    assertThat(names).isEmpty();
    return fields;
  }

  private static SubnetMetagraph decode(String name, Set<MetagraphField> asked) {
    byte[] bytes = Fixtures.bytes(name);
    return (name.contains("selective")
            ? SubnetMetagraph.decodeSelective(bytes, asked)
            : SubnetMetagraph.decodeFull(bytes))
        .orElseThrow();
  }

  @Test
  void theGettersGiveTheColumnsOfTheirNames() {
    SubnetMetagraph metagraph =
        SubnetMetagraph.decodeFull(Fixtures.bytes("given/metagraph_mg-283_n64")).orElseThrow();
    JsonNode expected = Fixtures.json("given/metagraph_mg-283_n64");

    assertThat(AsJson.value(metagraph.netuid())).isEqualTo(expected.get("netuid"));
    assertThat(AsJson.value(metagraph.block())).isEqualTo(expected.get("block"));
    assertThat(AsJson.value(metagraph.numUids())).isEqualTo(expected.get("num_uids"));
    assertThat(AsJson.value(metagraph.hotkeys())).isEqualTo(expected.get("hotkeys"));
    assertThat(AsJson.value(metagraph.coldkeys())).isEqualTo(expected.get("coldkeys"));
    assertThat(AsJson.value(metagraph.axons())).isEqualTo(expected.get("axons"));
    assertThat(AsJson.value(metagraph.active())).isEqualTo(expected.get("active"));
    assertThat(AsJson.value(metagraph.validatorPermit()))
        .isEqualTo(expected.get("validator_permit"));
    assertThat(AsJson.value(metagraph.lastUpdate())).isEqualTo(expected.get("last_update"));
    assertThat(AsJson.value(metagraph.emission())).isEqualTo(expected.get("emission"));
    assertThat(AsJson.value(metagraph.dividends())).isEqualTo(expected.get("dividends"));
    assertThat(AsJson.value(metagraph.incentives())).isEqualTo(expected.get("incentives"));
    assertThat(AsJson.value(metagraph.consensus())).isEqualTo(expected.get("consensus"));
    assertThat(AsJson.value(metagraph.trust())).isEqualTo(expected.get("trust"));
    assertThat(AsJson.value(metagraph.rank())).isEqualTo(expected.get("rank"));
    assertThat(AsJson.value(metagraph.totalStake())).isEqualTo(expected.get("total_stake"));
  }

  @Test
  void whatIsWrittenIntoAColumnThatWasGivenAwayIsNotSeenByOthers() {
    SubnetMetagraph metagraph =
        SubnetMetagraph.decodeFull(Fixtures.bytes("given/metagraph_mg-283_n3")).orElseThrow();
    long[] stake = metagraph.totalStake();
    long before = stake[0];

    Arrays.fill(stake, before + 1);

    assertThat(metagraph.totalStake()[0]).isEqualTo(before);
  }

  @Test
  void theIndexesAreThePositions() {
    MetagraphField[] fields = MetagraphField.values();

    assertThat(fields).hasSize(77);
    for (int i = 0; i < fields.length; i++) {
      assertThat(fields[i].index()).isEqualTo(i);
      assertThat(fields[i].name()).isEqualToIgnoringCase(fields[i].fieldName());
    }
  }
}
