package org.gatehouse.config.plugin.isolation;

import java.time.Duration;
import org.gatehouse.api.telemetry.MeterSink;

/** A host's meters, as a plugin sees them. */
final class HostMeters implements MeterSink {

  private final MeterSink meters;
  private final PluginScope scope;

  HostMeters(MeterSink meters, PluginScope scope) {
    this.meters = meters;
    this.scope = scope;
  }

  @Override
  public void count(String meter, long amount) {
    scope.callBack(() -> meters.count(meter, amount));
  }

  @Override
  public void time(String meter, Duration duration) {
    scope.callBack(() -> meters.time(meter, duration));
  }
}
