package org.gatehouse.testkit.reference;

import java.util.Arrays;
import java.util.List;
import org.gatehouse.api.Uids;
import org.gatehouse.api.gating.GateScores;
import org.gatehouse.api.gating.InvalidRewardsException;
import org.gatehouse.api.gating.TrainingStep;

/** Gates that learn wrongly. */
final class LearningMutants {

  private LearningMutants() {}

  static List<Mutant> all() {
    return List.of(
        Mutant.of(
            "climbs where it should descend",
            (s, c) ->
                new ReferenceGate(s, c) {
                  @Override
                  double update(double[] representation, List<Integer> trained, double[] gradient) {
                    return super.update(
                        representation, trained, Arrays.stream(gradient).map(g -> -g).toArray());
                  }
                },
            "G2.1",
            "G2.2",
            "G2.5"),
        Mutant.of(
            "steps twice as far as it should",
            (s, c) ->
                new ReferenceGate(s, c) {
                  @Override
                  double update(double[] representation, List<Integer> trained, double[] gradient) {
                    return super.update(
                        representation, trained, Arrays.stream(gradient).map(g -> 2 * g).toArray());
                  }
                },
            "G2.5"),
        Mutant.of(
            "takes its worst peer for its best",
            (s, c) ->
                new ReferenceGate(s, c) {
                  @Override
                  GateScores score(double[] representation) {
                    GateScores right = super.score(representation);
                    float[] scores = right.scores();
                    for (int i = 0; i < scores.length; i++) {
                      scores[i] = -scores[i];
                    }
                    return GateScores.of(id, generation, right.uids(), scores, payload(right));
                  }
                },
            "G2.2",
            "G13.2"),
        Mutant.of(
            "reports the trained uids in ascending order",
            (s, c) ->
                new ReferenceGate(s, c) {
                  @Override
                  public TrainingStep backward(GateScores scores, float[] rewards) {
                    TrainingStep right = super.backward(scores, rewards);
                    return new TrainingStep(
                        right.step(),
                        right.loss(),
                        right.gradientNorm(),
                        Uids.of(right.trained().stream().sorted().toArray()),
                        right.dropped());
                  }
                },
            "G2.3",
            "G3.4",
            "G4.1"),
        Mutant.of(
            "learns of selections only",
            (s, c) ->
                new ReferenceGate(s, c) {
                  @Override
                  TrainingStep train(Payload payload, GateScores scores, float[] rewards) {
                    if (rewards.length == peers.numUids()) {
                      throw new IllegalArgumentException("select first");
                    }
                    return super.train(payload, scores, rewards);
                  }
                },
            "G2.4"),
        Mutant.of(
            "learns from the scores of then",
            (s, c) ->
                new ReferenceGate(s, c) {
                  @Override
                  Object remember(float[] scores) {
                    return scores;
                  }

                  @Override
                  double scoreNow(int uid, Payload payload) {
                    return ((float[]) payload.more())[uid];
                  }
                },
            "G2.6"),
        Mutant.of(
            "learns although it was told not to",
            (s, c) ->
                new ReferenceGate(s, c) {
                  @Override
                  public TrainingStep backward(GateScores scores, float[] rewards) {
                    return training(
                        () -> {
                          scores.requireRewards(rewards);
                          return train(payload(scores), scores, rewards);
                        });
                  }
                },
            "G2.7"),
        Mutant.of(
            "counts the former peers among the trained",
            (s, c) ->
                new ReferenceGate(s, c) {
                  private int asked;

                  @Override
                  TrainingStep train(Payload payload, GateScores scores, float[] rewards) {
                    asked = rewards.length;
                    return super.train(payload, scores, rewards);
                  }

                  @Override
                  double update(double[] representation, List<Integer> trained, double[] gradient) {
                    double share = (double) trained.size() / asked;
                    return super.update(
                        representation,
                        trained,
                        Arrays.stream(gradient).map(g -> g * share).toArray());
                  }
                },
            "G4.2",
            "G12.2"),
        Mutant.of(
            "counts a step for nothing",
            (s, c) ->
                new ReferenceGate(s, c) {
                  @Override
                  TrainingStep train(Payload payload, GateScores scores, float[] rewards) {
                    TrainingStep right = super.train(payload, scores, rewards);
                    if (right.trained().isEmpty()) {
                      count();
                    }
                    return new TrainingStep(
                        step, right.loss(), right.gradientNorm(), right.trained(), right.dropped());
                  }
                },
            "G4.3"),
        Mutant.of(
            "learns from the scores of any gate",
            (s, c) ->
                new ReferenceGate(s, c) {
                  @Override
                  Payload payload(GateScores scores) {
                    return scores.payload(scores.ownerId(), generation, Payload.class);
                  }
                },
            "G4.4",
            "G11.3",
            "G12.3",
            "G13.5"),
        Mutant.of(
            "learns from scores of before a restore",
            (s, c) ->
                new ReferenceGate(s, c) {
                  @Override
                  Payload payload(GateScores scores) {
                    return scores.payload(id, scores.generation(), Payload.class);
                  }
                },
            "G4.5",
            "G13.5"),
        Mutant.of(
            "has moved a row by the time it refuses rewards",
            (s, c) ->
                new ReferenceGate(s, c) {
                  @Override
                  public TrainingStep backward(GateScores scores, float[] rewards) {
                    try {
                      return super.backward(scores, rewards);
                    } catch (InvalidRewardsException e) {
                      rows.velocity()[scores.uids().get(0)][0] += 1e-9;
                      throw e;
                    }
                  }
                },
            "G6.4",
            "G6.5"),
        Mutant.of(
            "takes a missing reward for none",
            (s, c) ->
                new ReferenceGate(s, c) {
                  @Override
                  public TrainingStep backward(GateScores scores, float[] rewards) {
                    return super.backward(
                        scores, Arrays.copyOf(rewards, Math.max(rewards.length, scores.size())));
                  }
                },
            "G6.4"),
        Mutant.of(
            "takes NaN for a reward of 0",
            (s, c) ->
                new ReferenceGate(s, c) {
                  @Override
                  public TrainingStep backward(GateScores scores, float[] rewards) {
                    float[] numbers = rewards.clone();
                    for (int i = 0; i < numbers.length; i++) {
                      numbers[i] = Float.isNaN(numbers[i]) ? 0 : numbers[i];
                    }
                    return super.backward(scores, numbers);
                  }
                },
            "G6.5"),
        Mutant.of(
            "scales the caller's rewards in place",
            (s, c) ->
                new ReferenceGate(s, c) {
                  @Override
                  public TrainingStep backward(GateScores scores, float[] rewards) {
                    scores.requireRewards(rewards);
                    TrainingStep right = super.backward(scores, rewards);
                    for (int i = 0; i < rewards.length; i++) {
                      rewards[i] /= 2;
                    }
                    return right;
                  }
                },
            "G6.6"));
  }
}
