package org.gatehouse.metagraph.adapters.sdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.gatehouse.api.metagraph.MetagraphException;
import org.junit.jupiter.api.Test;

/** Damaged files of the SDK are read or refused, and nothing else. */
final class SavedMutationTest {

  private static final long SEED = 20_240_613;
  private static final int MUTATIONS = 30_000;

  private static final Path PATH = Path.of("m.pt");

  @Test
  void mutatedFilesAreReadOrRefused() {
    List<byte[]> corpus =
        Stream.of("v6-torch", "v7-numpy", "v10-numpy")
            .map(v -> Saved.of(v, 3))
            .map(Saved::bytes)
            .toList();
    Random random = new Random(SEED);
    int read = 0;
    for (int i = 0; i < MUTATIONS; i++) {
      byte[] mutated = corpus.get(random.nextInt(corpus.size())).clone();
      for (int changes = 1 + random.nextInt(3); changes > 0; changes--) {
        mutated[random.nextInt(mutated.length)] = (byte) random.nextInt(256);
      }
      try {
        Saved.read(mutated, PATH, new NetworkHint(124, "finney"));
        read++;
      } catch (MetagraphException e) {
        if (!e.getMessage().startsWith(PATH.toString())) {
          fail("seed " + SEED + ", mutation " + i, e);
        }
      } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
        fail("seed " + SEED + ", mutation " + i, e);
      }
    }
    assertThat(read).isBetween(MUTATIONS / 100, MUTATIONS / 2);
  }
}
