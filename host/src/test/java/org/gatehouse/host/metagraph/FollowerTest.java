package org.gatehouse.host.metagraph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.gatehouse.api.metagraph.Metagraph;
import org.gatehouse.api.metagraph.MetagraphException;
import org.gatehouse.api.metagraph.MetagraphListener;
import org.gatehouse.api.metagraph.MetagraphSource;
import org.gatehouse.api.metagraph.Neuron;
import org.gatehouse.api.metagraph.SourceHealth;
import org.gatehouse.api.metagraph.Subscription;
import org.gatehouse.host.cli.Console;
import org.gatehouse.host.cli.OutputClosedException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class FollowerTest {

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  /** Tells a failure and a change while it is being watched, then interrupts the watcher. */
  private static class Source implements MetagraphSource {

    private boolean subscribed;

    @Override
    public Metagraph sync() {
      return Metagraph.of(1, 10, List.of(Neuron.of(0, "a")));
    }

    @Override
    public Subscription watch(MetagraphListener listener) {
      subscribed = true;
      listener.failed(new MetagraphException("the node is away"));
      listener.changed(sync(), Metagraph.of(1, 11, List.of(Neuron.of(0, "b"))));
      Thread.currentThread().interrupt();
      return () -> subscribed = false;
    }

    @Override
    public void close() {}
  }

  private Follower follower(OutputStream target, boolean json, MetagraphSource source) {
    return new Follower(
        new Console(
            InputStream.nullInputStream(),
            new PrintStream(target, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8),
            false),
        json,
        source,
        Duration.ofMillis(1));
  }

  @Test
  void printsChangesUntilInterrupted() {
    Source source = new Source();
    assertThat(follower(out, false, source).follow()).isZero();
    assertThat(out.toString(StandardCharsets.UTF_8))
        .isEqualTo(
            """
            netuid 1, block 10 to 11: 1 replaced, 0 added, 0 removed, 0 changed, 0 alike
              replaced  uid 0      a -> b
            """);
    assertThat(err.toString(StandardCharsets.UTF_8))
        .isEqualTo(
            """
            the node is away
              what is known stays in force; further failures are not shown until the network is read again
            the network is read again, at block 11
            following netuid 1 from block 10, 1 peers
            """);
    assertThat(source.subscribed).isFalse();
  }

  @Test
  void printsOneJsonObjectForEachChange() {
    follower(out, true, new Source()).follow();
    assertThat(out.toString(StandardCharsets.UTF_8)).startsWith("{\"netuid\":1,").endsWith("]}\n");
  }

  @Test
  @Timeout(20)
  void saysOnceThatTheSourceIsAwayAndOnceThatItIsBack() {
    Instant start = Instant.now().minusSeconds(95);
    SourceHealth good = SourceHealth.current(new Source().sync(), start, "a node");
    SourceHealth back = SourceHealth.current(new Source().sync(), start.plusSeconds(90), "a node");
    List<SourceHealth> looks =
        List.of(
            good, // Not yet seen to be away.
            good.stale("no new head"),
            good.stale("connection refused"),
            back,
            back);
    Source source =
        new Source() {
          private int look;

          @Override
          public Subscription watch(MetagraphListener listener) {
            listener.failed(new MetagraphException("the node is away"));
            listener.failed(new MetagraphException("the other node is away"));
            return () -> {};
          }

          @Override
          public SourceHealth health() {
            if (look == looks.size() + 2) {
              Thread.currentThread().interrupt();
            }
            // The first two are asked for by the failures.
            return looks.get(Math.min(Math.max(look++ - 2, 0), looks.size() - 1));
          }
        };
    assertThat(follower(out, false, source).follow()).isZero();
    assertThat(err.toString(StandardCharsets.UTF_8))
        .matches(
            """
            the node is away
              what is known is of block 10, 1 min \\d+ s old; further failures are not shown until the network is read again
            following netuid 1 from block 10, 1 peers
            the network is read again, at block 10
            """);
    assertThat(out.toString(StandardCharsets.UTF_8)).isEmpty();
  }

  @Test
  void anOutageThatOnlyTheHealthShowsIsToldToo() {
    List<String> messages = new ArrayList<>();
    Outage outage = new Outage(messages::add);
    Instant start = Instant.now();
    SourceHealth good = SourceHealth.current(new Source().sync(), start, "");
    outage.look(SourceHealth.unknown());
    outage.look(good);
    outage.look(good.stale("no new head for 60 s"));
    outage.look(SourceHealth.current(new Source().sync(), start.plusSeconds(1), ""));
    outage.look(good.stale("away"));

    assertThat(messages).hasSize(3);
    assertThat(messages.get(0))
        .startsWith("no new head for 60 s\n  what is known is of block 10, ");
    assertThat(messages.get(1)).isEqualTo("the network is read again, at block 10");
    assertThat(messages.get(2)).startsWith("away\n");
  }

  @ParameterizedTest
  @CsvSource({"0, 0 s", "59, 59 s", "60, 1 min 0 s", "3725, 1 h 2 min", "180000, 2 d 2 h"})
  void agesHaveTwoUnits(long seconds, String text) {
    assertThat(Outage.text(Duration.ofSeconds(seconds))).isEqualTo(text);
  }

  @Test
  void endsWhenNobodyReadsAnyMore() {
    OutputStream closed =
        new OutputStream() {
          @Override
          public void write(int unit) throws IOException {
            throw new IOException("Broken pipe");
          }
        };
    Source source =
        new Source() {
          @Override
          public Subscription watch(MetagraphListener listener) {
            Subscription subscription = super.watch(listener);
            Thread.interrupted();
            return subscription;
          }
        };
    assertThatThrownBy(() -> follower(closed, false, source).follow())
        .isInstanceOf(OutputClosedException.class);
  }
}
