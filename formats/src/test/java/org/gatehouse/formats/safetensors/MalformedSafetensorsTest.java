package org.gatehouse.formats.safetensors;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.gatehouse.formats.FormatException;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

final class MalformedSafetensorsTest {
  private static final String A = "\"a\":{\"dtype\":\"U8\",\"shape\":[4],\"data_offsets\":[0,4]}";

  private static void refused(byte[] file, String message) {
    assertThatThrownBy(() -> RawFile.open(file))
        .isInstanceOf(FormatException.class)
        .hasMessage("m.safetensors: " + message);
  }

  private static String entry(String name, String dtype, String shape, String offsets) {
    return "\"%s\":{\"dtype\":\"%s\",\"shape\":%s,\"data_offsets\":%s}"
        .formatted(name, dtype, shape, offsets);
  }

  @Nested
  final class HeaderLength {
    private final byte[] json = "{}".getBytes(StandardCharsets.UTF_8);

    @Test
    void aFileTooShortForALengthIsRefused() {
      refused(new byte[5], "expected a header length of 8 bytes, found a file of 5");
      refused(new byte[0], "expected a header length of 8 bytes, found a file of 0");
    }

    @Test
    void aLengthOfTwoToThe63IsRefused() {
      refused(
          RawFile.of(Long.MIN_VALUE, json, 0),
          "header length at byte 0: expected at most 100000000, found 9223372036854775808");
    }

    @Test
    void aLengthBeyondTheLimitIsRefused() {
      refused(
          RawFile.of(100_000_001, json, 0),
          "header length at byte 0: expected at most 100000000, found 100000001");
    }

    @Test
    void aLengthBeyondTheFileIsRefused() {
      refused(
          RawFile.of(100_000_000, json, 3),
          "header length at byte 0: expected at most the 5 bytes that follow it, found 100000000");
    }

    @Test
    void anEmptyHeaderIsRefused() {
      refused(RawFile.of(0, json, 0), "header at byte 8: expected '{', found an empty header");
    }
  }

  @Nested
  final class Json {
    @Test
    void anythingButAnObjectIsRefused() {
      refused(RawFile.of("[1]", 0), "header at byte 8: expected '{', found 0x5b");
    }

    @Test
    void bytesThatAreNotUtf8AreRefusedWithTheirPosition() {
      byte[] json = "{\"x\":1}".getBytes(StandardCharsets.UTF_8);
      json[2] = (byte) 0xff;
      refused(RawFile.of(json.length, json, 0), "header at byte 10: expected UTF-8, found 0xff");
    }

    @Test
    void utf16IsNotGuessed() {
      byte[] json = "{}".getBytes(StandardCharsets.UTF_16LE);
      refused(
          RawFile.of(json.length, json, 0),
          "header near byte 10: Illegal character ((CTRL-CHAR, code 0)): only regular white space"
              + " (\\r, \\n, \\t) is allowed between tokens");
    }

    @Test
    void aTruncatedObjectIsRefused() {
      byte[] whole = RawFile.of("{" + A + "}", 0);
      byte[] header = Arrays.copyOfRange(whole, 8, 30);
      assertThatThrownBy(() -> RawFile.open(RawFile.of(header.length, header, 0)))
          .isInstanceOf(FormatException.class)
          .hasMessageStartingWith("m.safetensors: header near byte 30: Unexpected end-of-input");
    }

    @Test
    void positionsAreBytesNotCharacters() {
      refused(
          RawFile.of("{\"__metadata__\":{\"ü\":\"ü\",\"ß\":1}}", 0),
          "header near byte 41: __metadata__ 'ß': expected a string, found 1");
    }

    @Test
    void aNameTwiceIsRefused() {
      refused(RawFile.of("{" + A + "," + A + "}", 4), "header near byte 64: Duplicate field 'a'");
    }

    @Test
    void aKeyTwiceIsRefused() {
      refused(
          RawFile.of("{\"a\":{\"dtype\":\"U8\",\"dtype\":\"I8\"}}", 4),
          "header near byte 34: Duplicate field 'dtype'");
    }

    @Test
    void textAfterTheObjectIsRefused() {
      refused(
          RawFile.of("{}  []", 0),
          "header near byte 13: expected only spaces after the JSON object, found [");
    }

    @Test
    void deepNestingIsRefused() {
      assertThatThrownBy(() -> RawFile.open(RawFile.of("{\"a\":{\"b\":" + "[".repeat(5000), 0)))
          .isInstanceOf(FormatException.class)
          .hasMessageContaining("nesting depth");
    }

    @Test
    void metadataThatAreNoObjectAreRefused() {
      refused(
          RawFile.of("{\"__metadata__\":\"x\"}", 0),
          "header near byte 27: __metadata__: expected an object, found x");
    }
  }

  @Nested
  final class Entries {
    private void refusedHeader(String entry, String message) {
      byte[] file = RawFile.of("{" + entry + "}", 4);
      assertThatThrownBy(() -> RawFile.open(file))
          .isInstanceOf(FormatException.class)
          .hasMessageMatching(
              "\\Qm.safetensors: header near byte \\E\\d+\\Q: tensor 'a': " + message + "\\E");
    }

    @Test
    void anUnknownDtypeIsRefused() {
      refusedHeader(
          entry("a", "F4", "[8]", "[0,4]"),
          "dtype: expected one of [F64, F32, F16, BF16, I64, I32, I16, I8, U64, U32, U16, U8, BOOL,"
              + " F8_E4M3, F8_E5M2], found F4");
    }

