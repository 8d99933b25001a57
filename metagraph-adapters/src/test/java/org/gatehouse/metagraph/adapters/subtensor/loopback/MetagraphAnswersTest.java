package org.gatehouse.metagraph.adapters.subtensor.loopback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigInteger;
import java.util.List;
import java.util.stream.IntStream;
import org.gatehouse.api.metagraph.Axon;
import org.gatehouse.api.metagraph.Metagraph;
import org.gatehouse.api.metagraph.Neuron;
import org.gatehouse.metagraph.adapters.subtensor.scale.NeuronLite;
import org.gatehouse.metagraph.adapters.subtensor.scale.NeuronsLite;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MetagraphAnswersTest {

  private static final String LITE = "NeuronInfoRuntimeApi_get_neurons_lite";
  private static final String SELECTIVE = "SubnetInfoRuntimeApi_get_selective_metagraph";
  private static final String FULL = "SubnetInfoRuntimeApi_get_metagraph";
  private static final String STATE = "SubnetInfoRuntimeApi_get_subnet_state";
  private static final BigInteger MAX_U64 = BigInteger.TWO.pow(64).subtract(BigInteger.ONE);

  private static final Metagraph NETWORK =
      Metagraph.of(
          300,
          1,
          List.of(
              Neuron.builder(0, "alice")
                  .coldkey("carol")
                  .stakeRao(BigInteger.valueOf(4000))
                  .active(true)
                  .validatorPermit(true)
                  .lastUpdate(-1L)
                  .rank(1)
                  .trust(2)
                  .consensus(3)
                  .validatorTrust(4)
                  .incentive(5)
                  .dividends(6)
                  .emissionRao(7L)
                  .axon(new Axon("10.0.0.1", 8091, 4, 4, 9, 10))
                  .build(),
              Neuron.of(2, "bob")));

  private static byte[] ask(int spec, Metagraph network, String function, byte[] arguments) {
    LoopbackBlock block =
        new LoopbackBlock(network.block(), "0x01", "0x00", spec, MetagraphAnswers.of(network));
    return block.answers().call(block, function, arguments);
  }

  private static byte[] netuid(int netuid) {
    return new ScaleWriter().fixed(netuid, 2).toBytes();
  }

  private static byte[] netuidAnd(int netuid, List<Integer> fields) {
    return new ScaleWriter()
        .fixed(netuid, 2)
        .vector(fields, (out, field) -> out.fixed(field, 2))
        .toBytes();
  }

  private static byte[] select(int spec, Integer... fields) {
    return ask(spec, NETWORK, SELECTIVE, netuidAnd(NETWORK.netuid(), List.of(fields)));
  }

  @ParameterizedTest
  @CsvSource({"sel-423, 423", "sel-423, 437", "sel-collateral, 438"})
  void selectiveAnswersAreThoseOfAnotherEncoder(String layout, int spec) {
    String name = "given/selective_" + layout + "_minimal_n3";
    JsonNode columns = Given.json(name + ".json");

    byte[] answer =
        ask(
            spec,
            Given.metagraph(columns),
            SELECTIVE,
            netuidAnd(
                columns.path("netuid").intValue(),
                List.of(0, 7, 30, 52, 53, 55, 56, 57, 59, 60, 61, 62, 63, 64, 65, 69)));

    assertThat(answer).isEqualTo(Given.bytes(name + ".hex"));
  }

  @ParameterizedTest
  @ValueSource(ints = {103, 219})
  void beforeSpec233LiteAnswersAreWrappedAndHoldTheWholeStake(int spec) {
    byte[] answer = ask(spec, NETWORK, LITE, netuid(300));

    List<NeuronLite> neurons = NeuronsLite.decode(answer);
    assertThat(neurons).extracting(NeuronLite::uid).containsExactly(0, 2);
    NeuronLite alice = neurons.get(0);
    assertThat(alice.hotkey().ss58()).isEqualTo(Accounts.ss58("alice"));
    assertThat(alice.coldkey().ss58()).isEqualTo(Accounts.ss58("carol"));
    assertThat(alice.totalStakeRao()).isEqualTo(BigInteger.valueOf(4000));
    assertThat(alice.axonInfo().ipText()).isEqualTo("10.0.0.1");
    assertThat(alice)
        .extracting(
            NeuronLite::netuid,
            NeuronLite::active,
            NeuronLite::rank,
            NeuronLite::trust,
            NeuronLite::consensus,
            NeuronLite::validatorTrust,
            NeuronLite::incentive,
            NeuronLite::dividends,
            NeuronLite::emission,
            NeuronLite::lastUpdate,
            NeuronLite::validatorPermit)
        .containsExactly(300, true, 1, 2, 3, 4, 5, 6, 7L, -1L, true);
    // The count of the neurons comes after the count of all bytes.
    assertThat(new Arguments(answer).compact()).isEqualTo(answer.length - 2);
    assertThat(answer[2]).isEqualTo((byte) (2 << 2));
  }

  @Test
  void fromSpec233OnLiteAnswersHoldTheAlphaAndFromSpec401OnNoRank() {
    assertThat(NeuronsLite.decode(ask(233, NETWORK, LITE, netuid(300))).get(0).totalStakeRao())
        .isEqualTo(BigInteger.valueOf(3000));
    assertThat(NeuronsLite.decode(ask(400, NETWORK, LITE, netuid(300))).get(0).rank()).isEqualTo(1);
    assertThat(NeuronsLite.decode(ask(401, NETWORK, LITE, netuid(300))).get(0).rank()).isZero();
  }

  @Test
  void aStakeOfMoreThan64BitsIsInSeveralEntries() {
    BigInteger stake = MAX_U64.multiply(BigInteger.TEN).add(BigInteger.ONE);
    Metagraph network = Metagraph.of(1, 1, List.of(Neuron.builder(0, "a").stakeRao(stake).build()));

    assertThat(NeuronsLite.decode(ask(103, network, LITE, netuid(1))).get(0).totalStakeRao())
        .isEqualTo(stake);
  }

  @Test
  void beforeSpec273FieldsAreNamedByOneLessAndThePermitsNeverCome() {
    assertThat(select(265, 51, 54)).isEqualTo(select(273, 0, 52, 55));
    assertThat(select(265, 56)).isEqualTo(select(265));
    assertThat(select(272, 0)).isEqualTo(select(273, 0, 1));
    assertThat(select(273, 57)).isNotEqualTo(select(273));
  }

  @Test
  void withoutTheFirstFieldTheNetworkIsCalledZero() {
    assertThat(select(343, 0)).startsWith(1, 0xB1, 0x04, 0);
    assertThat(select(343)).startsWith(1, 0, 0);
  }

  @Test
  void fieldsThatTheRuntimeDoesNotKnowAreIgnored() {
    assertThat(select(343, 0, 74, 9999)).isEqualTo(select(343, 0));
    assertThat(select(438, 0, 74)).isNotEqualTo(select(438, 0));
  }

  @ParameterizedTest
  @ValueSource(ints = {261, 320, 401, 438})
  void theOtherAnswersHoldTheSameFields(int spec) {
    int shift = spec < 273 ? 1 : 0;
    int[] sizes = new int[77];
    for (int field = 1; field <= 76; field++) {
      sizes[field] = select(spec, field - shift).length - select(spec).length;
    }
    // Not every version gives the permits: a count and one byte for each uid.
    sizes[57] = 4;

    int full =
        IntStream.rangeClosed(1, 76).filter(f -> f != 72 && f != 73).map(f -> sizes[f]).sum();
    assertThat(ask(spec, NETWORK, FULL, netuid(300))).hasSize(1 + 2 + full);
    int state =
        IntStream.rangeClosed(52, 69).filter(f -> f != 54 && f != 55).map(f -> sizes[f]).sum();
    assertThat(ask(spec, NETWORK, STATE, netuid(300))).hasSize(1 + 2 + state + 1);
  }

  @Test
  void whatARuntimeDoesNotHaveIsNotExported() {
    assertThat(ask(232, NETWORK, FULL, netuid(300))).isNull();
    assertThat(ask(232, NETWORK, STATE, netuid(300))).isNull();
    assertThat(ask(260, NETWORK, SELECTIVE, netuidAnd(300, List.of(0)))).isNull();
    assertThat(ask(343, NETWORK, "Other_api", netuid(300))).isNull();
  }

  @Test
  void aNetworkThatIsNotThereIsNone() {
    assertThat(ask(219, NETWORK, LITE, netuid(5))).containsExactly(4, 0);
    assertThat(ask(233, NETWORK, LITE, netuid(5))).containsExactly(0);
    assertThat(ask(343, NETWORK, FULL, netuid(5))).containsExactly(0);
    assertThat(ask(343, NETWORK, STATE, netuid(5))).containsExactly(0);
    assertThat(ask(343, NETWORK, SELECTIVE, netuidAnd(5, List.of(0)))).containsExactly(0);
  }

  @Test
  void argumentsThatAreTooShortTrap() {
    assertThatThrownBy(() -> ask(343, NETWORK, LITE, new byte[1]))
        .isInstanceOf(NodeError.class)
        .hasMessageContaining("wasm trap");
  }
}
