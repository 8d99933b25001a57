package org.gatehouse.host.serve;

import java.time.Duration;
import java.util.function.Supplier;
import org.gatehouse.api.telemetry.MeterSink;
import org.gatehouse.host.meters.Outcome;

/**
 * Where a service reports what it measures, and what has been measured.
 *
 * @param meters where counts and times go
 * @param calls is told of each call of the service
 * @param requests is told of each answered request
 * @param metrics all that has been measured, in the text format of Prometheus
 */
public record Telemetry(
    MeterSink meters, CallListener calls, RequestListener requests, Supplier<String> metrics) {

  /** Is told of each call of a service; must not block and must not throw. */
  @FunctionalInterface
  public interface CallListener {
    /** Takes in a call that has ended, by the name of its meter. */
    void ended(String meter, Outcome outcome, Duration took);
  }

  /** Is told of each answered request; must not block and must not throw. */
  @FunctionalInterface
  public interface RequestListener {
    /**
     * Takes in an answered request.
     *
     * @param path the path of its route, or {@code unknown}
     * @param method the method, or {@code other}
     * @param status the status of the answer
     * @param took the time from its first byte to its answer
     */
    void answered(String path, String method, int status, Duration took);
  }
}
