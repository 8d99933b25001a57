package org.gatehouse.metagraph.adapters.subtensor.scale;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ScaleReaderTest {

  private static ScaleReader reader(String hex) {
    return new ScaleReader(HexText.decode(hex));
  }

  private static void refused(ThrowingCallable reading, String message) {
    assertThatThrownBy(reading).isInstanceOf(ScaleException.class).hasMessage(message);
  }

  @Nested
  class CompactIntegers {

    static List<JsonNode> good() {
      List<JsonNode> vectors = new ArrayList<>();
      JsonNode all = Fixtures.json("vectors/compact_vectors");
      all.get("good").forEach(vectors::add);
      all.get("non_canonical").forEach(vectors::add);
      vectors.removeIf(each -> each.has("why") && !each.path("canonical").asBoolean());
      assertThat(vectors).hasSize(26);
      return vectors;
    }

    static List<JsonNode> notShortest() {
      List<JsonNode> vectors = new ArrayList<>();
      Fixtures.json("vectors/compact_vectors").get("non_canonical").forEach(vectors::add);
      vectors.removeIf(each -> each.path("canonical").asBoolean());
      assertThat(vectors).hasSize(5);
      return vectors;
    }

    static List<String> truncated() {
      List<String> vectors = new ArrayList<>();
      Fixtures.json("vectors/compact_vectors")
          .get("truncated")
          .forEach(each -> vectors.add(each.asText()));
      assertThat(vectors).hasSize(8);
      return vectors;
    }

    @ParameterizedTest
    @MethodSource("good")
    void oneInItsRangeIsReadAndOneAboveIsRefused(JsonNode vector) {
      String hex = vector.get("hex").asText();
      BigInteger value = new BigInteger(vector.get("value").asText());

      assertThat(reader(hex).compact128("x")).isEqualTo(value);
      ranged(value, 8, hex, in -> BigInteger.valueOf(in.compact8("x")));
      ranged(value, 16, hex, in -> BigInteger.valueOf(in.compact16("x")));
      ranged(value, 64, hex, in -> new BigInteger(Long.toUnsignedString(in.compact64("x"))));
    }

    private void ranged(
        BigInteger value, int bits, String hex, Function<ScaleReader, BigInteger> reading) {
      ScaleReader in = reader(hex);
      if (value.bitLength() <= bits) {
        assertThat(reading.apply(in)).isEqualTo(value);
        in.end();
      } else {
        assertThatThrownBy(() -> reading.apply(in))
            .isInstanceOf(ScaleException.class)
            .hasMessageStartingWith("x at byte 0: expected a compact integer of at most ");
      }
    }

    @ParameterizedTest
    @MethodSource("notShortest")
    void oneThatIsNotInItsShortestFormIsRefused(JsonNode vector) {
      String hex = vector.get("hex").asText();
      String message =
          "x at byte 0: expected a compact integer in its shortest form, found %s in %d bytes"
              .formatted(vector.get("value").asText(), hex.length() / 2 - 1);

      refused(() -> reader(hex).compact16("x"), message);
      refused(() -> reader(hex).compact64("x"), message);
      refused(() -> reader(hex).compact128("x"), message);
      refused(() -> reader(hex).count("x", 1), message);
    }

    @ParameterizedTest
    @MethodSource("truncated")
    void oneThatIsCutIsRefused(String hex) {
      for (Function<ScaleReader, Object> reading :
          List.<Function<ScaleReader, Object>>of(
              in -> in.compact8("x"),
              in -> in.compact16("x"),
              in -> in.compact64("x"),
              in -> in.compact128("x"),
              in -> in.count("x", 1))) {
        assertThatThrownBy(() -> reading.apply(reader(hex)))
            .isInstanceOf(ScaleException.class)
            .hasMessageContaining("before the end");
      }
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "0x17ffffffffffffffff00",
          "0x1b00000000000000ffff00",
          "0x33ffffffffffffffffffffffffffffff00"
        })
    void aLongOneWithALeadingZeroIsRefused(String hex) {
      assertThatThrownBy(() -> reader(hex).compact128("x"))
          .isInstanceOf(ScaleException.class)
          .hasMessageContaining("expected a compact integer in its shortest form");
    }

    @Test
    void oneOfMoreThan16BytesIsRefused() {
      refused(
          () -> reader("0x37" + "ff".repeat(17)).compact128("x"),
          "x at byte 0: expected a compact integer of 128 bits, found one of 17 bytes");
    }
  }

  @Nested
  class FixedValues {

    @Test
    void integersAreLittleEndianAndUnsigned() {
      ScaleReader in = reader("0xfffeff" + "fdffffff" + "fcffffffffffffff");

      assertThat(in.u8("a")).isEqualTo(255);
      assertThat(in.u16("b")).isEqualTo(65534);
      assertThat(in.u32("c")).isEqualTo(4294967293L);
      assertThat(in.u64("d")).isEqualTo(-4);
      in.end();
    }

    @Test
    void aFixedPointNumberIsSigned() {
      assertThat(reader("0xfe" + "ff".repeat(15)).i128("x")).isEqualTo(BigInteger.valueOf(-2));
      assertThat(reader("0x0001" + "00".repeat(14)).i128("x")).isEqualTo(BigInteger.valueOf(256));
    }

    @Test
    void boolsAndOptionsAreNothingBut0And1() {
      assertThat(reader("0x00").bool("x")).isFalse();
      assertThat(reader("0x01").bool("x")).isTrue();
      assertThat(reader("0x01").option("x")).isTrue();
      refused(() -> reader("0x02").bool("x"), "x at byte 0: expected a bool, 0 or 1, found 2");
      refused(() -> reader("0xff").bool("x"), "x at byte 0: expected a bool, 0 or 1, found 255");
      refused(
          () -> reader("0x80").option("x"), "x at byte 0: expected an option, 0 or 1, found 128");
    }

    @Test
    void aCutValueSaysHowMuchIsThere() {
      ScaleReader in = reader("0x00ffff");
      in.u8("a");

      refused(() -> in.u32("b"), "b at byte 1: expected 4 bytes, found 2 before the end");
    }

    @Test
    void whatIsLeftIsRefused() {
      refused(
          () -> reader("0x00ffff").end(),
          "the answer at byte 0: expected the end, found 3 more bytes");
    }
  }

  @Nested
  class Vectors {

    @Test
    void aCountIsBelievedAsFarAsTheBytesReach() {
      assertThat(reader("0x0c" + "00".repeat(6)).count("x", 2)).isEqualTo(3);
      refused(
          () -> reader("0x0c" + "00".repeat(5)).count("x", 2),
          "x at byte 0: expected a count of at most 2 (5 bytes follow), found 3");
    }

    @Test
    void theLargestCountIsRefused() {
      refused(
          () -> reader("0x03ffffffff00").count("x", 1),
          "x at byte 0: expected a count of at most 1 (1 bytes follow), found 4294967295");
    }
  }
}
