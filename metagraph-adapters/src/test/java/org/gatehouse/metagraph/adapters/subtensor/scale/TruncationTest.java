package org.gatehouse.metagraph.adapters.subtensor.scale;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Answers of which the end is missing. */
class TruncationTest {

  static Stream<String> neurons() {
    return Stream.concat(
            Fixtures.names("given", "neurons_lite").stream(),
            Fixtures.names("runtime", "").stream())
        .filter(name -> name.contains("lite_") && name.contains("_n3"));
  }

  @ParameterizedTest
  @MethodSource("neurons")
  void neuronsThatAreCutAnywhereAreRefused(String name) {
    assertThat(decodedCuts(name, NeuronsLite::decode)).isZero();
  }

  /** The newest answer that is cut after the field 71 is the whole answer of an older runtime. */
  @ParameterizedTest
  @CsvSource({"233, 0", "283, 0", "423, 0", "collateral, 1"})
  void aMetagraphThatIsCutIsRefusedUnlessItIsAnOlderOne(String layout, int older) {
    String name = "given/metagraph_mg-" + layout + "_n3";
    assertThat(decodedCuts(name, SubnetMetagraph::decodeFull)).isEqualTo(older);
  }

  /** An answer without an identity can end after the field 71, one with it after the field 72. */
  @ParameterizedTest
  @CsvSource({
    "261_minimal, 0",
    "261_all, 0",
    "283_minimal, 1",
    "283_all, 0",
    "315_minimal, 2",
    "315_all, 1",
    "423_minimal, 2",
    "423_all, 1",
    "collateral_minimal, 5",
    "collateral_all, 4"
  })
  void aSelectiveMetagraphThatIsCutIsRefusedUnlessItIsAnOlderOne(String layout, int older) {
    String name = "given/selective_sel-" + layout + "_n3";
    JsonNode expected = Fixtures.json(name);
    Set<MetagraphField> asked = SubnetMetagraphTest.fields(expected);
    assertThat(decodedCuts(name, bytes -> SubnetMetagraph.decodeSelective(bytes, asked)))
        .isEqualTo(older);
  }

  private static int decodedCuts(String name, Function<byte[], Object> decoder) {
    byte[] bytes = Fixtures.bytes(name);
    int decoded = 0;
    for (int length = 0; length < bytes.length; length++) {
      // Decoders checks that a failure names field and offset.
      if (Decoders.decodes(decoder, Arrays.copyOf(bytes, length))) {
        decoded++;
      }
    }
    assertThat(Decoders.decodes(decoder, bytes)).isTrue();
    return decoded;
  }
}
