package org.gatehouse.api.metagraph;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.gatehouse.api.metagraph.SourceHealth.Status;
import org.junit.jupiter.api.Test;

class SourceHealthTest {

  private static final Instant READ = Instant.parse("2026-01-01T00:00:00Z");
  private final Metagraph metagraph = Metagraph.of(1, 77, List.of(Neuron.of(0, "a")));

  @Test
  void nothingIsKnownBeforeTheFirstReading() {
    SourceHealth health = SourceHealth.unknown().stale("no node answers");
    assertThat(health).isEqualTo(new SourceHealth(Status.STALE, null, null, "no node answers"));
    assertThat(health.age(READ)).isEmpty();
  }

  @Test
  void whatIsKnownStaysAndGrowsOld() {
    SourceHealth health = SourceHealth.current(metagraph, READ, "a node").stale("lost");
    assertThat(health).isEqualTo(new SourceHealth(Status.STALE, 77L, READ, "lost"));
    assertThat(health.age(READ.plusSeconds(90))).contains(Duration.ofSeconds(90));
  }

  @Test
  void aClockThatWentBackMakesNoNegativeAge() {
    SourceHealth health = SourceHealth.current(metagraph, READ, "a node");
    assertThat(health.age(READ.minusSeconds(1))).contains(Duration.ZERO);
  }
}
