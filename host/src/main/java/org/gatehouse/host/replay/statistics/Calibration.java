package org.gatehouse.host.replay.statistics;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Compares predictions with the rewards that were earned; for use by one thread.
 *
 * <p>At most 100 000 pairs are kept: of more, a uniform sample (Vitter 1985, algorithm R).
 */
public final class Calibration {

  private static final int KEPT = 100_000;
  private static final int BINS = 10;

  private final Random random;
  private final List<Pair> kept = new ArrayList<>();
  private long seen;

  /** Creates a comparison without pairs; the seed decides which of too many are kept. */
  public Calibration(long seed) {
    random = new Random(seed);
  }

  private record Pair(float predicted, float deviation, double earned) {}

  /**
   * Predictions of about the same height.
   *
   * @param count how many pairs the bin holds, at least 1
   * @param predicted their mean prediction
   * @param earned their mean reward
   * @param spread the standard deviation of their rewards
   * @param deviation their mean predicted standard deviation; {@code null} if the gate has none
   */
  public record Bin(
      long count, double predicted, double earned, double spread, @Nullable Double deviation) {}

  /**
   * Adds a pair.
   *
   * @param deviation the predicted standard deviation; NaN if there is none
   */
  public void add(float predicted, float deviation, double earned) {
    seen++;
    Pair pair = new Pair(predicted, deviation, earned);
    if (kept.size() < KEPT) {
      kept.add(pair);
      return;
    }
    long place = (long) (random.nextDouble() * seen);
    if (place < KEPT) {
      kept.set((int) place, pair);
    }
  }

  /** Returns the pairs in ten bins of equally many, ascending by prediction; fewer if few. */
  public List<Bin> bins() {
    List<Pair> sorted = new ArrayList<>(kept);
    // A stable order: among equal predictions, which bin a pair falls into says nothing of its
    // reward.
    sorted.sort(Comparator.comparingDouble(Pair::predicted));
    int bins = Math.min(BINS, sorted.size());
    return IntStream.range(0, bins)
        .mapToObj(
            i ->
                bin(
                    sorted.subList(
                        (int) ((long) i * sorted.size() / bins),
                        (int) ((i + 1L) * sorted.size() / bins))))
        .toList();
  }

  private static Bin bin(List<Pair> pairs) {
    double earned = pairs.stream().mapToDouble(Pair::earned).average().orElseThrow();
    double variance =
        pairs.stream()
            .mapToDouble(pair -> (pair.earned() - earned) * (pair.earned() - earned))
            .average()
            .orElseThrow();
    double deviation = pairs.stream().mapToDouble(Pair::deviation).average().orElseThrow();
    return new Bin(
        pairs.size(),
        pairs.stream().mapToDouble(Pair::predicted).average().orElseThrow(),
        earned,
        Math.sqrt(variance),
        Double.isNaN(deviation) ? null : deviation);
  }
}
