package org.gatehouse.api.gating;

import org.gatehouse.api.Uids;

/**
 * What a resync did, each list ascending by uid.
 *
 * @param kept uids that hold the same peer as before
 * @param replaced uids that hold another peer; forgotten
 * @param added uids that held no known peer; started afresh
 * @param removed uids that hold no peer any more; forgotten when next used
 * @param disagreeing uids at which the caller's {@code previous} was not what the gate knew
 * @param numUidsBefore the size of the uid space before
 * @param numUids the size of the uid space now, larger if the network outgrew it
 */
public record ResyncReport(
    Uids kept,
    Uids replaced,
    Uids added,
    Uids removed,
    Uids disagreeing,
    int numUidsBefore,
    int numUids) {

  /** Returns whether the network outgrew the uid space. */
  public boolean grew() {
    return numUids > numUidsBefore;
  }
}
