package org.gatehouse.testkit.reference;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.gatehouse.api.gating.Capability;
import org.gatehouse.api.gating.GateScores;
import org.gatehouse.api.gating.ResyncReport;
import org.gatehouse.api.gating.UnsupportedCapabilityException;
import org.gatehouse.api.metagraph.Metagraph;

/** Gates that score, refuse or end wrongly. */
final class ScoringMutants {

  private ScoringMutants() {}

  static List<Mutant> all() {
    return List.of(
        Mutant.of(
            "scores no uid without a peer",
            (s, c) ->
                new ReferenceGate(s, c) {
                  @Override
                  GateScores score(double[] representation) {
                    GateScores right = super.score(representation);
                    int[] occupied =
                        peers.hotkeys().keySet().stream().mapToInt(Integer::intValue).toArray();
                    return occupied.length == 0 ? right : right.select(occupied);
                  }
                },
            "G1.1",
            "G3.4",
            "G3.5",
            "G3.6",
            "G4.1",
            "G4.2"),
        Mutant.of(
            "scores a batch in reverse",
            (s, c) ->
                new ReferenceGate(s, c) {
                  @Override
                  public List<GateScores> forward(List<String> messages) {
                    List<GateScores> reversed = new ArrayList<>(super.forward(messages));
                    Collections.reverse(reversed);
                    return reversed;
                  }
                },
            "G1.2"),
        Mutant.of(
            "normalises over the batch",
            (s, c) ->
                new ReferenceGate(s, c) {
                  @Override
                  public List<GateScores> forward(List<String> messages) {
                    return super.forward(
                        messages.size() < 4
                            ? messages
                            : messages.stream().map(m -> m + " " + messages.get(0)).toList());
                  }
                },
            "G1.2"),
        Mutant.of(
            "refuses an empty batch",
            (s, c) ->
                new ReferenceGate(s, c) {
                  @Override
                  public List<GateScores> forward(List<String> messages) {
                    if (numUids() > 0 && messages.isEmpty()) {
                      throw new IllegalArgumentException("no messages");
                    }
                    return super.forward(messages);
                  }
                },
            "G1.3"),
        Mutant.of(
            "adapts to short messages while it scores",
            (s, c) ->
                new ReferenceGate(s, c) {
                  @Override
                  public List<GateScores> forward(List<String> messages) {
                    List<GateScores> right = super.forward(messages);
                    if (messages.contains("a")) {
                      rows.weight()[0][0] += 1e-9;
                    }
                    return right;
                  }
                },
            "G1.4"),
        Mutant.of(
            "hides itself in its scores",
            (s, c) ->
                new ReferenceGate(s, c) {
                  @Override
                  Object remember(float[] scores) {
                    return this;
                  }
                },
            "G1.5"),
        Mutant.of(
            "scores an empty message",
            (s, c) ->
                new ReferenceGate(s, c) {
                  @Override
                  public List<GateScores> forward(List<String> messages) {
                    return super.forward(
                        messages.stream().map(m -> m.isEmpty() ? " " : m).toList());
                  }
                },
            "G6.1"),
        Mutant.of(
            "leaves bad messages out of a batch",
            (s, c) ->
                new ReferenceGate(s, c) {
                  @Override
                  public List<GateScores> forward(List<String> messages) {
                    return super.forward(
                        messages.size() == 1
                            ? messages
                            : messages.stream()
                                .filter(m -> m.length() <= settings.messageRules().maxBytes())
                                .toList());
                  }
                },
            "G6.2"),
        Mutant.of(
            "takes null for a word",
            (s, c) ->
                new ReferenceGate(s, c) {
                  @Override
                  public List<GateScores> forward(List<String> messages) {
                    return super.forward(messages.stream().map(String::valueOf).toList());
                  }
                },
            "G6.3"),
        Mutant.of(
            "cannot be closed twice",
            (s, c) ->
                new ReferenceGate(s, c) {
                  @Override
                  public void close() {
                    requireOpen();
                    super.close();
                  }
                },
            "G8.1"),
        Mutant.of(
            "works on after it was closed",
            (s, c) ->
                new ReferenceGate(s, c) {
                  @Override
                  void requireOpen() {}
                },
            "G8.2",
            "G8.4"),
        Mutant.of(
            "forgets its capabilities when it is closed",
            (s, c) ->
                new ReferenceGate(s, c) {
                  @Override
                  public Set<Capability> capabilities() {
                    return closed ? EnumSet.noneOf(Capability.class) : super.capabilities();
                  }
                },
            "G8.3"),
        Mutant.of(
            "hides a capability that works",
            (s, c) ->
                new ReferenceGate(s, c) {
                  @Override
                  public Set<Capability> capabilities() {
                    Set<Capability> shown = EnumSet.copyOf(super.capabilities());
                    shown.remove(Capability.RESYNC);
                    return shown;
                  }
                },
            "G11.1"),
        Mutant.of(
            "claims to follow the network",
            (s, c) ->
                new ReferenceGate(s, c) {
                  @Override
                  public ResyncReport resync(Metagraph previous, Metagraph latest) {
                    throw numUids() < 0
                        ? new IllegalStateException()
                        : new UnsupportedCapabilityException(Capability.RESYNC, "not yet");
                  }
                },
            "G11.2"),
        Mutant.of(
            "lends its own representation",
            (s, c) ->
                new ReferenceGate(s, c) {
                  private final float[] shared = new float[HashedWords.DIMENSION];
                  private boolean filled;

                  @Override
                  public float[] representation(GateScores scores) {
                    float[] right = super.representation(scores);
                    if (!filled) {
                      System.arraycopy(right, 0, shared, 0, right.length);
                      filled = true;
                    }
                    return shared;
                  }
                },
            "G11.3"));
  }
}
