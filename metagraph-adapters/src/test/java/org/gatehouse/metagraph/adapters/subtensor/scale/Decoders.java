package org.gatehouse.metagraph.adapters.subtensor.scale;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;

/** Every decoder of bytes, and what may come of any bytes at all. */
final class Decoders {

  static final List<Function<byte[], Object>> ALL =
      List.of(
          NeuronsLite::decode,
          SubnetMetagraph::decodeFull,
          bytes -> SubnetMetagraph.decodeSelective(bytes, Set.of()),
          bytes -> SubnetMetagraph.decodeSelective(bytes, MetagraphField.OF_PEERS),
          SubnetState::decode);

  /** What a message and a stack trace may take, and what each byte may. */
  private static final long ALLOCATION_OF_A_FAILURE = 32_000;

  private static final long ALLOCATION_OF_A_BYTE = 48;

  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private Decoders() {}

  /**
   * Decodes bytes and returns whether that succeeded.
   *
   * @throws AssertionError if it ended in another way than with values or with a {@link
   *     ScaleException} that names field and offset, or took too much memory
   */
  static boolean decodes(Function<byte[], Object> decoder, byte[] bytes) {
    long bound = ALLOCATION_OF_A_FAILURE + ALLOCATION_OF_A_BYTE * bytes.length;
    long before = THREADS.getCurrentThreadAllocatedBytes();
    boolean decoded = attempt(decoder, bytes);
    if (THREADS.getCurrentThreadAllocatedBytes() - before > bound) {
      // The first call of its kind also pays for loading classes.
      before = THREADS.getCurrentThreadAllocatedBytes();
      attempt(decoder, bytes);
      long allocated = THREADS.getCurrentThreadAllocatedBytes() - before;
      if (allocated > bound) {
        throw new AssertionError(allocated + " bytes allocated for " + describe(decoder, bytes));
      }
    }
    return decoded;
  }

  private static boolean attempt(Function<byte[], Object> decoder, byte[] bytes) {
    try {
      Objects.requireNonNull(decoder.apply(bytes));
      return true;
    } catch (ScaleException e) {
      String message = String.valueOf(e.getMessage());
      int offset = message.indexOf(" at byte ");
      if (offset <= 0 || message.indexOf(": expected ", offset) < 0) {
        throw new AssertionError("no field or offset in: " + message, e);
      }
      return false;
    } catch (RuntimeException | Error e) {
      throw new AssertionError(e + " came of " + describe(decoder, bytes), e);
    }
  }

  private static String describe(Function<byte[], Object> decoder, byte[] bytes) {
    return "decoder " + ALL.indexOf(decoder) + " with " + HexText.encode(bytes);
  }
}
