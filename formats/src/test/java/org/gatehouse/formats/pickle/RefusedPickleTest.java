package org.gatehouse.formats.pickle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.gatehouse.formats.FormatException;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

final class RefusedPickleTest {

  private static void assertRefused(byte[] pickle, String message) {
    assertThatThrownBy(() -> Pickles.read(pickle))
        .isInstanceOf(FormatException.class)
        .hasMessage("p.pkl: " + message);
  }

  @Nested
  final class Opcodes {

    @Test
    void everyOpcodeOfPythonHasItsNameAndCode() {
      assertThat(
              Stream.of(Opcode.values())
                  .map(opcode -> opcode.name() + " " + opcode.code())
                  .collect(Collectors.toSet()))
          .containsExactlyInAnyOrderElementsOf(
              new String(Pickles.written("opcodes.txt"), StandardCharsets.US_ASCII)
                  .lines()
                  .toList());
    }

    private static Stream<Opcode> refused() {
      return Stream.of(Opcode.values()).filter(opcode -> !opcode.isRead());
    }

    @ParameterizedTest
    @MethodSource("refused")
    void thoseThatAreNotReadAreRefusedByName(Opcode opcode) {
      assertRefused(
          Pickles.of(opcode, new byte[32]),
          "opcode "
              + opcode
              + " at offset 2 is refused; expected plain values, arrays and allowed classes only");
    }

    @Test
    void thirtyEightAreRead() {
      assertThat(Stream.of(Opcode.values()).filter(Opcode::isRead)).hasSize(38);
      assertThat(refused()).hasSize(30).contains(Opcode.INST, Opcode.EXT1, Opcode.BYTEARRAY8);
    }

    @Test
    void aByteThatIsNoneIsRefused() {
      assertRefused(Pickles.of(0), "offset 2: expected a pickle opcode, found byte 0x00");
    }
  }

  @Nested
  final class Code {

    @ParameterizedTest
    @CsvSource({
      "system, posix.system",
      "eval, builtins.eval",
      "getattr, builtins.getattr",
      "complex, builtins.complex"
    })
    void whatPythonWouldCallIsRefusedByName(String file, String name) {
      assertThatThrownBy(() -> Pickles.read("hostile-" + file + ".pkl"))
          .isInstanceOf(FormatException.class)
          .hasMessageStartingWith("p.pkl: STACK_GLOBAL at offset ")
          .hasMessageEndingWith(
              "the name '" + name + "' is refused; it is not among those allowed here");
      assertThat(Files.exists(Path.of("/tmp/gatehouse-was-here"))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "os\nsystem\n",
          "java.lang\nRuntime\n",
          "a\nPoint2\n",
          "a.Point\n__init__\n",
          "\n\n",
          "numpy\nload\n",
          "a\npoint\n",
          "numpy.core.multiarray._reconstruct\n\n"
        })
    void everyOtherNameIsRefusedInTheOldNotationToo(String name) {
      assertThatThrownBy(() -> Pickles.read(Pickles.of(Opcode.GLOBAL, name, Opcode.STOP)))
          .isInstanceOf(FormatException.class)
          .hasMessage(
              "p.pkl: GLOBAL at offset 2: the name '"
                  + name.strip().replaceFirst("\n", ".").replaceFirst("^$", ".")
                  + (name.endsWith("\n\n") && name.length() > 2 ? "." : "")
                  + "' is refused; it is not among those allowed here");
    }

    @Test
    void anAllowedNameIsNoFunction() {
      assertRefused(
          Pickles.of(Opcode.GLOBAL, "a\nPoint\n", Opcode.EMPTY_TUPLE, Opcode.REDUCE),
          "REDUCE at offset 12: expected a call of an allowed function, found the name a.Point with"
              + " a tuple of 0");
      assertRefused(
          Pickles.of(Opcode.GLOBAL, "numpy\ndtype\n", Opcode.EMPTY_LIST, Opcode.REDUCE),
          "REDUCE at offset 16: expected a call of an allowed function, found the name numpy.dtype"
              + " with a list of 0");
      assertRefused(
          Pickles.of(Opcode.SHORT_BINUNICODE, 4, "eval", Opcode.EMPTY_TUPLE, Opcode.REDUCE),
          "REDUCE at offset 9: expected a call of an allowed function, found 'eval' with a tuple of"
              + " 0");
    }

    @Test
    void anAllowedFunctionIsNoClass() {
      assertRefused(
          Pickles.of(Opcode.GLOBAL, "numpy\ndtype\n", Opcode.EMPTY_TUPLE, Opcode.NEWOBJ),
          "NEWOBJ at offset 16: expected a new object of an allowed class without arguments, found"
              + " the name numpy.dtype with a tuple of 0");
      assertRefused(
          Pickles.of(Opcode.GLOBAL, "a\nPoint\n", Opcode.NONE, Opcode.TUPLE1, Opcode.NEWOBJ),
          "NEWOBJ at offset 13: expected a new object of an allowed class without arguments, found"
              + " the name a.Point with a tuple of 1");
    }

