package com.example.gating.hashing;

import java.util.List;
import java.util.stream.IntStream;
import org.gatehouse.api.Uids;
import org.gatehouse.api.gating.PeerTable;
import org.gatehouse.api.gating.ResyncReport;

/**
 * Everything the gate knows at one point in time. Immutable: a change makes another state, which
 * shares the rows that stayed as they were.
 *
 * @param peers which peer holds which uid
 * @param uids all uids, in the order of the scores
 * @param rows what was learned about the peer at each uid
 * @param freshRows where the rows of unknown peers come from
 * @param step how many training steps led here
 * @param generation how many restores led here
 */
record GateState(
    PeerTable peers,
    Uids uids,
    List<PeerRow> rows,
    FreshRows freshRows,
    long step,
    long generation) {

  /** Copies the list of rows. */
  GateState {
    rows = List.copyOf(rows);
  }

  /** Returns a state with a row for every uid of the table, fresh where none is known. */
  static GateState of(
      PeerTable peers,
      List<PeerRow> known,
      Uids reset,
      FreshRows freshRows,
      long step,
      long generation) {
    List<PeerRow> rows = freshRows.complete(known, peers, reset);
    return new GateState(peers, Uids.range(rows.size()), rows, freshRows, step, generation);
  }

  /** Returns the state after the network changed; replaced and added uids start afresh. */
  GateState resynced(PeerTable table, ResyncReport report) {
    Uids reset =
        Uids.of(IntStream.concat(report.replaced().stream(), report.added().stream()).toArray());
    return of(table, rows, reset, freshRows, step, generation);
  }

  /** Returns the state after one training step. */
  GateState trained(List<PeerRow> after) {
    return new GateState(peers, uids, after, freshRows, step + 1, generation);
  }

  /** Returns a score for each uid. */
  float[] scores(Features features) {
    float[] scores = new float[rows.size()];
    for (int uid = 0; uid < scores.length; uid++) {
      scores[uid] = (float) rows.get(uid).score(features);
    }
    return scores;
  }
}
