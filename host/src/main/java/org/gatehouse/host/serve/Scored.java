package org.gatehouse.host.serve;

import java.time.Duration;
import java.util.List;
import org.gatehouse.api.gating.GateScores;
import org.jspecify.annotations.Nullable;

/**
 * The answer to a request for scores.
 *
 * @param gate the name of the gate
 * @param block the block of the network at that time; {@code null} if none is known
 * @param expiresIn how long the scores wait for their rewards
 * @param results one for each message, in their order
 */
public record Scored(String gate, @Nullable Long block, Duration expiresIn, List<Result> results) {

  /**
   * The scores of one message.
   *
   * @param scoresId what rewards are told under
   * @param scores all scores, shape [numUids]
   * @param choice who is to be asked; {@code null} if that was not asked for
   */
  public record Result(String scoresId, GateScores scores, @Nullable Choice choice) {}

  /** Who is to be asked, best score first, chosen by the selector of a name. */
  public record Choice(String selector, int k, List<Peer> peers) {}

  /** A chosen peer; its hotkey is {@code null} if no network is known. */
  public record Peer(int uid, @Nullable String hotkey, float score, double propensity) {}
}
