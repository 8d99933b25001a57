package org.gatehouse.formats.pickle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class PickleReaderTest {

  private static List<Object> values(Object list) {
    List<Object> values = new ArrayList<>();
    ((PickleList) list).children().forEach(values::add);
    return values;
  }

  @Nested
  final class WhatPythonWrote {

    @ParameterizedTest
    @ValueSource(ints = {3, 4, 5})
    void plainValuesOfEveryProtocolAreRead(int protocol) {
      PickleDict dict = (PickleDict) Pickles.read("plain-" + protocol + ".pkl");

      assertThat(dict.keys())
          .containsExactly(
              "none", "true", "false", "ints", "big", "floats", "text", "bytes", "tuples", 7L,
              "dict", "shared");
      assertThat(dict.has("none")).isTrue();
      assertThat(dict.get("none")).isNull();
      assertThat(dict.get("true")).isEqualTo(true);
      assertThat(dict.get("false")).isEqualTo(false);
      assertThat(values(dict.get("ints")))
          .containsExactly(
              0L,
              255L,
              256L,
              65535L,
              65536L,
              -1L,
              (long) Integer.MAX_VALUE,
              (long) Integer.MIN_VALUE,
              1L << 31,
              Long.MIN_VALUE,
              Long.MAX_VALUE);
      assertThat(values(dict.get("big")))
          .containsExactly(
              BigInteger.TWO.pow(63),
              BigInteger.TWO.pow(63).negate().subtract(BigInteger.ONE),
              BigInteger.TWO.pow(64).subtract(BigInteger.ONE),
              BigInteger.TWO.pow(80));
      assertThat(values(dict.get("floats")))
          .containsExactly(0.5, -0.0, 1e300, Double.POSITIVE_INFINITY);
      assertThat(values(dict.get("text"))).containsExactly("", "abc", "τェ😀", "x".repeat(300));
      assertThat(dict.get(7L)).isEqualTo("seven");
      PickleDict nested = (PickleDict) ((PickleDict) dict.get("dict")).get("a");
      assertThat(((PickleDict) nested.get("b")).size()).isZero();
    }

    @Test
    void bytesAreReadOnly() {
      PickleDict dict = (PickleDict) Pickles.read("plain-4.pkl");

      assertThat(values(dict.get("bytes")))
          .containsExactly(
              ByteBuffer.allocate(0),
              ByteBuffer.wrap(new byte[] {0, -1}),
              ByteBuffer.wrap("y".repeat(300).getBytes(StandardCharsets.UTF_8)))
          .allMatch(bytes -> ((ByteBuffer) bytes).isReadOnly());
    }

    @Test
    void tuplesAreToldFromLists() {
      PickleDict dict = (PickleDict) Pickles.read("plain-4.pkl");

      assertThat(((PickleList) dict.get("ints")).isTuple()).isFalse();
      List<Object> tuples = values(dict.get("tuples"));
      assertThat(tuples).hasSize(5).allMatch(tuple -> ((PickleList) tuple).isTuple());
      assertThat(values(tuples.get(4))).containsExactly(1L, 2L, 3L, 4L);
      assertThat(((PickleList) tuples.get(2)).get(1)).isEqualTo(2L);
      assertThatThrownBy(() -> ((PickleList) tuples.get(2)).get(2))
          .isInstanceOf(IndexOutOfBoundsException.class);
    }

    @Test
    void whatIsSharedStaysShared() {
      PickleList shared = (PickleList) ((PickleDict) Pickles.read("plain-4.pkl")).get("shared");

      assertThat(shared.get(0)).isSameAs(shared.get(1));
      assertThat(values(shared.get(0))).containsExactly("shared");
    }

    @Test
    void longListsComeInBatches() {
      assertThat(values(Pickles.read("long-list.pkl")))
          .isEqualTo(LongStream.range(0, 3000).boxed().toList());
    }

    @Test
    void largeBytesStandOutsideOfFrames() {
      List<Object> values = values(Pickles.read("large-bytes.pkl"));

      assertThat(((ByteBuffer) values.get(0)).remaining()).isEqualTo(70_000);
      assertThat(values.get(1)).isEqualTo("end");
    }

    @Test
    void valuesSharedTooOftenToBePrintedOrComparedAreStillRead() {
      Object value = Pickles.read("shared-2-to-the-50.pkl");

      assertThat(value).hasToString("a list of 2").isEqualTo(value).hasSameHashCodeAs(value);
      assertThat(value).isNotEqualTo(Pickles.read("shared-2-to-the-50.pkl"));
    }
  }

  @Nested
  final class Objects {

    @Test
    void anAllowedClassBecomesARecordOfItsAttributes() {
      PickleRecord record =
          (PickleRecord)
              Pickles.read(
                  Pickles.of(
                      Opcode.GLOBAL,
                      "a\nPoint\n",
                      Opcode.EMPTY_TUPLE,
                      Opcode.NEWOBJ,
                      Opcode.EMPTY_DICT,
                      Opcode.SHORT_BINUNICODE,
                      1,
                      "x",
                      Opcode.BININT1,
                      5,
                      Opcode.SETITEM,
                      Opcode.BUILD,
                      Opcode.STOP));

      assertThat(record.className()).isEqualTo("a.Point");
      assertThat(record.attributes().get("x")).isEqualTo(5L);
      assertThat(record).hasToString("an object of a.Point");
    }

    @Test
    void anOrderedDictKeepsItsAttributesApart() {
      PickleDict dict =
          (PickleDict)
              Pickles.read(
                  Pickles.of(
                      Opcode.GLOBAL,
                      "collections\nOrderedDict\n",
                      Opcode.EMPTY_TUPLE,
                      Opcode.REDUCE,
                      Opcode.EMPTY_DICT,
                      Opcode.SHORT_BINUNICODE,
                      1,
                      "m",
                      Opcode.NONE,
                      Opcode.SETITEM,
                      Opcode.BUILD,
                      Opcode.STOP));

      assertThat(dict.size()).isZero();
      assertThat(dict.attributes().keys()).containsExactly("m");
      assertThat(dict).hasToString("an OrderedDict of 0");
    }
  }

  @Test
  void aStreamThatFailsIsNotAPickleThatIsWrong() {
    InputStream failing =
        new InputStream() {
          @Override
          public int read() throws IOException {
            throw new IOException("no disk");
          }

          @Override
          public int read(byte[] buffer, int offset, int length) throws IOException {
            throw new IOException("no disk");
          }
        };

    assertThatThrownBy(
            () ->
                PickleReader.read(
                    failing, "p.pkl", 9, PickleClasses.none(), PersistentReferences.none()))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessage("p.pkl: cannot be read: java.io.IOException: no disk");
  }
}
