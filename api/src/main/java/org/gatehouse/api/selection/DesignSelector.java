package org.gatehouse.api.selection;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.gatehouse.api.gating.GateScores;
import org.gatehouse.api.metagraph.Metagraph;

/**
 * A selector that draws with the inclusion probabilities of a design.
 *
 * <p>Systematic sampling in random order: candidates are laid end to end on a line, each as long as
 * its probability, and the points u, u + 1, ..., u + k - 1 with one uniform u in [0, 1) pick k of
 * them. So exactly k are drawn, none twice (no piece is longer than 1), and the inclusion
 * probabilities are the design's to the last bit of their sum (Madow 1949).
 */
final class DesignSelector implements PeerSelector {

  private final InclusionDesign design;
  private final SplittableRandom random;

  DesignSelector(InclusionDesign design, long seed) {
    this.design = design;
    this.random = new SplittableRandom(seed);
  }

  /** Candidates of which k are drawn, each with its probability. */
  private record Pool(GateScores offered, int k, double[] probabilities) {

    Selection.Choice choice(int position) {
      return new Selection.Choice(
          offered.uids().get(position), offered.scoreAt(position), probabilities[position]);
    }
  }

  @Override
  public Selection select(GateScores scores, Metagraph metagraph, SelectionRequest request) {
    List<Pool> pools = pools(scores, metagraph, request);
    SplittableRandom draw = nextDraw();
    List<Selection.Choice> choices = new ArrayList<>();
    for (Pool pool : pools) {
      for (int position : sample(pool.probabilities(), pool.k(), draw)) {
        choices.add(pool.choice(position));
      }
    }
    choices.sort(
        Comparator.comparingDouble((Selection.Choice choice) -> 0.0 - choice.score())
            .thenComparingInt(Selection.Choice::uid));
    return new Selection(choices);
  }

  @Override
  public Optional<SortedMap<Integer, Double>> propensities(
      GateScores scores, Metagraph metagraph, SelectionRequest request) {
    TreeMap<Integer, Double> propensities = new TreeMap<>();
    for (Pool pool : pools(scores, metagraph, request)) {
      for (int i = 0; i < pool.probabilities().length; i++) {
        propensities.put(pool.offered().uids().get(i), pool.probabilities()[i]);
      }
    }
    return Optional.of(propensities);
  }

  private List<Pool> pools(GateScores scores, Metagraph metagraph, SelectionRequest request) {
    Candidates candidates = Candidates.of(scores, metagraph, request);
    int preferred = Math.min(request.k(), candidates.preferred().size());
    List<Pool> pools = new ArrayList<>();
    if (preferred > 0) {
      pools.add(pool(scores.select(candidates.preferred()), preferred));
    }
    if (request.k() > preferred) {
      pools.add(pool(scores.select(candidates.reserve()), request.k() - preferred));
    }
    return pools;
  }

  private Pool pool(GateScores offered, int k) {
    return new Pool(offered, k, design.probabilities(offered, k));
  }

  private synchronized SplittableRandom nextDraw() {
    return random.split();
  }

  /** Returns k positions, each drawn with its probability. */
  static int[] sample(double[] probabilities, int k, SplittableRandom draw) {
    int[] order = shuffled(probabilities.length, draw);
    int[] sample = new int[k];
    int drawn = 0;
    double end = 0;
    double point = draw.nextDouble();
    int spare = -1;
    for (int position : order) {
      end += probabilities[position];
      if (drawn < k && point + drawn < end) {
        sample[drawn++] = position;
      } else if (probabilities[position] > 0) {
        spare = position;
      }
    }
    // Rounding may leave the line a few ulps shorter than k, with the last point beyond its end.
    if (drawn < k) {
      sample[drawn] = spare;
    }
    return sample;
  }

  private static int[] shuffled(int size, SplittableRandom draw) {
    int[] order = new int[size];
    for (int i = 0; i < size; i++) {
      int j = draw.nextInt(i + 1);
      order[i] = order[j];
      order[j] = i;
    }
    return order;
  }
}
