package org.gatehouse.host.meters;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The table of meters in {@code docs/operations.md}. */
final class OperationsPageTest {

  private static final Path PAGE = Path.of("..", "docs", "operations.md");
  private static final String HEAD =
      "| meter | in Prometheus | kind | meaning |\n|---|---|---|---|\n";

  private static String row(KnownMeter meter) {
    String tags = meter.kind().tags().isEmpty() ? "" : " by " + meter.kind().tags();
    return "| `%s` | `%s` | %s%s | %s |\n"
        .formatted(meter.id(), prometheus(meter), meter.kind().word(), tags, meter.meaning());
  }

  private static String prometheus(KnownMeter meter) {
    String name = meter.id().replace('.', '_');
    return switch (meter.kind()) {
      case COUNTER -> name + "_total";
      case TIMER, TIMER_BY_OUTCOME, TIMER_BY_REQUEST -> name + "_seconds";
      case SUMMARY, GAUGE -> meter.unit() == null ? name : name + "_" + meter.unit();
    };
  }

  @Test
  void thePageHasEveryMeter() throws IOException {
    String table =
        HEAD
            + Arrays.stream(KnownMeter.values())
                .map(OperationsPageTest::row)
                .collect(Collectors.joining());
    assertThat(Files.readString(PAGE)).contains("\n\n" + table + "\n");
  }

  @Test
  void theNamesAreThoseThatPrometheusReads() {
    try (Meters meters = new Meters()) {
      meters.request("/v1/forward", "POST", 200, Duration.ofMillis(1));
      for (KnownMeter meter : KnownMeter.values()) {
        if (meter.kind() == KnownMeter.Kind.GAUGE) {
          meters.gauge(meter.id(), () -> 1);
        }
      }
      String read = meters.scrape();
      for (KnownMeter meter : KnownMeter.values()) {
        assertThat(read).contains("# HELP " + prometheus(meter) + " " + meter.meaning() + "\n");
      }
    }
  }
}
