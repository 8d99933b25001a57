package org.gatehouse.testkit;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import org.gatehouse.api.Uids;
import org.gatehouse.api.gating.GateScores;
import org.gatehouse.api.metagraph.Axon;
import org.gatehouse.api.metagraph.Metagraph;
import org.gatehouse.api.metagraph.Neuron;
import org.gatehouse.api.selection.PeerSelector;
import org.gatehouse.api.selection.Selection;
import org.gatehouse.api.selection.SelectionRequest;

/** What a selector is called with. */
record SelectionCall(GateScores scores, Metagraph metagraph, SelectionRequest request) {

  static final long LIMIT_TAO = 1000;

  /** So uncertain a gate is of every score. */
  private static final float DEVIATION = 0.5f;

  /** An axon that serves. */
  static final Axon SERVING = new Axon("203.0.113.7", 8091, 4, 4, 0, 0);

  /** Returns the choices of a selector. */
  Selection to(PeerSelector selector) {
    return selector.select(scores, metagraph, request);
  }

  /** Starts a call without peers. */
  static Builder call() {
    return new Builder();
  }

  /** Returns a builder of a peer that anybody may ask. */
  static Neuron.Builder peer(int uid) {
    return Neuron.builder(uid, "hotkey-" + uid)
        .axon(SERVING)
        .validatorPermit(false)
        .stakeRao(rao(LIMIT_TAO + 1));
  }

  /** Returns an amount of TAO in rao. */
  static BigInteger rao(long tao) {
    return BigInteger.valueOf(tao).multiply(BigInteger.valueOf(1_000_000_000L));
  }

  /** Collects peers and their scores; for use by one thread. */
  static final class Builder {

    private final List<Neuron> neurons = new ArrayList<>();
    private final List<Integer> uids = new ArrayList<>();
    private final List<Float> scores = new ArrayList<>();
    private final Set<Integer> excluded = new HashSet<>();

    private Builder() {}

    /** Adds a peer of the metagraph with a score. */
    Builder add(Neuron.Builder peer, float score) {
      Neuron neuron = peer.build();
      neurons.add(neuron);
      return scoreOnly(neuron.uid(), score);
    }

    /** Adds peers that anybody may ask, with these scores, as uids 0, 1, ... */
    Builder peers(float... values) {
      for (float value : values) {
        add(peer(neurons.size()), value);
      }
      return this;
    }

    /** Adds peers that anybody may ask, each with a score of its own. */
    Builder peers(int count) {
      for (int i = 0; i < count; i++) {
        // 5 and 12 have no common factor: the best are not the first.
        add(peer(neurons.size()), (i * 5 % 12) * 0.25f - 1);
      }
      return this;
    }

    /** Adds a peer of the metagraph that has no score. */
    Builder unscored(int uid) {
      neurons.add(peer(uid).build());
      return this;
    }

    /** Adds a score of a uid that the metagraph does not have. */
    Builder scoreOnly(int uid, float score) {
      uids.add(uid);
      scores.add(score);
      return this;
    }

    /** Excludes the uids from {@code first} to {@code end}, the latter not included. */
    Builder exclude(int first, int end) {
      IntStream.range(first, end).forEach(excluded::add);
      return this;
    }

    /** Returns the call that asks for k peers. */
    SelectionCall choose(int k) {
      float[] values = new float[scores.size()];
      float[] deviations = new float[values.length];
      for (int i = 0; i < values.length; i++) {
        values[i] = scores.get(i);
        deviations[i] = DEVIATION;
      }
      return new SelectionCall(
          GateScores.of(new UUID(0, 1), 0, Uids.copyOf(uids), values, deviations, "payload"),
          Metagraph.of(1, 100, neurons),
          new SelectionRequest(k, excluded, LIMIT_TAO));
    }
  }
}
