package org.gatehouse.testkit.reference;

import java.util.Comparator;
import java.util.List;
import org.gatehouse.api.gating.GateScores;
import org.gatehouse.api.gating.PeerTable;
import org.gatehouse.api.gating.ScoreParts;

/** Gates that explain their scores wrongly. */
final class ExplainingMutants {

  private ExplainingMutants() {}

  static List<Mutant> all() {
    return List.of(
        Mutant.of(
            "explains uids in ascending order",
            (s, c) ->
                new ReferenceGate(s, c) {
                  @Override
                  public List<ScoreParts> explain(GateScores scores) {
                    return super.explain(scores).stream()
                        .sorted(Comparator.comparingInt(ScoreParts::uid))
                        .toList();
                  }
                },
            "G13.1"),
        Mutant.of(
            "leaves the bias out of its explanations",
            (s, c) ->
                new ReferenceGate(s, c) {
                  @Override
                  ScoreParts parts(int uid, Payload payload) {
                    ScoreParts right = super.parts(uid, payload);
                    return new ScoreParts(uid, 0, 0, right.message(), 0, 0, right.rewards());
                  }
                },
            "G13.2"),
        Mutant.of(
            "claims a certainty that its scores do not have",
            (s, c) ->
                new ReferenceGate(s, c) {
                  @Override
                  ScoreParts parts(int uid, Payload payload) {
                    ScoreParts right = super.parts(uid, payload);
                    return new ScoreParts(
                        uid, 0, right.peer(), right.message(), 0, 0.5f, right.rewards());
                  }
                },
            "G13.3"),
        Mutant.of(
            "is optimistic and does not say so",
            (s, c) ->
                new ReferenceGate(s, c) {
                  @Override
                  ScoreParts parts(int uid, Payload payload) {
                    ScoreParts right = super.parts(uid, payload);
                    return new ScoreParts(
                        uid, -1, right.peer(), right.message(), 1, 0, right.rewards());
                  }
                },
            "G13.3"),
        Mutant.of(
            "explains scores as they were given",
            (s, c) ->
                new ReferenceGate(s, c) {
                  @Override
                  Object remember(float[] scores) {
                    return scores.clone();
                  }

                  @Override
                  ScoreParts parts(int uid, Payload payload) {
                    ScoreParts right = super.parts(uid, payload);
                    float then = ((float[]) payload.more())[uid];
                    return new ScoreParts(
                        uid, 0, right.peer(), then - right.peer(), 0, 0, right.rewards());
                  }
                },
            "G13.4"),
        Mutant.of(
            "explains the scores of any gate",
            (s, c) ->
                new ReferenceGate(s, c) {
                  @Override
                  public List<ScoreParts> explain(GateScores scores) {
                    Payload payload =
                        scores.payload(scores.ownerId(), scores.generation(), Payload.class);
                    return open(
                        () -> scores.uids().stream().mapToObj(uid -> parts(uid, payload)).toList());
                  }
                },
            "G13.5"),
        Mutant.of(
            "takes an explanation for a step",
            (s, c) ->
                new ReferenceGate(s, c) {
                  @Override
                  public List<ScoreParts> explain(GateScores scores) {
                    step++;
                    return super.explain(scores);
                  }
                },
            "G13.6"),
        Mutant.of(
            "counts the rewards of a uid, whoever holds it",
            (s, c) ->
                new ReferenceGate(s, c) {
                  @Override
                  void reset(int uid, PeerTable next) {
                    long kept = rewarded[uid];
                    super.reset(uid, next);
                    rewarded[uid] = kept;
                  }
                },
            "G13.7"));
  }
}
