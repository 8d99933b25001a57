package org.gatehouse.engine.tensorflow.gating;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.gatehouse.api.Uids;
import org.gatehouse.api.gating.GateScores;
import org.gatehouse.api.gating.PeerTable;
import org.gatehouse.api.gating.RecordedScores;
import org.gatehouse.api.gating.SnapshotException;
import org.gatehouse.engine.tensorflow.head.Descent;
import org.gatehouse.engine.tensorflow.head.GradientScale;
import org.jspecify.annotations.Nullable;

/**
 * What a training step needs to know of a forward pass.
 *
 * @param representation of the message, shape [dimension]; not to be changed
 * @param tableVersion of the table of peers that was scored
 * @param descent how the step was taken, if this is of a record, since a later process may be
 *     configured otherwise; else {@code null}
 */
record LinearPayload(float[] representation, long tableVersion, @Nullable Descent descent) {

  private static final byte FORMAT = 3;
  private static final int BEFORE = 1 + 3 * Float.BYTES + 1;

  /** Of steps as the original takes them: without temperature and scale. */
  private static final byte FORMAT_OF_ORIGINAL = 2;

  private static final int BEFORE_OF_ORIGINAL = 1 + 2 * Float.BYTES;

  LinearPayload(float[] representation, long tableVersion) {
    this(representation, tableVersion, null);
  }

  Descent descentOr(Descent configured) {
    return descent == null ? configured : descent;
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
   * and the temperature of the rewards as floats, the number of the gradient's scale as a byte, and
   * the representation as floats.
   */
  RecordedScores record(Uids present, Descent configured) {
    Descent used = descentOr(configured);
    ByteBuffer bytes = ByteBuffer.allocate(BEFORE + Float.BYTES * representation.length);
    bytes
        .put(FORMAT)
        .putFloat(used.learningRate())
        .putFloat(used.momentum())
        .putFloat(used.rewardTemperature())
        .put(used.gradientScale().number());
    bytes.asFloatBuffer().put(representation);
    return new RecordedScores(present, bytes.array());
  }

  /**
   * Reads a record.
   *
   * @throws SnapshotException if it is of another format or dimension, or its step is impossible
   */
  static LinearPayload of(RecordedScores recorded, int dimension, PeerTable peers) {
    ByteBuffer bytes = ByteBuffer.wrap(recorded.payload());
    byte format = bytes.hasRemaining() ? bytes.get() : 0;
    boolean original = format == FORMAT_OF_ORIGINAL;
    int expected = (original ? BEFORE_OF_ORIGINAL : BEFORE) + Float.BYTES * dimension;
    if (bytes.capacity() != expected || !(original || format == FORMAT)) {
      throw new SnapshotException(
          "expected recorded scores of dimension %d in format %d (%d bytes), found %d bytes in format %d"
              .formatted(
                  dimension,
                  original ? FORMAT_OF_ORIGINAL : FORMAT,
                  expected,
                  bytes.capacity(),
                  format));
    }
    Descent descent = original ? original(bytes) : descent(bytes);
    float[] representation = new float[dimension];
    bytes.asFloatBuffer().get(representation);
    return new LinearPayload(representation, peers.version(), descent);
  }

  private static Descent original(ByteBuffer bytes) {
    return valid(Descent.original(bytes.getFloat(), bytes.getFloat()));
  }

  private static Descent descent(ByteBuffer bytes) {
    float learningRate = bytes.getFloat();
    float momentum = bytes.getFloat();
    float temperature = bytes.getFloat();
    byte number = bytes.get();
    GradientScale scale =
        GradientScale.of(number)
            .orElseThrow(
                () ->
                    new SnapshotException(
                        "expected the number of a gradient's scale, 0 or 1, found " + number));
    return valid(new Descent(learningRate, momentum, temperature, scale));
  }

  private static Descent valid(Descent descent) {
    if (!descent.isValid()) {
      throw new SnapshotException(
          "expected a learning rate from 0, a momentum in [0, 1) and a temperature above 0, found "
              + descent);
    }
    return descent;
  }
}
