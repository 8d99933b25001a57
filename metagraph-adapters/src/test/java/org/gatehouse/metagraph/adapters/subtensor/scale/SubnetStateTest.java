package org.gatehouse.metagraph.adapters.subtensor.scale;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SubnetStateTest {

  private static final String RECORDED = "recorded/finney_sn1_2025-11-18_";

  @Test
  void theStakesAreAsTheAnswerSays() {
    SubnetState state = SubnetState.decode(Fixtures.bytes(RECORDED + "state_sample")).orElseThrow();
    JsonNode expected = Fixtures.json(RECORDED + "state_sample");

    assertThat(state.netuid()).isEqualTo(expected.get("netuid").asInt());
    assertThat(state.hotkeys()).hasSize(expected.get("n").asInt());
    assertThat(AsJson.value(state.totalStake())).isEqualTo(expected.get("total_stake"));
  }

  @Test
  void theColumnsAreThoseOfTheMetagraphOfTheSameBlock() {
    SubnetState state = SubnetState.decode(Fixtures.bytes(RECORDED + "state_sample")).orElseThrow();
    JsonNode expected = Fixtures.json(RECORDED + "selective");

    for (SubnetStateField field : SubnetStateField.values()) {
      if (field != SubnetStateField.EMISSION_HISTORY) {
        assertThat(AsJson.value(state.get(field)))
            .as(field.fieldName())
            .isEqualTo(expected.get(field.fieldName()));
      }
    }
    assertThat(AsJson.value(state.get(SubnetStateField.EMISSION_HISTORY))).isNotEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {3, 64})
  void anEarlierNetworkHadTheSameLayoutInAWrapper(int n) {
    byte[] wrapped = Fixtures.bytes("runtime/spec218_state_n" + n);
    ScaleReader in = new ScaleReader(wrapped);
    byte[] answer = in.bytes("wrapper");
    in.end();

    assertThat(SubnetState.decode(answer).orElseThrow().hotkeys()).hasSize(n);
  }

  @Test
  void noSubnetIsNothing() {
    assertThat(SubnetState.decode(new byte[1])).isEmpty();
    assertThatThrownBy(() -> SubnetState.decode(new byte[2]))
        .isInstanceOf(ScaleException.class)
        .hasMessage("the answer at byte 1: expected the end, found 1 more bytes");
  }

  @Test
  void aBadRowIsNamedByBothIndexes() {
    byte[] answer = Fixtures.bytes(RECORDED + "state_sample");

    assertThatThrownBy(() -> SubnetState.decode(Arrays.copyOf(answer, answer.length - 1)))
        .isInstanceOf(ScaleException.class)
        .hasMessageMatching(
            "subnet_state\\.emission_history\\[\\d+](\\[\\d+])? at byte \\d+: expected .*");
  }
}
