package org.gatehouse.engine.tensorflow.gating;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.gatehouse.api.Uids;
import org.gatehouse.api.gating.GateScores;
import org.gatehouse.api.gating.PeerTable;
import org.gatehouse.api.gating.RecordedScores;
import org.gatehouse.api.gating.SnapshotException;
import org.jspecify.annotations.Nullable;

/**
 * What a training step needs to know of a forward pass.
 *
 * @param representation of the message, shape [dimension]; not to be changed
 * @param tableVersion of the table of peers that was scored
 * @param rates how the step was taken, if this is of a record; else {@code null}
 */
record LinearPayload(float[] representation, long tableVersion, @Nullable Rates rates) {

  private static final byte FORMAT = 2;
  private static final int BEFORE = 1 + 2 * Float.BYTES;

  /**
   * What a step depends on besides the gate's state; a later process may be configured otherwise.
   */
  record Rates(float learningRate, float momentum) {

    boolean areValid() {
      return learningRate >= 0 && Float.isFinite(learningRate) && momentum >= 0 && momentum < 1;
    }
  }

  LinearPayload(float[] representation, long tableVersion) {
    this(representation, tableVersion, null);
  }

  Rates ratesOr(Rates configured) {
    return rates == null ? configured : rates;
  }

  /** The uids of some scores, apart by whether they still hold the peers that were scored. */
  record Split(Uids present, Uids gone) {

    /** Returns what those earned that are present, in their order. */
    float[] earned(GateScores scores, float[] rewards) {
      float[] earned = new float[present.size()];
      for (int i = 0; i < earned.length; i++) {
        earned[i] = rewards[scores.uids().indexOf(present.get(i))];
      }
      return earned;
    }
  }

  Split split(GateScores scores, PeerTable peers) {
    List<Integer> present = new ArrayList<>();
    List<Integer> gone = new ArrayList<>();
    for (int i = 0; i < scores.size(); i++) {
      int uid = scores.uids().get(i);
      (peers.changedSince(uid, tableVersion) ? gone : present).add(uid);
    }
    return new Split(Uids.copyOf(present), Uids.copyOf(gone));
  }

  /**
   * Returns a record for a later process: a byte for its format, the learning rate, the momentum
   * and the representation as floats.
   */
  RecordedScores record(Uids present, Rates configured) {
    Rates used = ratesOr(configured);
    ByteBuffer bytes = ByteBuffer.allocate(BEFORE + Float.BYTES * representation.length);
    bytes.put(FORMAT).putFloat(used.learningRate()).putFloat(used.momentum());
    bytes.asFloatBuffer().put(representation);
    return new RecordedScores(present, bytes.array());
  }

  /**
   * Reads a record.
   *
   * @throws SnapshotException if it is of another format or dimension, or its rates are impossible
   */
  static LinearPayload of(RecordedScores recorded, int dimension, PeerTable peers) {
    ByteBuffer bytes = ByteBuffer.wrap(recorded.payload());
    int expected = BEFORE + Float.BYTES * dimension;
    if (bytes.remaining() != expected || bytes.get() != FORMAT) {
      throw new SnapshotException(
          "expected recorded scores of dimension %d in format %d (%d bytes), found %d bytes"
              .formatted(dimension, FORMAT, expected, bytes.capacity()));
    }
    Rates rates = new Rates(bytes.getFloat(), bytes.getFloat());
    if (!rates.areValid()) {
      throw new SnapshotException(
          "expected a learning rate from 0 and a momentum in [0, 1), found " + rates);
    }
    float[] representation = new float[dimension];
    bytes.asFloatBuffer().get(representation);
    return new LinearPayload(representation, peers.version(), rates);
  }
}
