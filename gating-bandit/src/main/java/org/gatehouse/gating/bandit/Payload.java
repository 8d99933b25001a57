package org.gatehouse.gating.bandit;

import java.nio.ByteBuffer;
import java.util.function.IntPredicate;
import org.gatehouse.api.Uids;
import org.gatehouse.api.gating.GateScores;
import org.gatehouse.api.gating.PeerTable;
import org.gatehouse.api.gating.RecordedScores;
import org.gatehouse.api.gating.SnapshotException;

/**
 * What a forward pass leaves in its scores for a later step.
 *
 * @param representation of the message, shape [dimension]; not to be changed
 * @param tableVersion of the table of peers that was scored
 */
record Payload(float[] representation, long tableVersion) {

  private static final byte FORMAT = 1;

  /** Returns the uids of some scores that still hold the peers that were scored. */
  Uids present(GateScores scores, PeerTable peers) {
    return those(scores, uid -> !peers.changedSince(uid, tableVersion));
  }

  /** Returns the uids of some scores that do not. */
  Uids gone(GateScores scores, PeerTable peers) {
    return those(scores, uid -> peers.changedSince(uid, tableVersion));
  }

  private static Uids those(GateScores scores, IntPredicate test) {
    return Uids.of(scores.uids().stream().filter(test).toArray());
  }

  /** Returns a record for a later process: a byte for its format, and the representation. */
  RecordedScores record(Uids present) {
    ByteBuffer bytes = ByteBuffer.allocate(1 + Float.BYTES * representation.length).put(FORMAT);
    bytes.asFloatBuffer().put(representation);
    return new RecordedScores(present, bytes.array());
  }

  /**
   * Reads a record.
   *
   * @throws SnapshotException if it is of another format or dimension
   */
  static Payload of(RecordedScores recorded, int dimension, PeerTable peers) {
    ByteBuffer bytes = ByteBuffer.wrap(recorded.payload());
    int expected = 1 + Float.BYTES * dimension;
    if (bytes.remaining() != expected || bytes.get() != FORMAT) {
      throw new SnapshotException(
          "expected recorded scores of dimension %d in format %d (%d bytes), found %d bytes"
              .formatted(dimension, FORMAT, expected, bytes.capacity()));
    }
    float[] representation = new float[dimension];
    bytes.asFloatBuffer().get(representation);
    return new Payload(representation, peers.version());
  }
}
