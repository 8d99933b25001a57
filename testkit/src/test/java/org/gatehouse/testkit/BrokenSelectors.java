package org.gatehouse.testkit;

import com.typesafe.config.ConfigFactory;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongFunction;
import java.util.function.UnaryOperator;
import org.gatehouse.api.Uids;
import org.gatehouse.api.gating.GateScores;
import org.gatehouse.api.metagraph.Metagraph;
import org.gatehouse.api.metagraph.Neuron;
import org.gatehouse.api.selection.NotEnoughPeersException;
import org.gatehouse.api.selection.PeerSelector;
import org.gatehouse.api.selection.PeerSelectorProvider;
import org.gatehouse.api.selection.Selection;
import org.gatehouse.api.selection.SelectionRequest;
import org.gatehouse.api.selection.SoftmaxSelectorProvider;
import org.gatehouse.api.selection.TopKSelectorProvider;
import org.gatehouse.api.selection.UniformSelectorProvider;

/** Selectors that are wrong in one way each, made of right ones. */
final class BrokenSelectors {

  private BrokenSelectors() {}

  private abstract static class Selectors extends SelectorContract {

    private final LongFunction<PeerSelector> selectors;

    Selectors(LongFunction<PeerSelector> selectors) {
      this.selectors = selectors;
    }

    @Override
    protected SelectorUnderTest selector() {
      return selectors::apply;
    }
  }

  private static PeerSelector right(PeerSelectorProvider provider, long seed) {
    return provider.create(
        ConfigFactory.parseString("temperature = 1, epsilon = 0.2, seed = " + seed));
  }

  private static PeerSelector softmax(long seed) {
    return right(new SoftmaxSelectorProvider(), seed);
  }

  private static PeerSelector uniform(long seed) {
    return right(new UniformSelectorProvider(), seed);
  }

  private static PeerSelector greedy(long seed) {
    return right(new TopKSelectorProvider(), seed);
  }

  private static Metagraph neurons(Metagraph metagraph, UnaryOperator<Neuron.Builder> change) {
    return Metagraph.of(
        1,
        1,
        metagraph.neurons().stream()
            .map(
                n ->
                    change
                        .apply(
                            Neuron.builder(n.uid(), n.hotkey())
                                .axon(n.axon())
                                .validatorPermit(n.validatorPermit())
                                .stakeRao(n.stakeRao()))
                        .build())
            .toList());
  }

  private static PeerSelector choices(PeerSelector right, UnaryOperator<Selection.Choice> change) {
    return (scores, metagraph, request) ->
        new Selection(
            right.select(scores, metagraph, request).choices().stream().map(change).toList());
  }

  private static Selection.Choice withPropensity(Selection.Choice choice, double propensity) {
    return new Selection.Choice(choice.uid(), choice.score(), propensity);
  }

  private static SelectionRequest request(int k, Set<Integer> excluded, long limit) {
    return new SelectionRequest(k, excluded, limit);
  }

  @Breaks({})
  static final class Right extends Selectors {
    Right() {
      super(BrokenSelectors::softmax);
    }
  }

  @Breaks({"S2.1", "S2.2", "S3.5", "S5.1"})
  static final class IgnoresExclusions extends Selectors {
    IgnoresExclusions() {
      super(
          seed -> {
            PeerSelector right = softmax(seed);
            return (scores, metagraph, request) ->
                right.select(
                    scores, metagraph, request(request.k(), Set.of(), request.vpermitTaoLimit()));
          });
    }
  }

  @Breaks({"S2.2", "S3.1", "S3.2", "S3.3", "S3.4", "S3.5"})
  static final class NeverFillsUp extends Selectors {
    NeverFillsUp() {
      super(
          seed -> {
            PeerSelector right = softmax(seed);
            return (scores, metagraph, request) -> {
              Metagraph left =
                  Metagraph.of(
                      1,
                      1,
                      metagraph.neurons().stream()
                          .filter(neuron -> !request.excluded().contains(neuron.uid()))
                          .toList());
              try {
                return right.select(scores, left, request);
              } catch (NotEnoughPeersException e) {
                // Counts as a right selector would, so that only the missing fill-up is wrong.
                throw new NotEnoughPeersException(request.k(), metagraph.neurons().size());
              }
            };
          });
    }
  }

