package org.gatehouse.api.telemetry;

import java.time.Duration;

enum NoMeters implements MeterSink {
  INSTANCE;

  @Override
  public void count(String meter, long amount) {}

  @Override
  public void time(String meter, Duration duration) {}
}