    @Test
    void onlyObjectsTakeAState() {
      assertRefused(
          Pickles.of(Opcode.EMPTY_LIST, Opcode.EMPTY_DICT, Opcode.BUILD),
          "BUILD at offset 4: expected a value that takes a state, found a list of 0");
      assertRefused(
          Pickles.of(Opcode.EMPTY_DICT, Opcode.EMPTY_DICT, Opcode.BUILD),
          "BUILD at offset 4: expected a dict of attributes for a new OrderedDict, found a dict of 0"
              + " for a dict of 0");
      assertRefused(
          Pickles.of(
              Opcode.GLOBAL,
              "a\nPoint\n",
              Opcode.EMPTY_TUPLE,
              Opcode.NEWOBJ,
              Opcode.EMPTY_DICT,
              Opcode.BUILD,
              Opcode.EMPTY_DICT,
              Opcode.BUILD),
          "BUILD at offset 16: expected one dict of attributes for an object of a.Point, found a"
              + " second, a dict of 0");
    }

    @Test
    void aReferenceToAnythingOutsideIsRefused() {
      assertRefused(
          Pickles.of(Opcode.SHORT_BINUNICODE, 7, "storage", Opcode.BINPERSID, Opcode.STOP),
          "BINPERSID at offset 11: expected no reference to anything outside of the pickle, found"
              + " 'storage'");
    }
  }

  @Nested
  final class Shape {

    @Test
    void aValueThatHoldsItselfIsRefused() {
      assertRefused(
          Pickles.written("hostile-loop.pkl"),
          "expected values that do not hold themselves, found a list of 1 that does");
      assertRefused(
          Pickles.written("hostile-dict-loop.pkl"),
          "expected values that do not hold themselves, found a dict of 1 that does");
    }

    @ParameterizedTest
    @ValueSource(ints = {65, 100_000})
    void nestingIsBounded(int depth) {
      byte[] tuples = new byte[depth];
      Arrays.fill(tuples, (byte) Opcode.TUPLE1.code());

      assertThatThrownBy(() -> Pickles.read(Pickles.of(Opcode.NONE, tuples, Opcode.STOP)))
          .isInstanceOf(FormatException.class)
          .hasMessage("p.pkl: expected values at most 64 deep, found a tuple of 1 deeper");
      assertThat(Pickles.read(Pickles.of(Opcode.NONE, Arrays.copyOf(tuples, 64), Opcode.STOP)))
          .hasToString("a tuple of 1");
    }

    @Test
    void nestingThroughTheMemoIsBoundedToo() {
      // [[]] is put into a list that a deep tuple holds already.
      byte[] tuples = new byte[63];
      Arrays.fill(tuples, (byte) Opcode.TUPLE1.code());

      assertRefused(
          Pickles.of(
              Opcode.EMPTY_LIST,
              Opcode.MEMOIZE,
              tuples,
              Opcode.BINGET,
              0,
              Opcode.EMPTY_LIST,
              Opcode.EMPTY_LIST,
              Opcode.APPEND,
              Opcode.APPEND,
              Opcode.TUPLE2,
              Opcode.STOP),
          "expected values at most 64 deep, found a list of 1 deeper");
    }

    @Test
    void openMarksAreBounded() {
      byte[] marks = new byte[65];
      Arrays.fill(marks, (byte) Opcode.MARK.code());

      assertRefused(
          Pickles.of((Object) marks),
          "MARK at offset 66: expected at most 64 open marks, found more");
    }

    @Test
    void theMemoIsBoundedAndHasNoGaps() {
      assertRefused(
          Pickles.of(Opcode.NONE, Opcode.LONG_BINPUT, new byte[] {-1, -1, -1, 127}),
          "LONG_BINPUT at offset 3: expected a memo index of at most 0, found 2147483647");
      assertRefused(
          Pickles.of(Opcode.NONE, Opcode.LONG_BINPUT, new byte[] {-1, -1, -1, -1}),
          "LONG_BINPUT at offset 3: expected at most 2147483647, found 4294967295");
      assertRefused(
          Pickles.of(Opcode.BINGET, 0),
          "BINGET at offset 2: expected a memo index below 0, found 0");
      assertThatThrownBy(
              () ->
                  Pickles.read(
                      Pickles.of(Opcode.NONE, Opcode.MEMOIZE, Opcode.MEMOIZE, Opcode.MEMOIZE),
                      new PickleLimits(99, 9, 2, 9),
                      PickleClasses.none()))
          .isInstanceOf(FormatException.class)
          .hasMessage("p.pkl: MEMOIZE at offset 5: expected a memo index of at most 1, found 2");
    }

