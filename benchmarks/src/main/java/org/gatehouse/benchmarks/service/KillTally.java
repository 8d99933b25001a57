package org.gatehouse.benchmarks.service;

import java.util.EnumMap;
import java.util.Map;

/** What happened in a run of kills. For use by one thread. */
final class KillTally {

  private final Map<KillMoment, Integer> kills = new EnumMap<>(KillMoment.class);
  private int snapshots;
  private int acknowledged;
  private int proofs;
  private int lost;
  private int kept;
  private int torn;
  private int named;

  void killed(KillMoment moment) {
    kills.merge(moment, 1, Integer::sum);
  }

  void inSnapshot(boolean seen) {
    snapshots += seen ? 1 : 0;
  }

  void acknowledged() {
    acknowledged++;
  }

  /**
   * Takes note of a host that came up in a state it should be in.
   *
   * @param before how many changes had been acknowledged since the last proof
   * @param now how many of these were there, or one more
   */
  void proven(int before, int now) {
    proofs++;
    lost += Math.max(0, before - now);
    kept += Math.max(0, now - before);
  }

  void torn(boolean isNamed) {
    torn++;
    named += isNamed ? 1 : 0;
  }

  /** Returns how many acknowledged changes were not there any more. */
  int lost() {
    return lost;
  }

  /** Returns how many logs were torn before a host came up. */
  int torn() {
    return torn;
  }

  @Override
  public String toString() {
    return """
        kills                           %s
        kills in a snapshot's writing   %d
        changes acknowledged            %d
        of these lost                   %d
        unanswered, and there           %d
        hosts that came up as they may  %d
        logs torn                       %d, damage named %d times
        """
        .formatted(kills, snapshots, acknowledged, lost, kept, proofs, torn, named);
  }
}
