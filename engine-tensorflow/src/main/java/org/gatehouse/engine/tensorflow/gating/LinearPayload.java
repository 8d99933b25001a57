package org.gatehouse.engine.tensorflow.gating;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.gatehouse.api.Uids;
import org.gatehouse.api.gating.GateScores;
import org.gatehouse.api.gating.PeerTable;
import org.gatehouse.api.gating.RecordedScores;
import org.gatehouse.api.gating.SnapshotException;

/**
 * What a training step needs to know of a forward pass.
 *
 * @param representation of the message, shape [dimension]; not to be changed
 * @param tableVersion of the table of peers that was scored
 */
record LinearPayload(float[] representation, long tableVersion) {

  private static final byte FORMAT = 1;

  /** The uids of some scores, apart by whether they still hold the peers that were scored. */
  record Split(Uids present, Uids gone) {}

  Split split(GateScores scores, PeerTable peers) {
    List<Integer> present = new ArrayList<>();
    List<Integer> gone = new ArrayList<>();
    for (int i = 0; i < scores.size(); i++) {
      int uid = scores.uids().get(i);
      (peers.changedSince(uid, tableVersion) ? gone : present).add(uid);
    }
    return new Split(Uids.copyOf(present), Uids.copyOf(gone));
  }

  /** Returns a record for a later process: a byte for its format, the representation as floats. */
  RecordedScores record(Uids present) {
    ByteBuffer bytes = ByteBuffer.allocate(1 + 4 * representation.length).put(FORMAT);
    bytes.asFloatBuffer().put(representation);
    return new RecordedScores(present, bytes.array());
  }

  /**
   * Reads a record.
   *
   * @throws SnapshotException if it is of another format or dimension
   */
  static LinearPayload of(RecordedScores recorded, int dimension, PeerTable peers) {
    ByteBuffer bytes = ByteBuffer.wrap(recorded.payload());
    int expected = 1 + 4 * dimension;
    if (bytes.remaining() != expected || bytes.get() != FORMAT) {
      throw new SnapshotException(
          "expected recorded scores of dimension %d in format %d (%d bytes), found %d bytes"
              .formatted(dimension, FORMAT, expected, bytes.capacity()));
    }
    float[] representation = new float[dimension];
    bytes.asFloatBuffer().get(representation);
    return new LinearPayload(representation, peers.version());
  }
}
