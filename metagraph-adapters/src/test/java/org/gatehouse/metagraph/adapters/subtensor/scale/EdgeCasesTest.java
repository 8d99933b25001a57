package org.gatehouse.metagraph.adapters.subtensor.scale;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class EdgeCasesTest {

  private static final Set<MetagraphField> ASKED =
      EnumSet.of(
          MetagraphField.NETUID,
          MetagraphField.BLOCK,
          MetagraphField.NUM_UIDS,
          MetagraphField.HOTKEYS,
          MetagraphField.COLDKEYS,
          MetagraphField.AXONS,
          MetagraphField.ACTIVE,
          MetagraphField.VALIDATOR_PERMIT,
          MetagraphField.TRUST,
          MetagraphField.RANK,
          MetagraphField.TOTAL_STAKE);

  private static List<JsonNode> cases(String kind, int count) {
    List<JsonNode> cases = new ArrayList<>();
    Fixtures.json("vectors/edge_cases").get(kind).forEach(cases::add);
    assertThat(cases).hasSize(count);
    return cases;
  }

  static List<JsonNode> neurons() {
    return cases("neurons_lite", 11);
  }

  static List<JsonNode> selective() {
    return cases("selective", 5);
  }

  @ParameterizedTest
  @MethodSource("neurons")
  void neuronsDecodeIfTheyShould(JsonNode edge) {
    String hex = edge.get("hex").asText();
    if (edge.get("ok").asBoolean()) {
      assertThat(NeuronsLite.decode(HexText.decode(hex))).hasSize(edge.get("n").asInt());
    } else {
      assertThatThrownBy(() -> NeuronsLite.decode(HexText.decode(hex)))
          .isInstanceOf(ScaleException.class);
    }
  }

  @ParameterizedTest
  @MethodSource("selective")
  void selectiveAnswersDecodeIfTheyShould(JsonNode edge) {
    byte[] bytes = HexText.decode(edge.get("hex").asText());
    if (!edge.get("ok").asBoolean()) {
      assertThatThrownBy(() -> SubnetMetagraph.decodeSelective(bytes, ASKED))
          .isInstanceOf(ScaleException.class);
      return;
    }
    Optional<SubnetMetagraph> answer = SubnetMetagraph.decodeSelective(bytes, ASKED);
    assertThat(answer.isPresent()).isEqualTo(edge.get("present").asBoolean());
    answer.ifPresent(
        metagraph -> {
          assertThat(metagraph.netuid()).isEqualTo(7);
          assertThat(metagraph.block()).isEqualTo(8_500_000);
          assertThat(metagraph.numUids()).isEqualTo(1);
          assertThat(metagraph.hotkeys()).hasSize(1);
          assertThat(metagraph.trust()).isEmpty();
          assertThat(metagraph.rank()).isEmpty();
          assertThat(metagraph.totalStake()).containsExactly(1_000_000_000L);
        });
  }

  @Test
  void anIdentityThatTheChainDoesNotHaveIsThereAndEmpty() {
    assertThat(withIdentity("0x0100").get(MetagraphField.IDENTITY)).isEqualTo(Optional.empty());
  }

  @Test
  void anIdentityThatWasNotAskedForIsNotThere() {
    assertThat(withIdentity("0x00").has(MetagraphField.IDENTITY)).isFalse();
    assertThatThrownBy(() -> withIdentity("0x00").get(MetagraphField.IDENTITY))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("the metagraph has no field identity; it was not asked for");
  }

  private static SubnetMetagraph withIdentity(String hexOfTheField) {
    assertThat(cases("option_option", 2))
        .anyMatch(each -> each.get("hex_of_the_field").asText().equals(hexOfTheField));
    String hex = "0x011c0000" + hexOfTheField.substring(2) + "00".repeat(70);
    return SubnetMetagraph.decodeSelective(HexText.decode(hex), Set.of()).orElseThrow();
  }
}
