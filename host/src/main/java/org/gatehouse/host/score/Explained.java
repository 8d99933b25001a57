package org.gatehouse.host.score;

import java.util.List;
import org.gatehouse.api.gating.ScoreParts;

/**
 * A prompt, the peers that would be asked, and what their scores are made of.
 *
 * @param parts one for each chosen peer, in their order
 * @param certain whether the gate knows how certain it is of its scores
 */
record Explained(Scored scored, List<ScoreParts> parts, boolean certain) {

  /** Copies the list. */
  Explained {
    parts = List.copyOf(parts);
  }
}
