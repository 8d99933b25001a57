package org.gatehouse.formats.pickle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.stream.LongStream;
import org.gatehouse.formats.DType;
import org.gatehouse.formats.FormatException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class NumpyArrayTest {

  private final PickleDict arrays = (PickleDict) Pickles.read("numpy2-arrays.pkl");

  private NumpyArray array(String name) {
    return (NumpyArray) arrays.get(name);
  }

  @ParameterizedTest
  @CsvSource({"f4", "f2"})
  void floatsAreReadAndWidened(String type) {
    assertThat(array(type).floats()).containsExactly(0, 0.25f, 0.5f, 0.75f, 1, 1.25f);
  }

  @ParameterizedTest
  @CsvSource({"i8, I64", "i4, I32", "i2, I16", "i1, I8"})
  void signedWholeNumbersAreReadAndWidened(String type, DType dtype) {
    assertThat(array(type).info().dtype()).isEqualTo(dtype);
    assertThat(array(type).longs()).containsExactly(-3, -2, -1, 0, 1, 2);
  }

  @ParameterizedTest
  @CsvSource({"u8, -1", "u4, 4294967295", "u2, 65535", "u1, 255"})
  void unsignedWholeNumbersAreReadAndWidened(String type, long largest) {
    assertThat(array(type).longs()).containsExactly(0, largest);
  }

  @Test
  void booleansAreRead() {
    assertThat(array("b1").flags()).containsExactly(true, false);
  }

  @Test
  void shapesAreKept() {
    assertThat(array("f8").info().shape()).containsExactly(2L, 3L);
    assertThat(array("f8").bytes().getDouble(40)).isEqualTo(1.25);
    assertThat(array("empty").info().shape()).containsExactly(0L, 4L);
    assertThat(array("empty").floats()).isEmpty();
    assertThat(array("scalar array").info().shape()).isEmpty();
    assertThat(array("scalar array").longs()).containsExactly(5);
    assertThat(array("cube")).hasToString("a numpy array of I64 [2, 3, 4]");
  }

  @Test
  void theOrderOfFortranIsTurnedIntoRows() {
    assertThat(array("fortran").isFortranOrder()).isTrue();
    assertThat(array("fortran").floats()).containsExactly(0, 1, 2, 3, 4, 5);
    assertThat(array("cube").longs()).isEqualTo(LongStream.range(0, 24).toArray());
  }

  @Test
  void scalarsArePlainValues() {
    PickleList scalars = (PickleList) arrays.get("scalars");

    assertThat(scalars.get(0)).isEqualTo(1.5);
    assertThat(scalars.get(1)).isEqualTo(-2.5);
    assertThat(scalars.get(2)).isEqualTo(-7L);
    assertThat(scalars.get(3)).isEqualTo(BigInteger.TWO.pow(64).subtract(BigInteger.ONE));
    assertThat(scalars.get(4)).isEqualTo(true);
  }

  @Test
  void anotherTypeThanAskedForIsRefused() {
    assertThatThrownBy(() -> array("i8").floats())
        .isInstanceOf(FormatException.class)
        .hasMessage("p.pkl: tensor 'numpy.ndarray': expected F32, F16 or BF16, found I64");
    assertThatThrownBy(() -> array("f4").longs())
        .isInstanceOf(FormatException.class)
        .hasMessageEndingWith(", I32, I16, I8, U64, U32, U16, U8], found F32");
    assertThatThrownBy(() -> array("u1").flags())
        .isInstanceOf(FormatException.class)
        .hasMessage("p.pkl: array 'numpy.ndarray': expected one of [BOOL], found U8");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          bigendian | BUILD at offset 139: expected byte order '<' of a numpy dtype, found '>'
          text      | REDUCE at offset 113: expected a numpy dtype among [b1, f2, f4, f8, i1, i2, i4, i8, u1, u2, u4, u8], found 'U2'
          objects   | REDUCE at offset 113: expected a numpy dtype among [b1, f2, f4, f8, i1, i2, i4, i8, u1, u2, u4, u8], found 'O8'
          record    | REDUCE at offset 113: expected a numpy dtype among [b1, f2, f4, f8, i1, i2, i4, i8, u1, u2, u4, u8], found 'V8'
          protocol5 | STACK_GLOBAL at offset 47: the name 'numpy._core.numeric._frombuffer' is refused; it is not among those allowed here
          """)
  void whatIsNoArrayOfPlainLittleEndianNumbersIsRefused(String name, String message) {
    assertThatThrownBy(() -> Pickles.read("numpy2-" + name + ".pkl"))
        .isInstanceOf(FormatException.class)
        .hasMessage("p.pkl: " + message);
  }

  private static Object array(byte[] shape, byte... elements) {
    return Pickles.read(
        Pickles.of(
            Opcode.GLOBAL,
            "numpy.core.multiarray\n_reconstruct\n",
            Opcode.GLOBAL,
            "numpy\nndarray\n",
            Opcode.EMPTY_TUPLE,
            Opcode.NONE,
            Opcode.TUPLE3,
            Opcode.REDUCE,
            Opcode.MARK,
            Opcode.BININT1,
            1,
            Opcode.MARK,
            shape,
            Opcode.TUPLE,
            Opcode.GLOBAL,
            "numpy\ndtype\n",
            Opcode.SHORT_BINUNICODE,
            2,
            "b1",
            Opcode.NEWFALSE,
            Opcode.NEWTRUE,
            Opcode.TUPLE3,
            Opcode.REDUCE,
            Opcode.MARK,
            Opcode.BININT1,
            3,
            Opcode.SHORT_BINUNICODE,
            1,
            "|",
            Opcode.NONE,
            Opcode.NONE,
            Opcode.NONE,
            Opcode.TUPLE,
            Opcode.BUILD,
            Opcode.NEWFALSE,
            Opcode.SHORT_BINBYTES,
            elements.length,
            elements,
            Opcode.TUPLE,
            Opcode.BUILD,
            Opcode.STOP));
  }

  @Test
  void aShapeThatItsBytesDoNotFillIsRefused() {
    byte[] two = {'K', 2};
    byte[] negative = {'J', -1, -1, -1, -1};
    byte[] huge = {'J', -1, -1, -1, 127, 'J', -1, -1, -1, 127, 'J', -1, -1, -1, 127};

    assertThat(((NumpyArray) array(two, (byte) 0, (byte) 1)).flags()).containsExactly(false, true);
    assertThatThrownBy(() -> array(two, (byte) 0))
        .isInstanceOf(FormatException.class)
        .hasMessageEndingWith(": expected 2 bytes for a numpy array of BOOL [2], found 1");
    assertThatThrownBy(() -> array(negative))
        .isInstanceOf(FormatException.class)
        .hasMessageEndingWith("expected dimensions of 0 or more, found shape [-1]");
    assertThatThrownBy(() -> array(huge))
        .isInstanceOf(FormatException.class)
        .hasMessageContaining("a numpy array's shape is impossible");
    assertThatThrownBy(() -> array("N".getBytes(StandardCharsets.US_ASCII)))
        .isInstanceOf(FormatException.class)
        .hasMessageEndingWith("expected a shape of whole numbers, found None");
  }

  @Test
  void aBooleanThatIsNeitherIsRefused() {
    NumpyArray array = (NumpyArray) array(new byte[] {'K', 2}, (byte) 0, (byte) 2);

    assertThatThrownBy(array::flags)
        .isInstanceOf(FormatException.class)
        .hasMessage("p.pkl: array 'numpy.ndarray': expected 0 or 1 as element 1, found 2");
  }
}
