package org.gatehouse.api.telemetry;

import java.time.Duration;

/**
 * Where a gate or a metagraph source reports what it measures.
 *
 * <p>Meter names are lower-case words joined by dots, such as {@code gatehouse.gate.forward}. A
 * sink must be safe for use by many threads, must not block and must not throw.
 */
public interface MeterSink {

  /** Returns the sink that drops everything. */
  static MeterSink none() {
    return NoMeters.INSTANCE;
  }

  /** Adds {@code amount}, at least 0, to a counter. */
  void count(String meter, long amount);

  /** Records how long one operation took. */
  void time(String meter, Duration duration);
}
