package org.gatehouse.host.meters;

import io.micrometer.core.instrument.Tags;
import java.util.Locale;

/** How a call of the host ended. */
public enum Outcome {
  /** As asked for. */
  OK,
  /** Without a result, because of what was asked for or of how much. */
  REFUSED,
  /** Without a result, because of the gate. */
  FAILED;

  Tags tags() {
    return Tags.of("outcome", name().toLowerCase(Locale.ROOT));
  }
}
