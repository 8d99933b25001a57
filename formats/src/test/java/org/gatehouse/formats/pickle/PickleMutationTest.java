package org.gatehouse.formats.pickle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.gatehouse.formats.FormatException;
import org.junit.jupiter.api.Test;

/** Damaged pickles are read or refused, and nothing else. */
final class PickleMutationTest {

  private static final long SEED = 20_240_611;
  private static final int MUTATIONS = 80_000;

  @Test
  void mutatedPicklesAreReadOrRefused() {
    List<byte[]> corpus =
        Stream.of(
                "plain-4.pkl",
                "plain-3.pkl",
                "numpy2-arrays.pkl",
                "numpy2-arrays.pkl",
                "numpy2-bigendian.pkl",
                "hostile-system.pkl",
                "hostile-dict-loop.pkl",
                "shared-2-to-the-50.pkl")
            .map(Pickles::written)
            .toList();
    Random random = new Random(SEED);
    int read = 0;
    for (int i = 0; i < MUTATIONS; i++) {
      byte[] mutated = mutate(corpus.get(random.nextInt(corpus.size())), random);
      try {
        Object value = Pickles.read(mutated);
        if (PickleValues.describe(value).length() > 200) {
          fail("seed " + SEED + ", mutation " + i + ": a long description");
        }
        read++;
      } catch (FormatException e) {
        requirePlace(e, i);
      } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
        fail("seed " + SEED + ", mutation " + i, e);
      }
    }
    assertThat(read).isBetween(MUTATIONS / 50, MUTATIONS * 2 / 3);
  }

  @Test
  void randomInstructionsAreReadOrRefused() {
    Opcode[] opcodes = Stream.of(Opcode.values()).filter(Opcode::isRead).toArray(Opcode[]::new);
    Random random = new Random(SEED);
    int read = 0;
    for (int i = 0; i < MUTATIONS; i++) {
      Object[] parts = new Object[2 + random.nextInt(20)];
      for (int j = 0; j < parts.length; j++) {
        parts[j] =
            random.nextInt(4) == 0
                ? (Object) random.nextInt(4)
                : opcodes[2 + random.nextInt(opcodes.length - 2)];
      }
      parts[parts.length - 1] = Opcode.STOP;
      try {
        Pickles.read(Pickles.of(parts));
        read++;
      } catch (FormatException e) {
        requirePlace(e, i);
      } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
        fail("seed " + SEED + ", program " + i + " " + Arrays.toString(parts), e);
      }
    }
    assertThat(read).isPositive();
  }

  private static void requirePlace(FormatException e, int i) {
    if (!e.getMessage().startsWith("p.pkl: ")) {
      fail("seed " + SEED + ", mutation " + i, e);
    }
  }

  private static byte[] mutate(byte[] valid, Random random) {
    byte[] mutated = valid.clone();
    switch (random.nextInt(4)) {
      case 0 -> {
        for (int flips = 1 + random.nextInt(3); flips > 0; flips--) {
          mutated[random.nextInt(mutated.length)] ^= (byte) (1 << random.nextInt(8));
        }
      }
      case 1 -> mutated = Arrays.copyOf(valid, random.nextInt(valid.length));
      case 2 -> {
        int from = random.nextInt(valid.length);
        int length = random.nextInt(Math.min(40, valid.length - from));
        System.arraycopy(valid, from, mutated, random.nextInt(valid.length - length), length);
      }
      default -> {
        Opcode[] opcodes = Opcode.values();
        mutated[random.nextInt(valid.length)] =
            (byte) opcodes[random.nextInt(opcodes.length)].code();
      }
    }
    return mutated;
  }
}
