package org.gatehouse.host.meters;

import io.micrometer.core.instrument.Tags;
import java.util.Locale;
import org.gatehouse.api.gating.ForeignScoresException;
import org.gatehouse.api.gating.InvalidMessageException;
import org.gatehouse.api.gating.InvalidRewardsException;
import org.gatehouse.api.gating.InvalidUidException;
import org.gatehouse.api.gating.UnsupportedCapabilityException;
import org.gatehouse.api.metagraph.MetagraphException;
import org.gatehouse.host.batching.OverloadedException;

/** How a call of the host ended. */
enum Outcome {
  /** As asked for. */
  OK,
  /** Without a result, because of what was asked for or of how much. */
  REFUSED,
  /** Without a result, because of the gate. */
  FAILED;

  static Outcome of(Throwable failure) {
    return failure instanceof OverloadedException
            || failure instanceof InvalidMessageException
            || failure instanceof InvalidRewardsException
            || failure instanceof InvalidUidException
            || failure instanceof ForeignScoresException
            || failure instanceof UnsupportedCapabilityException
            || failure instanceof MetagraphException
        ? REFUSED
        : FAILED;
  }

  Tags tags() {
    return Tags.of("outcome", name().toLowerCase(Locale.ROOT));
  }
}
