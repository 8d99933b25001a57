package org.gatehouse.metagraph.adapters.subtensor.scale;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What tells the layouts of different runtimes apart, and what is refused as none of them. */
class LayoutTest {

  private static byte[] append(byte[] bytes, String hex) {
    return HexText.decode(HexText.encode(bytes) + hex);
  }

  private static Optional<SubnetMetagraph> selective(byte[] bytes, MetagraphField... asked) {
    return SubnetMetagraph.decodeSelective(bytes, Set.of(asked));
  }

  @Nested
  class Identities {

    /** Netuid, name and symbol not asked for, the identity's texts, and empty fields up to one. */
    private static byte[] answer(String texts, int last) {
      return HexText.decode("0x01" + "1c" + "0000" + "0101" + texts + "00".repeat(last - 3));
    }

    @ParameterizedTest
    @ValueSource(ints = {72, 73, 76, 90})
    void eightTextsAreReadWhereTheAnswerIsOfALayoutThatHasThem(int last) {
      SubnetMetagraph metagraph =
          selective(answer("0441" + "00".repeat(5) + "0442" + "00", last), MetagraphField.IDENTITY)
              .orElseThrow();

      assertThat(texts(metagraph)).hasSize(8).containsEntry("logo_url", "B");
    }

    @Test
    void emptyTextsAreNotTakenForEmptyFields() {
      assertThat(texts(selective(answer("00".repeat(7), 71)).orElseThrow())).hasSize(7);
      assertThat(texts(selective(answer("00".repeat(8), 72)).orElseThrow())).hasSize(8);
    }

    @Test
    void sevenTextsAreReadWhereTheAnswerEndsAsItDidThen() {
      SubnetMetagraph metagraph =
          selective(answer("0441" + "00".repeat(5) + "0442", 71), MetagraphField.IDENTITY)
              .orElseThrow();

      assertThat(texts(metagraph)).hasSize(7).containsEntry("additional", "B");
      assertThat(metagraph.has(MetagraphField.VALIDATORS)).isFalse();
    }

    private static Map<String, String> texts(SubnetMetagraph metagraph) {
      return ((Optional<?>) metagraph.get(MetagraphField.IDENTITY))
          .map(identity -> ((Identity) identity).texts())
          .orElseThrow();
    }
  }

  @Nested
  class SelectiveAnswers {

    @Test
    void aFieldThatWasAskedForAndIsNotThereIsAnError() {
      byte[] bytes = Fixtures.bytes("given/selective_sel-283_minimal_n3");

      assertThatThrownBy(() -> selective(bytes, MetagraphField.NETUID, MetagraphField.TEMPO))
          .isInstanceOf(ScaleException.class)
          .hasMessage(
              "metagraph.tempo at byte 14: expected a value, for it was asked for, found none");
    }

    @Test
    void aFieldThatTheRuntimeIsTooOldForIsAbsent() {
      Set<MetagraphField> asked = EnumSet.copyOf(MetagraphField.OF_PEERS);
      asked.add(MetagraphField.COLLATERAL_EARNED);
      SubnetMetagraph metagraph =
          SubnetMetagraph.decodeSelective(
                  Fixtures.bytes("given/selective_sel-283_minimal_n3"), asked)
              .orElseThrow();

      assertThat(metagraph.has(MetagraphField.COLLATERAL_EARNED)).isFalse();
      assertThatThrownBy(() -> metagraph.get(MetagraphField.COLLATERAL_EARNED))
          .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void emptyFieldsOfANewerRuntimeArePassedOver() {
      byte[] bytes = Fixtures.bytes("given/selective_sel-collateral_minimal_n3");

      assertThat(selective(append(bytes, "000000")).orElseThrow().hotkeys())
          .isEqualTo(selective(bytes).orElseThrow().hotkeys());
    }

    @Test
    void aValueInAFieldOfANewerRuntimeIsRefusedWithItsOffset() {
      byte[] bytes = Fixtures.bytes("given/selective_sel-collateral_minimal_n3");

      assertThatThrownBy(() -> selective(append(bytes, "00010400")))
          .isInstanceOf(ScaleException.class)
          .hasMessage(
              "metagraph at byte %d: expected the end of the newest known layout, found byte 1:"
                      .formatted(bytes.length + 1)
                  + " this is a newer layout");
    }
  }

  @Nested
  class FullAnswers {

    @ParameterizedTest
    @ValueSource(strings = {"233", "283", "423", "collateral"})
    void bytesAfterTheLastFieldAreRefusedWithTheirOffset(String layout) {
      byte[] bytes = Fixtures.bytes("given/metagraph_mg-" + layout + "_n3");

      assertThatThrownBy(() -> SubnetMetagraph.decodeFull(append(bytes, "ff")))
          .isInstanceOf(ScaleException.class)
          .hasMessageMatching(
              "metagraph.* at byte (%d|%d): expected .*, found .*"
                  .formatted(bytes.length, bytes.length + 1));
    }

    @Test
    void moreThanTheNewestLayoutIsSaidToBeNewer() {
      byte[] bytes = Fixtures.bytes("given/metagraph_mg-collateral_n3");

      assertThatThrownBy(() -> SubnetMetagraph.decodeFull(append(bytes, "0000")))
          .hasMessage(
              "metagraph at byte %d: expected the end of the newest known layout,"
                      .formatted(bytes.length)
                  + " found 2 more bytes: this is a newer layout");
    }

    @Test
    void noSubnetIsNothing() {
      assertThat(SubnetMetagraph.decodeFull(new byte[1])).isEmpty();
      assertThatThrownBy(() -> SubnetMetagraph.decodeFull(new byte[2]))
          .isInstanceOf(ScaleException.class)
          .hasMessage("the answer at byte 1: expected the end, found 1 more bytes");
    }
  }

  /**
   * Another encoder's answer, whose numbers are at random and mostly too large for their fields:
   * what can be told by it is that the fields are of these kinds, in this order, and no others.
   */
  @Test
  void theNewestAnswerOfAnotherEncoderHasTheseFieldsInThisOrder() {
    JsonNode sample = Fixtures.json("recorded/corpus_spec438_selective_sample");
    ScaleReader in = new ScaleReader(HexText.decode(sample.get("hex").asText()));

    in.compact64("netuid");
    for (MetagraphField field : MetagraphField.values()) {
      if (field != MetagraphField.NETUID && in.option(field.fieldName())) {
        skip(in, field);
      }
    }

    in.end();
  }

  private static void skip(ScaleReader in, MetagraphField field) {
    String name = field.fieldName();
    switch (field.type()) {
      case C16, C64, C128 -> in.compact128(name);
      case TEXT, C16S, C64S -> Vectors.list(in, name, 1, each -> each.compact128(null));
      case AMOUNTS ->
          Vectors.list(in, name, 33, each -> List.of(each.account("a"), each.compact128("b")));
      case COMMITMENTS ->
          Vectors.list(
              in,
              name,
              33,
              each ->
                  List.of(
                      each.account("a"),
                      Vectors.list(each, "b", 1, data -> data.compact128(null))));
      default -> field.type().read(in, name);
    }
  }
}
