package org.gatehouse.api.gating;

import org.gatehouse.api.Uids;

/**
 * What a restore did, each list ascending by uid.
 *
 * @param step the number of training steps in the restored state
 * @param restored uids of the metagraph that hold the peer the snapshot knew
 * @param reset uids of the metagraph that hold another peer than in the snapshot, or one it did not
 *     know; started afresh
 * @param gone uids that held a peer in the snapshot and hold none now
 * @param numUidsBefore the size of the uid space before
 * @param numUids the size of the uid space now, larger if the snapshot or the network outgrew it
 */
public record RestoreReport(
    long step, Uids restored, Uids reset, Uids gone, int numUidsBefore, int numUids) {}
