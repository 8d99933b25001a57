package org.gatehouse.api.metagraph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class NeuronTest {

  @Test
  void whatIsNotSaidIsUnknownAndNotZero() {
    Neuron neuron = Neuron.of(3, "h");

    assertThat(neuron)
        .isEqualTo(
            new Neuron(
                3, "h", null, null, null, null, null, null, null, null, null, null, null, null,
                null));
    assertThat(neuron.stakeTao()).isEmpty();
  }

  @Test
  void theBuilderSetsEveryColumn() {
    Axon axon = new Axon("1.2.3.4", 1, 4, 4, 1, 1);

    assertThat(
            Neuron.builder(3, "h")
                .coldkey("c")
                .stakeRao(BigInteger.TWO)
                .active(true)
                .validatorPermit(false)
                .lastUpdate(4L)
                .rank(5)
                .trust(6)
                .consensus(7)
                .validatorTrust(8)
                .incentive(9)
                .dividends(10)
                .emissionRao(11L)
                .axon(axon)
                .build())
        .isEqualTo(
            new Neuron(3, "h", "c", BigInteger.TWO, true, false, 4L, 5, 6, 7, 8, 9, 10, 11L, axon));
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "1, 0.000000001",
    "1000000000, 1",
    "4096000000001, 4096.000000001",
    "9223372036854775808, 9223372036.854775808",
    "18446744073709551615, 18446744073.709551615",
    "340282366920938463463374607431768211455, 340282366920938463463374607431.768211455"
  })
  void stakeInTaoIsExact(BigInteger rao, String tao) {
    assertThat(Neuron.builder(0, "h").stakeRao(rao).build().stakeTao().orElseThrow())
        .isEqualByComparingTo(tao);
  }

  @ParameterizedTest
  @ValueSource(strings = {"-1", "340282366920938463463374607431768211456"})
  void aStakeOutOfRangeIsRefused(BigInteger rao) {
    assertThatThrownBy(() -> Neuron.builder(0, "h").stakeRao(rao).build())
        .isInstanceOf(MetagraphException.class)
        .hasMessage("stake_rao is " + rao + "; expected a whole number in [0, 2^128 - 1]");
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 65536})
  void aUidOutOfRangeIsRefused(int uid) {
    assertThatThrownBy(() -> Neuron.of(uid, "h"))
        .isInstanceOf(MetagraphException.class)
        .hasMessage("uid is " + uid + "; expected a whole number in [0, 65535]");
  }

  @Test
  void anEmptyHotkeyIsRefused() {
    assertThatThrownBy(() -> Neuron.of(3, ""))
        .isInstanceOf(MetagraphException.class)
        .hasMessage("the hotkey of uid 3 is empty");
  }

  static Stream<Arguments> fractions() {
    return Stream.of(
        fraction("rank", Neuron.Builder::rank),
        fraction("trust", Neuron.Builder::trust),
        fraction("consensus", Neuron.Builder::consensus),
        fraction("validator_trust", Neuron.Builder::validatorTrust),
        fraction("incentive", Neuron.Builder::incentive),
        fraction("dividends", Neuron.Builder::dividends));
  }

  private static Arguments fraction(
      String name, BiFunction<Neuron.Builder, Integer, Neuron.Builder> setter) {
    return Arguments.of(name, setter);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("fractions")
  void fractionsAreUnsigned16Bit(
      String name, BiFunction<Neuron.Builder, Integer, Neuron.Builder> setter) {
    setter.apply(Neuron.builder(0, "h"), 0).build();
    setter.apply(Neuron.builder(0, "h"), 65535).build();
    for (int value : new int[] {-1, 65536}) {
      assertThatThrownBy(() -> setter.apply(Neuron.builder(0, "h"), value).build())
          .isInstanceOf(MetagraphException.class)
          .hasMessage(name + " is " + value + "; expected a whole number in [0, 65535]");
    }
  }
}
