package org.gatehouse.testkit;

import static org.gatehouse.testkit.RightSelectors.choices;
import static org.gatehouse.testkit.RightSelectors.neurons;
import static org.gatehouse.testkit.RightSelectors.request;
import static org.gatehouse.testkit.RightSelectors.softmax;
import static org.gatehouse.testkit.RightSelectors.withPropensity;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import org.gatehouse.api.Uids;
import org.gatehouse.api.gating.GateScores;
import org.gatehouse.api.metagraph.Metagraph;
import org.gatehouse.api.metagraph.Neuron;
import org.gatehouse.api.selection.NotEnoughPeersException;
import org.gatehouse.api.selection.PeerSelector;
import org.gatehouse.api.selection.Selection;

/** Selectors that choose wrongly in one way each, made of right ones. */
final class BrokenChoices {

  private BrokenChoices() {}

  @Breaks({})
  static final class Right extends RightSelectors.Selectors {
    Right() {
      super(RightSelectors::softmax);
    }
  }

  @Breaks({"S2.1", "S2.2", "S3.5", "S5.1"})
  static final class IgnoresExclusions extends RightSelectors.Selectors {
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
  static final class NeverFillsUp extends RightSelectors.Selectors {
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
  static final class AsksThoseThatDoNotServe extends RightSelectors.Selectors {
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
  static final class AsksEveryValidator extends RightSelectors.Selectors {
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
  static final class RefusesAValidatorAtTheLimit extends RightSelectors.Selectors {
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
  static final class TakesUnknownForNotServing extends RightSelectors.Selectors {
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
  static final class AsksPeersThatLeft extends RightSelectors.Selectors {
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
  static final class ScoresTheUnscoredZero extends RightSelectors.Selectors {
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
  static final class DrawsWithReplacement extends RightSelectors.Selectors {
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
  static final class WorstFirst extends RightSelectors.Selectors {
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
  static final class ScalesTheScores extends RightSelectors.Selectors {
    ScalesTheScores() {
      super(
          seed ->
              choices(
                  softmax(seed),
                  c -> new Selection.Choice(c.uid(), c.score() / 2, c.propensity())));
    }
  }

  @Breaks({"S1.7"})
  static final class DividesByTheRange extends RightSelectors.Selectors {
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
  static final class ChoosesFewer extends RightSelectors.Selectors {
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
  static final class CountsOnlyThePreferred extends RightSelectors.Selectors {
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
}
