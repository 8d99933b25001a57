package org.gatehouse.host.serve;

import java.time.Duration;
import java.util.function.Supplier;
import org.gatehouse.api.gating.ForeignScoresException;
import org.gatehouse.api.gating.InvalidMessageException;
import org.gatehouse.api.gating.InvalidRewardsException;
import org.gatehouse.api.gating.InvalidUidException;
import org.gatehouse.api.gating.UnsupportedCapabilityException;
import org.gatehouse.api.metagraph.MetagraphException;
import org.gatehouse.api.selection.NotEnoughPeersException;
import org.gatehouse.host.batching.OverloadedException;
import org.gatehouse.host.meters.Outcome;

/** The calls of a service: how long each takes, and how it ends. Thread-safe. */
final class Calls {

  private final Telemetry.CallListener listener;

  Calls(Telemetry.CallListener listener) {
    this.listener = listener;
  }

  /** Makes a call and tells of it. */
  <T> T timed(String meter, Supplier<T> call) {
    long start = System.nanoTime();
    Outcome outcome = Outcome.FAILED;
    try {
      T result = call.get();
      outcome = Outcome.OK;
      return result;
    } catch (RuntimeException e) {
      outcome = isRefusal(e) ? Outcome.REFUSED : Outcome.FAILED;
      throw e;
    } finally {
      listener.ended(meter, outcome, Duration.ofNanos(System.nanoTime() - start));
    }
  }

  private static boolean isRefusal(RuntimeException failure) {
    if (failure instanceof ServiceException refused) {
      return switch (refused.reason()) {
        case NETWORK_LOST, NOT_KEPT -> false;
        default -> true;
      };
    }
    return failure instanceof ScoresUsedException
        || failure instanceof OverloadedException
        || failure instanceof InvalidMessageException
        || failure instanceof InvalidRewardsException
        || failure instanceof InvalidUidException
        || failure instanceof NotEnoughPeersException
        || failure instanceof ForeignScoresException
        || failure instanceof UnsupportedCapabilityException
        || failure instanceof MetagraphException;
  }
}
