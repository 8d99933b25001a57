package org.gatehouse.api.metagraph;

import java.time.Clock;
import org.gatehouse.api.telemetry.MeterSink;

/**
 * What a host lends a metagraph source.
 *
 * @param clock the host's clock
 * @param meters where the source reports what it measures
 */
public record MetagraphContext(Clock clock, MeterSink meters) {

  /** Returns a context with the system's clock and no meters. */
  public static MetagraphContext standalone() {
    return new MetagraphContext(Clock.systemUTC(), MeterSink.none());
  }
}
