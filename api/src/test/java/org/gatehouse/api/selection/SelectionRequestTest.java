package org.gatehouse.api.selection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.util.HashSet;
import java.util.Set;
import org.gatehouse.api.metagraph.Axon;
import org.gatehouse.api.metagraph.Neuron;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SelectionRequestTest {

  private static final Axon SERVING = new Axon("203.0.113.7", 8091, 4, 4, 1, 1);
  private static final Axon SILENT = new Axon("0.0.0.0", 8091, 4, 4, 1, 1);
  private static final BigInteger RICH = new BigInteger("18446744073709551615");

  private static Neuron.Builder peer() {
    return Neuron.builder(0, "h");
  }

  @Nested
  class Availability {

    private final SelectionRequest request = SelectionRequest.of(1);

    @Test
    void whatIsUnknownNeverExcludes() {
      assertThat(request.isAvailable(peer().build())).isTrue();
      assertThat(request.isAvailable(peer().validatorPermit(true).build())).isTrue();
      assertThat(request.isAvailable(peer().stakeRao(RICH).build())).isTrue();
      assertThat(request.isAvailable(peer().axon(SERVING).build())).isTrue();
      assertThat(request.isAvailable(peer().axon(SERVING).stakeRao(RICH).build())).isTrue();
    }

    @Test
    void aPeerThatDoesNotServeIsNotAsked() {
      assertThat(request.isAvailable(peer().axon(SILENT).build())).isFalse();
      assertThat(
              request.isAvailable(
                  peer().axon(SILENT).validatorPermit(false).stakeRao(BigInteger.ZERO).build()))
          .isFalse();
    }

    @Test
    void onlyAPermitMakesStakeCount() {
      assertThat(
              request.isAvailable(
                  peer().axon(SERVING).validatorPermit(false).stakeRao(RICH).build()))
          .isTrue();
      assertThat(
              request.isAvailable(
                  peer().axon(SERVING).validatorPermit(true).stakeRao(RICH).build()))
          .isFalse();
      assertThat(request.isAvailable(peer().validatorPermit(true).stakeRao(RICH).build()))
          .isFalse();
    }

    @ParameterizedTest
    @CsvSource({
      "4096, 4095999999999, true",
      "4096, 4096000000000, true",
      "4096, 4096000000001, false",
      "0, 0, true",
      "0, 1, false",
      "9223372036, 9223372036854775807, false",
      "9223372037, 9223372036854775808, true",
      "18446744073, 18446744073709551615, false",
      "18446744074, 18446744073709551615, true",
      "9223372036854775807, 9223372036854775807000000000, true",
      "9223372036854775807, 9223372036854775807000000001, false"
    })
    void theLimitIsExactToTheRao(long limit, BigInteger rao, boolean available) {
      SelectionRequest request = new SelectionRequest(1, Set.of(), limit);

      assertThat(request.isAvailable(peer().validatorPermit(true).stakeRao(rao).build()))
          .isEqualTo(available);
    }
  }

  @Nested
  class Making {

    @Test
    void nobodyIsExcludedByDefaultAndTheLimitIsTheOriginals() {
      assertThat(SelectionRequest.of(3)).isEqualTo(new SelectionRequest(3, Set.of(), 4096));
    }

    @Test
    void theExcludedAreCopied() {
      Set<Integer> excluded = new HashSet<>(Set.of(1));
      SelectionRequest request = new SelectionRequest(1, excluded, 0);

      excluded.add(2);

      assertThat(request.excluded()).containsExactly(1);
    }

    @Test
    void nonsenseIsRefused() {
      assertThatThrownBy(() -> new SelectionRequest(0, Set.of(), 0))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage(
              "expected k of at least 1 and vpermitTaoLimit of at least 0, found k = 0,"
                  + " vpermitTaoLimit = 0");
      assertThatThrownBy(() -> new SelectionRequest(1, Set.of(), -1))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }
}
