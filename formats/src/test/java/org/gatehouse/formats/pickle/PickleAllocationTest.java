package org.gatehouse.formats.pickle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.gatehouse.formats.FormatException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Memory grows with the bytes that are there, whatever they claim. */
final class PickleAllocationTest {

  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
  private static final int REPEATS = 10;
  private static final byte[] HUGE = {-1, -1, -1, 127};
  private static final PickleLimits LARGE = PickleLimits.ofBytes(1L << 40);

  private static Stream<Arguments> claims() {
    return Stream.of(
        Arguments.of("text of 2^31", Pickles.of(Opcode.BINUNICODE, HUGE, "abc")),
        Arguments.of("bytes of 2^31", Pickles.of(Opcode.BINBYTES, HUGE, "abc")),
        Arguments.of("frame of 2^55", Pickles.of(Opcode.FRAME, HUGE, HUGE, "N.")),
        Arguments.of("memo of 2^31", Pickles.of(Opcode.NONE, Opcode.LONG_BINPUT, HUGE, "N.")),
        Arguments.of("memo of the limit", Pickles.of("Nr", new byte[] {-1, -1, 127, 0}, ".")),
        Arguments.of("endless name", Pickles.of(Opcode.GLOBAL, "x".repeat(100_000))),
        Arguments.of("long of 255", Pickles.of(Opcode.LONG1, 255, 1)));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("claims")
  void aPickleThatClaimsTooMuchIsRefusedInLittleMemory(String name, byte[] pickle) {
    refuse(pickle); // Loads classes, which allocates.
    long before = THREADS.getCurrentThreadAllocatedBytes();
    for (int i = 0; i < REPEATS; i++) {
      refuse(pickle);
    }
    long each = (THREADS.getCurrentThreadAllocatedBytes() - before) / REPEATS;
    assertThat(each).as(name).isBetween(1L, 120_000L);
  }

  private static void refuse(byte[] pickle) {
    assertThatThrownBy(() -> Pickles.read(pickle, LARGE, PickleClasses.none()))
        .isInstanceOf(FormatException.class);
  }

  @Test
  void noInstructionTakesManyTimesItsSize() {
    // The dearest values by the byte: empty lists and dicts, and lists and dicts of one.
    for (String unit : new String[] {"]", "}", "]Na", "}K\u0001Ns", ")", "N\u0085", "]\u0094"}) {
      byte[] one = unit.getBytes(StandardCharsets.ISO_8859_1);
      int times = 100_000;
      byte[] many = new byte[one.length * times];
      for (int i = 0; i < many.length; i++) {
        many[i] = one[i % one.length];
      }
      byte[] pickle = Pickles.of(Opcode.MARK, many, Opcode.TUPLE, Opcode.STOP);
      long before = THREADS.getCurrentThreadAllocatedBytes();
      Pickles.read(pickle, LARGE, PickleClasses.none());
      long perByte = (THREADS.getCurrentThreadAllocatedBytes() - before) / pickle.length;
      assertThat(perByte)
          .as("bytes of garbage and values for each byte of %s", unit)
          .isLessThan(200);
    }
  }
}
