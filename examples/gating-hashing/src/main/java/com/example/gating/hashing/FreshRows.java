package com.example.gating.hashing;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.gatehouse.api.Uids;
import org.gatehouse.api.gating.PeerTable;

/**
 * Makes the rows of peers about which nothing is known: small random weights, at rest.
 *
 * <p>A row is a function of (seed, uid, how often the uid was reset), so that a replay of the same
 * history gives the same rows.
 *
 * @param dimension the number of weights in a row
 * @param seed the seed of all rows
 */
record FreshRows(int dimension, long seed) {

  /**
   * Returns a row for every uid of a table: the known one, or a fresh one where there is none or it
   * belonged to another peer.
   *
   * @param known rows by uid
   * @param reset the uids whose known row belonged to another peer
   */
  List<PeerRow> complete(List<PeerRow> known, PeerTable peers, Uids reset) {
    List<PeerRow> rows = new ArrayList<>(known);
    for (int uid = known.size(); uid < peers.numUids(); uid++) {
      rows.add(row(uid, peers.resets(uid)));
    }
    for (int i = 0; i < reset.size(); i++) {
      int uid = reset.get(i);
      rows.set(uid, row(uid, peers.resets(uid)));
    }
    return rows;
  }

  private PeerRow row(int uid, long resets) {
    long rowSeed = Mix.bits(Mix.bits(Mix.bits(seed) + uid) + resets);
    SplittableRandom random = new SplittableRandom(rowSeed);
    double bound = 1 / Math.sqrt(dimension);
    float[] weight = new float[dimension];
    for (int i = 0; i < dimension; i++) {
      // The upper 24 bits, as many as a float holds, scaled to [-1, 1).
      weight[i] = (float) (bound * ((random.nextLong() >>> 40) * 0x1p-23 - 1));
    }
    return new PeerRow(weight, new float[dimension]);
  }
}