    @Test
    void aMissingKeyIsRefused() {
      refusedHeader(
          "\"a\":{\"dtype\":\"U8\",\"shape\":[4]}",
          "expected dtype, shape and data_offsets, found no data_offsets");
      refusedHeader(
          "\"a\":{\"dtype\":\"U8\",\"data_offsets\":[0,4]}",
          "expected dtype, shape and data_offsets, found no shape");
      refusedHeader("\"a\":{}", "expected dtype, shape and data_offsets, found no dtype");
    }

    @Test
    void anEntryThatIsNoObjectIsRefused() {
      refusedHeader("\"a\":[1]", "expected an object, found [");
    }

    @Test
    void aShapeThatIsNoArrayIsRefused() {
      refusedHeader(entry("a", "U8", "4", "[0,4]"), "shape: expected an array, found 4");
    }

    @Test
    void numbersOutsideTheRangeAreRefused() {
      String expected = "expected whole numbers from 0 to 2^63 - 1, found ";
      refusedHeader(entry("a", "U8", "[-1]", "[0,4]"), "shape: " + expected + "-1");
      refusedHeader(entry("a", "U8", "[4.0]", "[0,4]"), "shape: " + expected + "4.0");
      refusedHeader(entry("a", "U8", "[\"4\"]", "[0,4]"), "shape: " + expected + "4");
      refusedHeader(
          entry("a", "U8", "[4]", "[0,9223372036854775808]"),
          "data_offsets: " + expected + "9223372036854775808");
    }

    @Test
    void offsetsThatAreNoPairInOrderAreRefused() {
      refusedHeader(
          entry("a", "U8", "[4]", "[4,0]"),
          "data_offsets: expected [begin, end], begin first, found [4, 0]");
      refusedHeader(
          entry("a", "U8", "[4]", "[0,4,4]"),
          "data_offsets: expected [begin, end], begin first, found [0, 4, 4]");
    }

    @Test
    void aShapeWhoseProductOverflowsIsRefused() {
      refusedHeader(
          entry("a", "U8", "[4294967296,4294967296]", "[0,4]"),
          "expected a size below 2^63 bytes, found shape [4294967296, 4294967296] of U8,"
              + " data_offsets [0, 4]");
    }
  }

  @Nested
  final class Data {
    private final String b = entry("b", "U8", "[4]", "[4,8]");

    /** Where the data begin: after the length and this header. */
    private int start(String header) {
      return 8 + header.length();
    }

    @Test
    void aSizeThatDisagreesWithTheShapeIsRefused() {
      String header = "{" + entry("a", "F32", "[2,3]", "[0,20]") + "}";
      refused(
          RawFile.of(header, 20),
          ("tensor 'a' (F32 [2, 3], data_offsets [0, 20]): expected 24 bytes for that dtype and"
                  + " shape, found 20 at bytes %d to %d of the file")
              .formatted(start(header), start(header) + 20));
    }

    @Test
    void offsetsBeyondTheFileAreRefused() {
      String header = "{" + A + "," + b + "}";
      refused(
          RawFile.of(header, 7),
          ("tensor 'b' (U8 [4], data_offsets [4, 8]) lies beyond the file: expected at most 7"
                  + " bytes of data after byte %d")
              .formatted(start(header)));
      String huge =
          "{" + entry("a", "U8", "[9223372036854775807]", "[0,9223372036854775807]") + "}";
      refused(
          RawFile.of(huge, 4),
          ("tensor 'a' (U8 [9223372036854775807], data_offsets [0, 9223372036854775807]) lies"
                  + " beyond the file: expected at most 4 bytes of data after byte %d")
              .formatted(start(huge)));
    }

    @Test
    void overlappingTensorsAreRefused() {
      String header = "{" + entry("b", "U8", "[4]", "[2,6]") + "," + A + "}";
      refused(
          RawFile.of(header, 6),
          ("tensor 'b' (U8 [4], data_offsets [2, 6]) overlaps tensor 'a' (U8 [4], data_offsets"
                  + " [0, 4]): bytes %d to %d of the file belong to both")
              .formatted(start(header) + 2, start(header) + 4));
    }

    @Test
    void aHoleBetweenTensorsIsRefused() {
      String header = "{" + A + "," + entry("b", "U8", "[2]", "[6,8]") + "}";
      refused(
          RawFile.of(header, 8),
          ("bytes %d to %d of the file, between tensor 'a' (U8 [4], data_offsets [0, 4]) and"
                  + " tensor 'b' (U8 [2], data_offsets [6, 8]), belong to no tensor")
              .formatted(start(header) + 4, start(header) + 6));
    }

    @Test
    void aHoleAfterTheHeaderIsRefused() {
      String header = "{" + b + "}";
      refused(
          RawFile.of(header, 8),
          ("bytes %d to %d of the file, between the header and tensor 'b' (U8 [4], data_offsets"
                  + " [4, 8]), belong to no tensor")
              .formatted(start(header), start(header) + 4));
    }

    @Test
    void bytesAfterTheLastTensorAreRefused() {
      String header = "{" + A + "}";
      refused(
          RawFile.of(header, 9),
          ("bytes %d to %d of the file, between tensor 'a' (U8 [4], data_offsets [0, 4]) and the"
                  + " end of the file, belong to no tensor")
              .formatted(start(header) + 4, start(header) + 9));
      refused(
          RawFile.of("{}", 1),
          "bytes 10 to 11 of the file, between the header and the end of the file, belong to no"
              + " tensor");
    }
  }
}
