package org.gatehouse.state;

import java.time.Duration;
import java.util.Optional;

/**
 * How well the state is kept at this moment.
 *
 * @param snapshotAge the time since the last snapshot was written, or since the start if none was
 * @param snapshotStep the number of training steps in the newest snapshot
 * @param logBytes the size of the log's current segment; 0 without a log
 * @param problem why the last snapshot could not be written, or the log not; empty if all is well
 */
public record StateHealth(
    Duration snapshotAge, long snapshotStep, long logBytes, Optional<String> problem) {}