  @Breaks("S1.3")
  static final class AsksThoseThatDoNotServe extends Selectors {
    AsksThoseThatDoNotServe() {
      super(
          seed -> {
            PeerSelector right = softmax(seed);
            return (scores, metagraph, request) ->
                right.select(scores, neurons(metagraph, n -> n.axon(null)), request);
          });
    }
  }

  @Breaks("S1.4")
  static final class AsksEveryValidator extends Selectors {
    AsksEveryValidator() {
      super(
          seed -> {
            PeerSelector right = softmax(seed);
            return (scores, metagraph, request) ->
                right.select(
                    scores, metagraph, request(request.k(), request.excluded(), Long.MAX_VALUE));
          });
    }
  }

  @Breaks("S1.4")
  static final class RefusesAValidatorAtTheLimit extends Selectors {
    RefusesAValidatorAtTheLimit() {
      super(
          seed -> {
            PeerSelector right = softmax(seed);
            return (scores, metagraph, request) ->
                right.select(
                    scores,
                    metagraph,
                    request(request.k(), request.excluded(), request.vpermitTaoLimit() - 1));
          });
    }
  }

  @Breaks("S1.5")
  static final class TakesUnknownForNotServing extends Selectors {
    TakesUnknownForNotServing() {
      super(
          seed -> {
            PeerSelector right = softmax(seed);
            return (scores, metagraph, request) ->
                right.select(
                    scores,
                    Metagraph.of(
                        1, 1, metagraph.neurons().stream().filter(n -> n.axon() != null).toList()),
                    request);
          });
    }
  }

  @Breaks("S1.2")
  static final class AsksPeersThatLeft extends Selectors {
    AsksPeersThatLeft() {
      super(
          seed -> {
            PeerSelector right = softmax(seed);
            return (scores, metagraph, request) -> {
              List<Neuron> all = new ArrayList<>(metagraph.neurons());
              scores.uids().stream()
                  .filter(uid -> metagraph.neuron(uid).isEmpty())
                  .forEach(uid -> all.add(Neuron.of(uid, "gone-" + uid)));
              return right.select(scores, Metagraph.of(1, 1, all), request);
            };
          });
    }
  }

  @Breaks("S1.2")
  static final class ScoresTheUnscoredZero extends Selectors {
    ScoresTheUnscoredZero() {
      super(
          seed -> {
            PeerSelector right = softmax(seed);
            return (scores, metagraph, request) -> {
              Uids uids = metagraph.uids();
              float[] values = new float[uids.size()];
              for (int i = 0; i < values.length; i++) {
                int at = scores.uids().indexOf(uids.get(i));
                values[i] = at < 0 ? 0 : scores.scoreAt(at);
              }
              return right.select(
                  GateScores.of(scores.ownerId(), 0, uids, values, ""), metagraph, request);
            };
          });
    }
  }

  @Breaks({"S1.1", "S1.4", "S1.5", "S1.7", "S2.2", "S3.2", "S5.1"})
  static final class DrawsWithReplacement extends Selectors {
    DrawsWithReplacement() {
      super(
          seed -> {
            PeerSelector right = softmax(seed);
            return (scores, metagraph, request) -> {
              List<Selection.Choice> choices =
                  new ArrayList<>(right.select(scores, metagraph, request).choices());
              if (choices.size() > 1) {
                choices.set(1, choices.get(0));
              }
              return new Selection(choices);
            };
          });
    }
  }

