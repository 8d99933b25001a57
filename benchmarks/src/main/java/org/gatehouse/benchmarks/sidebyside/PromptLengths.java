package org.gatehouse.benchmarks.sidebyside;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.SplittableRandom;

/** How many tokens prompts have that people wrote: a distribution by its quantiles. */
final class PromptLengths {

  private static final String TABLE = "prompt-lengths.tsv";

  private final int[] quantiles;

  private PromptLengths(int[] quantiles) {
    this.quantiles = quantiles;
  }

  /** The distribution that {@link TokenLengths} printed. */
  static PromptLengths ofPeople() {
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(
                Objects.requireNonNull(PromptLengths.class.getResourceAsStream(TABLE)),
                StandardCharsets.UTF_8))) {
      return new PromptLengths(
          lines
              .lines()
              .filter(line -> !line.startsWith("#"))
              .mapToInt(line -> Integer.parseInt(line.substring(line.indexOf('\t') + 1)))
              .toArray());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Draws lengths; the same each time.
   *
   * @param most what longer ones are cut to
   */
  int[] draw(int count, int most) {
    SplittableRandom random = new SplittableRandom(17);
    int[] lengths = new int[count];
    for (int i = 0; i < count; i++) {
      double place = random.nextDouble() * (quantiles.length - 1);
      int below = (int) place;
      double length =
          quantiles[below] + (place - below) * (quantiles[below + 1] - quantiles[below]);
      lengths[i] = (int) Math.min(most, Math.round(length));
    }
    return lengths;
  }
}
