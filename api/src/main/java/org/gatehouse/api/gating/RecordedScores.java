package org.gatehouse.api.gating;

import java.util.Arrays;
import org.gatehouse.api.Uids;

/**
 * Scores as a training log keeps them: uids, and what their gate needs to learn, as bytes of its
 * own making.
 *
 * <p>Immutable and safe for use by many threads. Equality is by content.
 */
public final class RecordedScores {

  private final Uids uids;
  private final byte[] payload;

  /** Creates a record; the bytes are copied. */
  public RecordedScores(Uids uids, byte[] payload) {
    this.uids = uids;
    this.payload = payload.clone();
  }

  /** Returns the scored uids. */
  public Uids uids() {
    return uids;
  }

  /** Returns a fresh array of what the gate needs beside them. */
  public byte[] payload() {
    return payload.clone();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof RecordedScores that
        && uids.equals(that.uids)
        && Arrays.equals(payload, that.payload);
  }

  @Override
  public int hashCode() {
    return 31 * uids.hashCode() + Arrays.hashCode(payload);
  }

  @Override
  public String toString() {
    return "RecordedScores[" + uids + ", " + payload.length + " bytes]";
  }
}
