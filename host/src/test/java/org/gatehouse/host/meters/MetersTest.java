package org.gatehouse.host.meters;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class MetersTest {

  private final Meters meters = new Meters();

  @AfterEach
  void close() {
    meters.close();
  }

  private Optional<String> value(String sample) {
    return Samples.find(meters, sample);
  }

  @Test
  void whatHasNotHappenedYetIsZero() {
    assertThat(value("gatehouse_gate_messages_total")).contains("0.0");
    assertThat(value("gatehouse_state_snapshot_seconds_count")).contains("0");
    assertThat(value("gatehouse_host_forward_seconds_count{outcome=\"refused\"}")).contains("0");
    assertThat(value("gatehouse_host_batch_messages_count")).contains("0");
  }

  @Test
  void countsAddUp() {
    meters.count("gatehouse.gate.messages", 3);
    meters.count("gatehouse.gate.messages", 4);
    assertThat(value("gatehouse_gate_messages_total")).contains("7.0");
    assertThat(meters.scrape())
        .contains("# HELP gatehouse_gate_messages_total Messages that the gate scored\n");
  }

  @Test
  void timesAreInSecondsAndInBuckets() {
    meters.time("gatehouse.gate.forward", Duration.ofMillis(15));
    meters.time("gatehouse.gate.forward", Duration.ofMillis(1500));
    assertThat(value("gatehouse_gate_forward_seconds_count")).contains("2");
    assertThat(value("gatehouse_gate_forward_seconds_sum")).contains("1.515");
    assertThat(value("gatehouse_gate_forward_seconds_bucket{le=\"0.02\"}")).contains("1");
    assertThat(value("gatehouse_gate_forward_seconds_bucket{le=\"2.0\"}")).contains("2");
  }

  @Test
  void batchesAreCountedBySize() {
    meters.batch(1);
    meters.batch(32);
    assertThat(value("gatehouse_host_batch_messages_sum")).contains("33.0");
    assertThat(value("gatehouse_host_batch_messages_bucket{le=\"16.0\"}")).contains("1");
    assertThat(value("gatehouse_host_batch_messages_bucket{le=\"32.0\"}")).contains("2");
  }

  @Test
  void requestsAreToldApartByPathMethodAndStatus() {
    meters.request("/v1/forward", "POST", 200, Duration.ofMillis(1));
    meters.request("/v1/forward", "POST", 503, Duration.ofMillis(1));
    assertThat(
            value(
                "gatehouse_http_requests_seconds_count{method=\"POST\",path=\"/v1/forward\",status=\"503\"}"))
        .contains("1");
  }

  @Test
  void aGaugeIsReadWhenTheMetersAre() {
    double[] age = {1.5};
    meters.gauge("gatehouse.state.snapshot.age", () -> age[0]);
    assertThat(value("gatehouse_state_snapshot_age_seconds")).contains("1.5");
    age[0] = Double.NaN;
    assertThat(value("gatehouse_state_snapshot_age_seconds")).contains("NaN");
  }

  @Test
  void aReportThatContradictsAnEarlierOneHurtsNobody() {
    meters.count("acme.calls", 1);
    meters.time("acme.calls", Duration.ofMillis(1));
    meters.time("acme.calls", Duration.ofMillis(1));
    meters.time("gatehouse.host.forward", Duration.ofMillis(1));
    meters.count("", 1);
    meters.count("acme.calls", -1);
    meters.gauge(
        "acme.gauge",
        () -> {
          throw new IllegalStateException("no value");
        });
    assertThat(value("acme_calls_total")).contains("1.0");
  }

  @Test
  void theProcessIsMeasured() {
    assertThat(value("jvm_threads_live_threads")).isPresent();
    assertThat(meters.scrape()).contains("jvm_memory_used_bytes{", "jvm_gc_");
    if (Files.exists(Path.of("/proc/self/status"))) {
      assertThat(value("gatehouse_process_resident_bytes").map(Double::valueOf).orElseThrow())
          .isBetween(10e6, 100e9);
      assertThat(value("gatehouse_process_native_bytes").map(Double::valueOf).orElseThrow())
          .isBetween(0.0, 100e9);
    }
  }

  @Test
  void memoryIsReadAsLinuxWritesIt(@TempDir Path folder) throws IOException {
    Path status = folder.resolve("status");
    Files.write(
        status, List.of("Name:\tjava", "VmHWM:\t 9 kB", "VmRSS:\t  123456 kB", "Threads:\t7"));
    assertThat(new ProcessMemory(status).residentBytes()).isEqualTo(123456.0 * 1024);
    assertThat(new ProcessMemory(status).nativeBytes()).isBetween(0.0, 123456.0 * 1024);
    Files.write(status, List.of("Name:\tjava"));
    assertThat(new ProcessMemory(status).residentBytes()).isNaN();
    assertThat(new ProcessMemory(status).nativeBytes()).isNaN();
    assertThat(new ProcessMemory(folder.resolve("none")).residentBytes()).isNaN();
  }

  @Test
  void aRecentMeanForgetsWhatIsOld() {
    RecentMean mean = new RecentMean(3);
    assertThat(mean.mean()).isNaN();
    mean.add(-4);
    assertThat(mean.mean()).isEqualTo(-4);
    mean.add(1);
    mean.add(2);
    mean.add(3);
    assertThat(mean.mean()).isEqualTo(2);
  }
}
