package org.gatehouse.state;

import java.util.Map;
import java.util.TreeMap;
import org.gatehouse.api.gating.GatingSnapshot;

/** The identity of what a gate has learned, wherever and however often it was restored. */
public final class StateDigest {

  private StateDigest() {}

  /**
   * Returns the SHA-256 of a snapshot without its block and its generation, in lower-case
   * hexadecimal digits: two gates with the same digest score and learn alike.
   */
  public static String sha256(GatingSnapshot snapshot) {
    Map<String, String> metadata = SnapshotMetadata.of(snapshot);
    TreeMap<String, String> learned = new TreeMap<>(metadata);
    SnapshotMetadata.NOT_LEARNED.forEach(learned::remove);
    return SnapshotMetadata.sha256(learned, snapshot.tensors());
  }
}
