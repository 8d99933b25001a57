package org.gatehouse.host.meters;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.DoubleSupplier;
import org.gatehouse.api.telemetry.MeterSink;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The meters of one host, those of its process included, as a Prometheus server reads them.
 *
 * <p>What reports to it never fails because of it: a report that contradicts an earlier one, such
 * as a time under the name of a counter, is dropped and logged once. Thread-safe.
 */
public final class Meters implements MeterSink, AutoCloseable {

  /** The content type of {@link #scrape}. */
  public static final String CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8";

  private static final Logger LOG = LoggerFactory.getLogger(Meters.class);

  private static final Duration[] TIME_BUCKETS =
      Arrays.stream(new int[] {1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000, 2_000, 5_000, 10_000})
          .mapToObj(Duration::ofMillis)
          .toArray(Duration[]::new);
  private static final double[] BATCH_BUCKETS = {1, 2, 4, 8, 16, 32, 64, 128, 256};

  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final JvmGcMetrics collections = new JvmGcMetrics();
  private final Set<String> refused = ConcurrentHashMap.newKeySet();

  /** Creates the meters of this process and of a host that has not done anything yet. */
  public Meters() {
    new JvmMemoryMetrics().bindTo(registry);
    new JvmThreadMetrics().bindTo(registry);
    new FileDescriptorMetrics().bindTo(registry);
    collections.bindTo(registry);
    ProcessMemory.ofThisProcess()
        .ifPresent(
            memory -> {
              gauge("gatehouse.process.resident", memory::residentBytes);
              gauge("gatehouse.process.native", memory::nativeBytes);
            });
    // A monitoring system cannot tell what has not happened yet from what is not measured.
    for (KnownMeter meter : KnownMeter.values()) {
      switch (meter.kind()) {
        case COUNTER -> counter(meter.id());
        case TIMER -> timer(meter.id(), Tags.empty());
        case SUMMARY -> summary(meter.id());
        case TIMER_BY_OUTCOME -> {
          for (Outcome outcome : Outcome.values()) {
            timer(meter.id(), outcome.tags());
          }
        }
        case GAUGE, TIMER_BY_REQUEST -> {}
      }
    }
  }

  @Override
  public void count(String meter, long amount) {
    report(meter, () -> counter(meter).increment((double) amount));
  }

  @Override
  public void time(String meter, Duration duration) {
    report(meter, () -> timer(meter, Tags.empty()).record(duration));
  }

  /** Records how long one call of the host took, and how it ended. */
  public void time(String meter, Outcome outcome, Duration duration) {
    report(meter, () -> timer(meter, outcome.tags()).record(duration));
  }

  /**
   * Adds one value, at least 0, to a distribution; a negative one or one that is not finite is
   * dropped.
   */
  void record(String meter, double value) {
    if (Double.isFinite(value)) {
      report(meter, () -> summary(meter).record(value));
    }
  }

  /** Notes that a batch of so many messages was scored: {@code gatehouse.host.batch}. */
  public void batch(int messages) {
    record("gatehouse.host.batch", messages);
  }

  /**
   * Notes that a request was answered: {@code gatehouse.http.requests}.
   *
   * @param path the template of the path, one of a few, such as {@code /v1/forward}; never what a
   *     client sent
   * @param method one of a few words, as well
   * @param status the status of the answer
   */
  public void request(String path, String method, int status, Duration duration) {
    Tags tags = Tags.of("path", path, "method", method, "status", String.valueOf(status));
    report(
        "gatehouse.http.requests", () -> timer("gatehouse.http.requests", tags).record(duration));
  }

  /**
   * Has a value read whenever the meters are.
   *
   * @param value cheap, safe for use by any thread, and never failing; NaN where there is none yet
   */
  public void gauge(String meter, DoubleSupplier value) {
    report(
        meter,
        () ->
            Gauge.builder(meter, value::getAsDouble)
                .baseUnit(unit(meter))
                .description(description(meter))
                .register(registry));
  }

  /** Returns all meters in the text format of Prometheus; see {@link #CONTENT_TYPE}. */
  public String scrape() {
    return registry.scrape();
  }

  /** Ends the observation of this process. */
  @Override
  public void close() {
    collections.close();
    registry.close();
  }

  private Counter counter(String meter) {
    return Counter.builder(meter).description(description(meter)).register(registry);
  }

  private Timer timer(String meter, Tags tags) {
    return Timer.builder(meter)
        .tags(tags)
        .description(description(meter))
        .serviceLevelObjectives(TIME_BUCKETS)
        .register(registry);
  }

  private DistributionSummary summary(String meter) {
    DistributionSummary.Builder builder =
        DistributionSummary.builder(meter).baseUnit(unit(meter)).description(description(meter));
    if ("messages".equals(unit(meter))) {
      builder.serviceLevelObjectives(BATCH_BUCKETS);
    }
    return builder.register(registry);
  }

  private static @Nullable String unit(String meter) {
    return KnownMeter.of(meter).map(KnownMeter::unit).orElse(null);
  }

  private static @Nullable String description(String meter) {
    return KnownMeter.of(meter).map(KnownMeter::meaning).orElse(null);
  }

  private void report(String meter, Runnable report) {
    try {
      report.run();
    } catch (RuntimeException e) {
      if (refused.add(meter)) {
        LOG.warn("reports of the meter {} are dropped: {}", meter, e.getMessage());
      }
    }
  }
}
