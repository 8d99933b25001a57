package org.gatehouse.testkit;

import static org.gatehouse.testkit.RightSelectors.choices;
import static org.gatehouse.testkit.RightSelectors.greedy;
import static org.gatehouse.testkit.RightSelectors.softmax;
import static org.gatehouse.testkit.RightSelectors.uniform;
import static org.gatehouse.testkit.RightSelectors.withPropensity;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import org.gatehouse.api.gating.GateScores;
import org.gatehouse.api.metagraph.Metagraph;
import org.gatehouse.api.metagraph.Neuron;
import org.gatehouse.api.selection.PeerSelector;
import org.gatehouse.api.selection.Selection;
import org.gatehouse.api.selection.SelectionRequest;

/** Selectors that choose whom they may, but draw or report wrongly in one way each. */
final class BrokenPropensities {

  private BrokenPropensities() {}

  @Breaks({"S1.7", "S3.1", "S3.2", "S3.3", "S3.5", "S5.1"})
  static final class ReportsPercent extends RightSelectors.Selectors {
    ReportsPercent() {
      super(seed -> choices(softmax(seed), c -> withPropensity(c, 100 * c.propensity())));
    }
  }

  @Breaks({"S3.2", "S3.3"})
  static final class ReportsOne extends RightSelectors.Selectors {
    ReportsOne() {
      super(seed -> choices(softmax(seed), c -> withPropensity(c, 1)));
    }
  }

  @Breaks({"S3.3", "S3.5"})
  static final class ReportsATrifleTooLittle extends RightSelectors.Selectors {
    ReportsATrifleTooLittle() {
      super(seed -> choices(softmax(seed), c -> withPropensity(c, 0.999 * c.propensity())));
    }
  }

  /** Tosses a coin between two selectors and reports what the one it took reports. */
  @Breaks({"S3.2", "S3.3", "S3.4"})
  static final class ReportsTheConditional extends RightSelectors.Selectors {
    ReportsTheConditional() {
      super(
          seed -> {
            SplittableRandom coin = new SplittableRandom(seed);
            PeerSelector greedy = greedy(seed);
            PeerSelector any = uniform(seed);
            return (scores, metagraph, request) -> {
              synchronized (coin) {
                return (coin.nextInt(4) == 0 ? any : greedy).select(scores, metagraph, request);
              }
            };
          });
    }
  }

  /** Draws one after the other by the same weights, and reports k times the first probability. */
  @Breaks("S3.2")
  static final class TakesSuccessiveForProportional extends RightSelectors.Selectors {
    TakesSuccessiveForProportional() {
      super(
          seed -> {
            PeerSelector right = softmax(seed);
            SplittableRandom random = new SplittableRandom(seed);
            return (scores, metagraph, request) -> {
              if (request.k() != 3
                  || metagraph.neurons().size() < 12
                  || !request.excluded().isEmpty()) {
                return right.select(scores, metagraph, request);
              }
              List<Selection.Choice> choices = new ArrayList<>();
              List<Neuron> left = new ArrayList<>(metagraph.neurons());
              double all = weight(left, scores);
              while (choices.size() < request.k()) {
                double point;
                synchronized (random) {
                  point = random.nextDouble() * weight(left, scores);
                }
                int at = 0;
                while (point >= weight(left.subList(0, at + 1), scores)) {
                  at++;
                }
                int uid = left.get(at).uid();
                double first = weight(left.subList(at, at + 1), scores) / all;
                choices.add(new Selection.Choice(uid, scores.scoreOf(uid), request.k() * first));
                left.remove(at);
              }
              choices.sort(Comparator.comparingDouble(Selection.Choice::score).reversed());
              return new Selection(choices);
            };
          });
    }

    private static double weight(List<Neuron> neurons, GateScores scores) {
      return neurons.stream().mapToDouble(n -> Math.exp(scores.scoreOf(n.uid()))).sum();
    }
  }

  @Breaks({"S3.6", "S4.1", "S4.2"})
  static final class IgnoresTheSeed extends RightSelectors.Selectors {
    IgnoresTheSeed() {
      super(seed -> softmax(System.nanoTime()));
    }
  }

  @Breaks("S4.2")
  static final class SharesItsRandomness extends RightSelectors.Selectors {
    // Each rule is tested in a thread of its own, and may start others.
    private static final ThreadLocal<PeerSelector> SHARED = new InheritableThreadLocal<>();

    SharesItsRandomness() {
      super(
          seed -> {
            SHARED.set(softmax(seed));
            return (scores, metagraph, request) -> SHARED.get().select(scores, metagraph, request);
          });
    }
  }

  @Breaks({"S3.2", "S3.3"})
  static final class ChoosesAlikeInEqualCalls extends RightSelectors.Selectors {
    ChoosesAlikeInEqualCalls() {
      super(
          seed -> {
            PeerSelector right = softmax(seed);
            Map<SelectionCall, Selection> chosen = new ConcurrentHashMap<>();
            return (scores, metagraph, request) ->
                chosen.computeIfAbsent(
                    new SelectionCall(scores, metagraph, request), call -> call.to(right));
          });
    }
  }

  @Breaks("S3.6")
  static final class TellsThoseOfAnotherSelector extends RightSelectors.Selectors {
    TellsThoseOfAnotherSelector() {
      super(
          seed -> {
            PeerSelector right = softmax(seed);
            return new PeerSelector() {
              @Override
              public Selection select(
                  GateScores scores, Metagraph metagraph, SelectionRequest request) {
                return right.select(scores, metagraph, request);
              }

              @Override
              public Optional<SortedMap<Integer, Double>> propensities(
                  GateScores scores, Metagraph metagraph, SelectionRequest request) {
                return uniform(seed).propensities(scores, metagraph, request);
              }
            };
          });
    }
  }

  @Breaks("S5.1")
  static final class KeepsTheCallInFields extends RightSelectors.Selectors {
    KeepsTheCallInFields() {
      super(Careless::new);
    }

    private static final class Careless implements PeerSelector {
      private final PeerSelector right;
      private SelectionRequest present = SelectionRequest.of(1);

      Careless(long seed) {
        right = softmax(seed);
      }

      @Override
      public Selection select(GateScores scores, Metagraph metagraph, SelectionRequest request) {
        present = request;
        LockSupport.parkNanos(1000);
        return right.select(scores, metagraph, present);
      }
    }
  }
}
