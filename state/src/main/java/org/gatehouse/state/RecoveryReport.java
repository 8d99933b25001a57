package org.gatehouse.state;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * How a gate came to the state in which a host starts.
 *
 * @param snapshot the file it was restored from; empty for a gate that is new
 * @param step the number of training steps in the state
 * @param replayedSteps how many of them came from the log
 * @param replayedResyncs how many resyncs came from the log
 * @param damages what was found damaged or missing, where, and what became of it
 */
public record RecoveryReport(
    Optional<Path> snapshot,
    long step,
    long replayedSteps,
    long replayedResyncs,
    List<String> damages) {

  /** Copies the list. */
  public RecoveryReport {
    damages = List.copyOf(damages);
  }
}