    @Test
    void theNumberOfValuesIsBounded() {
      assertThatThrownBy(
              () ->
                  Pickles.read(
                      Pickles.of(Opcode.NONE, Opcode.NONE, Opcode.NONE),
                      new PickleLimits(99, 2, 9, 9),
                      PickleClasses.none()))
          .isInstanceOf(FormatException.class)
          .hasMessage("p.pkl: NONE at offset 4: expected at most 2 values, found more");
    }

    @Test
    void theNumberOfBytesIsBounded() {
      assertThatThrownBy(
              () ->
                  Pickles.read(
                      Pickles.written("plain-4.pkl"),
                      new PickleLimits(100, 99, 99, 9),
                      PickleClasses.none()))
          .isInstanceOf(FormatException.class)
          .hasMessageContaining(
              "LONG1 at offset 96: expected a pickle of at most 100 bytes, found 8 more after 98");
    }

    @Test
    void keysArePlainAndComeOnce() {
      assertRefused(
          Pickles.of(Opcode.EMPTY_DICT, Opcode.EMPTY_TUPLE, Opcode.NONE, Opcode.SETITEM),
          "SETITEM at offset 5: expected a key that is text, a whole number or a boolean, found a"
              + " tuple of 0");
      assertRefused(
          Pickles.of(
              Opcode.EMPTY_DICT,
              Opcode.MARK,
              Opcode.NEWTRUE,
              Opcode.NONE,
              Opcode.NEWTRUE,
              Opcode.NONE,
              Opcode.SETITEMS),
          "SETITEMS at offset 8: expected a key that the dict has not yet, found True");
    }

    @Test
    void whatIsMissingOrLeftOverIsRefused() {
      assertRefused(
          Pickles.of(Opcode.STOP), "STOP at offset 2: expected a value on the stack, found none");
      assertRefused(
          Pickles.of(Opcode.NONE, Opcode.NONE, Opcode.STOP),
          "STOP at offset 4: expected one value and no open frame or mark, found more");
      assertRefused(
          Pickles.of(Opcode.NONE, Opcode.STOP, 0),
          "STOP at offset 3: expected the end of the pickle, found more bytes");
      assertRefused(
          Pickles.of(Opcode.NONE, Opcode.MARK, Opcode.TUPLE1),
          "TUPLE1 at offset 4: expected a value on the stack, found none");
      assertRefused(Pickles.of(Opcode.TUPLE), "TUPLE at offset 2: expected a mark, found none");
      assertRefused(
          Pickles.of(Opcode.NONE, Opcode.EMPTY_LIST, Opcode.MEMOIZE, Opcode.APPEND),
          "APPEND at offset 5: expected a list to append to, found None");
    }

    @Test
    void framesMayNeitherNestNorCutAnInstruction() {
      byte[] nine = {9, 0, 0, 0, 0, 0, 0, 0};
      byte[] one = {1, 0, 0, 0, 0, 0, 0, 0};
      byte[] most = {-1, -1, -1, -1, -1, -1, -1, -1};

      assertRefused(
          Pickles.of(Opcode.FRAME, nine, Opcode.FRAME, nine),
          "FRAME at offset 11: expected a frame outside of another, found one of 9 bytes in the"
              + " frame that ends at offset 20");
      assertRefused(
          Pickles.of(Opcode.FRAME, most),
          "FRAME at offset 2: expected a frame outside of another, found one of"
              + " 18446744073709551615 bytes");
      assertRefused(
          Pickles.of(Opcode.FRAME, one, Opcode.BININT1, 5),
          "BININT1 at offset 11: expected to end within its frame, at offset 12");
      assertRefused(
          Pickles.of(Opcode.FRAME, nine, Opcode.NONE, Opcode.STOP),
          "STOP at offset 12: expected one value and no open frame or mark, found more");
    }

    @Test
    void textIsUtf8() {
      assertRefused(
          Pickles.of(Opcode.SHORT_BINUNICODE, 2, 0xc3, 0x28),
          "SHORT_BINUNICODE at offset 2: expected UTF-8 text, found other bytes among 2");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 6, 255})
    void otherProtocolsAreRefused(int protocol) {
      assertRefused(
          new byte[] {(byte) 0x80, (byte) protocol, 'N', '.'},
          "PROTO at offset 0: expected one pickle of protocol 2 to 5, found protocol " + protocol);
    }

    @Test
    void withoutProtocolItIsNone() {
      assertRefused(
          new byte[] {'N', '.'},
          "NONE at offset 0: expected PROTO as the first opcode, found NONE");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"plain-4.pkl", "plain-3.pkl", "numpy2-arrays.pkl"})
  void everyTruncationIsRefused(String name) {
    byte[] whole = Pickles.written(name);
    for (int length = 0; length < whole.length; length++) {
      byte[] part = Arrays.copyOf(whole, length);
      assertThatThrownBy(() -> Pickles.read(part))
          .as("the first %d bytes", length)
          .isInstanceOf(FormatException.class)
          .hasMessageEndingWith("the pickle is truncated");
    }
    assertThat(List.of(Pickles.read(whole))).hasSize(1);
  }
}
