package org.gatehouse.state;

import org.gatehouse.api.gating.SnapshotException;

/** A snapshot file that is not as it was written: cut off, overwritten, or no snapshot at all. */
public final class DamagedSnapshotException extends SnapshotException {

  DamagedSnapshotException(String message) {
    super(message);
  }

  DamagedSnapshotException(String message, Throwable cause) {
    super(message, cause);
  }
}
