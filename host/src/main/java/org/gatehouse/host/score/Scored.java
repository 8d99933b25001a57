package org.gatehouse.host.score;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A prompt and the peers that would be asked.
 *
 * @param k how many were to be chosen
 * @param block the block at which the peers were read; {@code null} where there is no network
 * @param selected the chosen peers, best score first
 */
record Scored(
    String prompt, String gate, String selector, int k, @Nullable Long block, List<Peer> selected) {

  /** Copies the list. */
  Scored {
    selected = List.copyOf(selected);
  }

  /** A chosen peer; its hotkey is {@code null} where there is no network. */
  record Peer(int uid, @Nullable String hotkey, float score, double propensity) {}
}