  @Breaks("S1.6")
  static final class WorstFirst extends Selectors {
    WorstFirst() {
      super(
          seed -> {
            PeerSelector right = softmax(seed);
            return (scores, metagraph, request) -> {
              List<Selection.Choice> choices =
                  new ArrayList<>(right.select(scores, metagraph, request).choices());
              Collections.reverse(choices);
              return new Selection(choices);
            };
          });
    }
  }

  @Breaks({"S1.6", "S5.1"})
  static final class ScalesTheScores extends Selectors {
    ScalesTheScores() {
      super(
          seed ->
              choices(
                  softmax(seed),
                  c -> new Selection.Choice(c.uid(), c.score() / 2, c.propensity())));
    }
  }

  @Breaks({"S1.7"})
  static final class DividesByTheRange extends Selectors {
    DividesByTheRange() {
      super(
          seed -> {
            PeerSelector right = softmax(seed);
            return (scores, metagraph, request) -> {
              float range = Float.NEGATIVE_INFINITY;
              for (float a : scores.scores()) {
                for (float b : scores.scores()) {
                  range = Math.max(range, a - b);
                }
              }
              float nan = 0 / range;
              return choices(right, c -> withPropensity(c, c.propensity() + nan))
                  .select(scores, metagraph, request);
            };
          });
    }
  }

  @Breaks("S2.3")
  static final class ChoosesFewer extends Selectors {
    ChoosesFewer() {
      super(
          seed -> {
            PeerSelector right = softmax(seed);
            return (scores, metagraph, request) ->
                metagraph.neurons().size() < request.k()
                    ? new Selection(List.of())
                    : right.select(scores, metagraph, request);
          });
    }
  }

  @Breaks("S2.3")
  static final class CountsOnlyThePreferred extends Selectors {
    CountsOnlyThePreferred() {
      super(
          seed -> {
            PeerSelector right = softmax(seed);
            return (scores, metagraph, request) -> {
              try {
                return right.select(scores, metagraph, request);
              } catch (NotEnoughPeersException e) {
                throw new NotEnoughPeersException(
                    request.k(), e.available() - request.excluded().size());
              }
            };
          });
    }
  }

  @Breaks({"S1.7", "S3.1", "S3.2", "S3.3", "S3.5", "S5.1"})
  static final class ReportsPercent extends Selectors {
    ReportsPercent() {
      super(seed -> choices(softmax(seed), c -> withPropensity(c, 100 * c.propensity())));
    }
  }

  @Breaks({"S3.2", "S3.3"})
  static final class ReportsOne extends Selectors {
    ReportsOne() {
      super(seed -> choices(softmax(seed), c -> withPropensity(c, 1)));
    }
  }

  @Breaks({"S3.3", "S3.5"})
  static final class ReportsATrifleTooLittle extends Selectors {
    ReportsATrifleTooLittle() {
      super(seed -> choices(softmax(seed), c -> withPropensity(c, 0.999 * c.propensity())));
    }
  }

  /** Tosses a coin between two selectors and reports what the one it took reports. */
  @Breaks({"S3.2", "S3.3", "S3.4"})
  static final class ReportsTheConditional extends Selectors {
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
  static final class TakesSuccessiveForProportional extends Selectors {
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

  @Breaks({"S4.1", "S4.2"})
  static final class IgnoresTheSeed extends Selectors {
    IgnoresTheSeed() {
      super(seed -> softmax(System.nanoTime()));
    }
  }

  @Breaks("S4.2")
  static final class SharesItsRandomness extends Selectors {
    private static final AtomicReference<PeerSelector> SHARED = new AtomicReference<>();

    SharesItsRandomness() {
      super(
          seed -> {
            SHARED.set(softmax(seed));
            return (scores, metagraph, request) -> SHARED.get().select(scores, metagraph, request);
          });
    }
  }

  @Breaks({"S3.2", "S3.3"})
  static final class ChoosesAlikeInEqualCalls extends Selectors {
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

  @Breaks("S5.1")
  static final class KeepsTheCallInFields extends Selectors {
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
