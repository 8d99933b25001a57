package org.gatehouse.metagraph.adapters.subtensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.gatehouse.metagraph.adapters.subtensor.Sources.NETUID;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.gatehouse.api.metagraph.MetagraphException;
import org.gatehouse.metagraph.adapters.subtensor.chain.BlockChoice;
import org.gatehouse.metagraph.adapters.subtensor.loopback.Fault;
import org.junit.jupiter.api.Test;

class EndingTest extends SourceTest {

  @Test
  void nothingIsLeftOpen() throws Exception {
    node.chain().extendFinal(SPEC, state(0));
    SubtensorMetagraphSource source = open(node);
    source.watch(follower);
    await(() -> node.liveSubscriptions() == 1);
    source.close();
    await(() -> node.openConnections() == 0);
    await(() -> ourThreads().isEmpty());
  }

  @Test
  void aReadingThatWaitsForItsNodeEndsAtOnce() throws Exception {
    node.faults().always("chain_getFinalizedHead", Fault.silence());
    SubtensorMetagraphSource source =
        open(
            new SubtensorSettings(
                List.of(node.uri()),
                null,
                NETUID,
                BlockChoice.FINALIZED,
                1,
                Duration.ofMinutes(5),
                Duration.ofMinutes(5)));
    CountDownLatch ended = new CountDownLatch(1);
    Thread reading =
        new Thread(
            () -> {
              assertThatThrownBy(source::sync).isInstanceOf(IllegalStateException.class);
              ended.countDown();
            });
    reading.start();
    await(() -> node.calls("chain_getFinalizedHead") == 1);
    source.close();
    assertThat(ended.await(10, TimeUnit.SECONDS)).isTrue();
  }

  private static List<String> ourThreads() {
    return Thread.getAllStackTraces().keySet().stream()
        .map(Thread::getName)
        .filter(name -> name.startsWith("gatehouse-subtensor"))
        .toList();
  }

  @Test
  void noSecretOfAnAddressIsShown() {
    SubtensorMetagraphSource source =
        open(Sources.settings(URI.create("wss://me:hunter2@127.0.0.1:1/x?key=topsecret")));
    source.close();
    assertThatThrownBy(source::sync)
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("the metagraph source of netuid 7 at [wss://127.0.0.1:1/x] is closed");
  }

  @Test
  void anInterruptedReadingEndsAtOnce() throws Exception {
    node.faults().always("chain_getFinalizedHead", Fault.silence());
    SubtensorMetagraphSource source = open(node);
    CountDownLatch ended = new CountDownLatch(1);
    Thread reading =
        new Thread(
            () -> {
              assertThatThrownBy(source::sync)
                  .isInstanceOf(MetagraphException.class)
                  .hasMessageContaining("interrupted");
              assertThat(Thread.currentThread().isInterrupted()).isTrue();
              ended.countDown();
            });
    reading.start();
    await(() -> node.calls("chain_getFinalizedHead") == 1);
    reading.interrupt();
    assertThat(ended.await(2, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void watchingAndClosingAtOnceWhileAListenerReadsLocksNothing() throws Exception {
    for (int i = 0; i < 50; i++) {
      node.chain().extendFinal(SPEC, state(i));
      SubtensorMetagraphSource source =
          Sources.of(settings(BlockChoice.FINALIZED, 1, Duration.ofSeconds(30), node));
      source.watch(
          (previous, latest) -> {
            try {
              source.sync();
            } catch (IllegalStateException | MetagraphException e) {
              // It was closed just now.
            }
          });
      node.chain().extendFinal(SPEC, state(1000 + i));
      Thread watching =
          new Thread(
              () -> {
                try {
                  source.watch((previous, latest) -> {}).close();
                } catch (IllegalStateException | MetagraphException e) {
                  // It was closed just now.
                }
              });
      watching.start();
      Thread closing = new Thread(source::close);
      closing.start();
      watching.join(10_000);
      closing.join(10_000);
      assertThat(watching.isAlive() || closing.isAlive()).isFalse();
    }
    await(() -> node.openConnections() == 0);
  }
}
