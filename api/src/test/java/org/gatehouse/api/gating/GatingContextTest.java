package org.gatehouse.api.gating;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.gatehouse.api.metagraph.Metagraph;
import org.gatehouse.api.telemetry.MeterSink;
import org.gatehouse.api.telemetry.ProgressListener;
import org.junit.jupiter.api.Test;

class GatingContextTest {

  private final GatingContext.Builder builder =
      GatingContext.builder(Path.of("cache"), Path.of("state"));

  @Test
  void everythingButTheFoldersHasADefault() {
    GatingContext context = builder.build();

    assertThat(context.cacheFolder()).isEqualTo(Path.of("cache"));
    assertThat(context.stateFolder()).isEqualTo(Path.of("state"));
    assertThat(context.metagraph()).isEmpty();
    assertThat(context.seed()).isZero();
    assertThat(context.clock()).isEqualTo(Clock.systemUTC());
    assertThatCode(
            () -> {
              context.progress().progress("task", 1, 1);
              context.meters().count("meter", 1);
              context.meters().time("meter", Duration.ZERO);
            })
        .doesNotThrowAnyException();
    assertThat(context.meters()).isSameAs(MeterSink.none());
  }

  @Test
  void whatIsLentArrives() {
    Metagraph metagraph = Metagraph.of(1, 0, List.of());
    Clock clock = Clock.fixed(Instant.EPOCH, ZoneOffset.UTC);
    AtomicLong done = new AtomicLong();
    ProgressListener progress = (task, now, total) -> done.set(now);
    GatingContext context =
        builder
            .metagraph(metagraph)
            .seed(7)
            .clock(clock)
            .progress(progress)
            .meters(MeterSink.none())
            .build();

    context.progress().progress("task", 3, 4);

    assertThat(context.metagraph()).containsSame(metagraph);
    assertThat(context.seed()).isEqualTo(7);
    assertThat(context.clock()).isSameAs(clock);
    assertThat(done).hasValue(3);
  }

  @Test
  void aContextDoesNotFollowItsBuilder() {
    GatingContext context = builder.seed(1).build();

    builder.seed(2);

    assertThat(context.seed()).isEqualTo(1);
  }
}
