package org.gatehouse.metagraph.adapters.subtensor.scale;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Bytes that no chain would answer: a million seeded ones, and a folder of nasty ones. */
class FuzzTest {

  private static final int CASES = 1_000_000;
  private static final int TEXTS = 100_000;
  private static final int PARTS = 8;
  private static final long SEED = 20_260_923;

  @Test
  void aMillionMutatedAnswersDecodeOrAreRefused() throws Exception {
    List<List<byte[]>> answers = Mutations.answers();
    // Threads of a pool, whose stack traces are short, and two parts at a time.
    ExecutorService pool = Executors.newFixedThreadPool(2);
    try {
      List<Future<int[]>> parts =
          IntStream.range(0, PARTS)
              .mapToObj(part -> pool.submit(() -> run(answers, SEED + part, CASES / PARTS)))
              .toList();
      int decoded = 0;
      int refused = 0;
      for (Future<int[]> part : parts) {
        decoded += part.get()[0];
        refused += part.get()[1];
      }

      assertThat(decoded + refused).isEqualTo(CASES);
      // Mutations that only ever break, or never do, would test nothing.
      assertThat(decoded).isGreaterThan(CASES / 100);
      assertThat(refused).isGreaterThan(CASES / 2);
    } catch (ExecutionException e) {
      throw new AssertionError("seeds " + SEED + " and up: " + e.getCause(), e);
    } finally {
      pool.shutdownNow();
    }
  }

  private static int[] run(List<List<byte[]>> answers, long seed, int cases) {
    Mutations mutations = new Mutations(answers, new SplittableRandom(seed));
    int[] decodedAndRefused = new int[2];
    for (int i = 0; i < cases; i++) {
      int decoder = mutations.nextInt(Decoders.ALL.size());
      byte[] bytes = mutations.next(decoder);
      decodedAndRefused[Decoders.decodes(Decoders.ALL.get(decoder), bytes) ? 0 : 1]++;
    }
    return decodedAndRefused;
  }

  @Test
  void mutatedTextsDecodeOrAreRefused() {
    SplittableRandom random = new SplittableRandom(SEED);
    Ss58 ss58 = new Ss58();
    String address = "5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY";
    int decoded = 0;
    for (int i = 0; i < TEXTS; i++) {
      StringBuilder text = new StringBuilder(i % 2 == 0 ? address : "0x00ff1234abcdef");
      for (int count = random.nextInt(4); count > 0; count--) {
        int at = random.nextInt(text.length() + 1);
        char c = (char) (random.nextInt(8) == 0 ? random.nextInt(65536) : random.nextInt(128));
        text.replace(at, Math.min(text.length(), at + random.nextInt(3)), String.valueOf(c));
      }
      try {
        if (i % 2 == 0) {
          assertThat(ss58.encode(ss58.decode(text.toString()))).isEqualTo(text.toString());
        } else {
          assertThat(HexText.encode(HexText.decode(text.toString())))
              .isEqualToIgnoringCase(text.toString());
        }
        decoded++;
      } catch (ScaleException e) {
        assertThat(e).hasMessageContaining("expected ").hasMessageContaining(", found ");
      }
    }
    assertThat(decoded).isBetween(TEXTS / 8, TEXTS / 2);
  }

  static Stream<String> corpus() {
    return Fixtures.names("corpus", "").stream();
  }

  @ParameterizedTest
  @MethodSource("corpus")
  void theCorpusDecodesOrIsRefused(String name) {
    byte[] bytes = Fixtures.bytes(name);
    Decoders.ALL.forEach(decoder -> Decoders.decodes(decoder, bytes));
    Decoders.ALL.forEach(
        decoder -> Decoders.decodes(decoder, Arrays.copyOf(bytes, bytes.length + 1)));
  }
}
