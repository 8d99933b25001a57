package org.gatehouse.metagraph.adapters.subtensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.gatehouse.metagraph.adapters.subtensor.Sources.NETUID;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.gatehouse.api.metagraph.Metagraph;
import org.gatehouse.api.metagraph.MetagraphException;
import org.gatehouse.api.metagraph.Neuron;
import org.gatehouse.api.metagraph.SourceHealth.Status;
import org.gatehouse.metagraph.adapters.subtensor.chain.BlockChoice;
import org.gatehouse.metagraph.adapters.subtensor.loopback.Accounts;
import org.gatehouse.metagraph.adapters.subtensor.loopback.Fault;
import org.gatehouse.metagraph.adapters.subtensor.loopback.LoopbackChain;
import org.gatehouse.metagraph.adapters.subtensor.loopback.LoopbackNode;
import org.gatehouse.metagraph.adapters.subtensor.loopback.MetagraphAnswers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class SubtensorMetagraphSourceTest {

  private static final int SPEC = 343;

  private final LoopbackNode node = LoopbackNode.start();
  private final List<AutoCloseable> open = new ArrayList<>(List.of(node));
  private final Follower follower = new Follower();

  @AfterEach
  void close() throws Exception {
    for (int i = open.size() - 1; i >= 0; i--) {
      open.get(i).close();
    }
  }

  private SubtensorMetagraphSource open(SubtensorSettings settings) {
    SubtensorMetagraphSource source = Sources.of(settings);
    open.add(source);
    return source;
  }

  private SubtensorMetagraphSource open(LoopbackNode... nodes) {
    return open(settings(BlockChoice.FINALIZED, 1, Duration.ofSeconds(30), nodes));
  }

  private static SubtensorSettings settings(
      BlockChoice block, int interval, Duration headTimeout, LoopbackNode... nodes) {
    SubtensorSettings base = Sources.settings();
    return new SubtensorSettings(
        List.of(nodes).stream().map(LoopbackNode::uri).toList(),
        base.network(),
        base.netuid(),
        block,
        interval,
        base.requestTimeout(),
        headTimeout);
  }

  private LoopbackNode second(LoopbackChain chain) {
    LoopbackNode second = LoopbackNode.start(chain);
    open.add(second);
    return second;
  }

  /** Returns a network whose peers are named after a state. */
  private static Metagraph network(int state, int peers) {
    return Metagraph.of(
        NETUID,
        0,
        IntStream.range(0, peers)
            .mapToObj(uid -> Neuron.of(uid, Accounts.ss58(uid == 1 ? "p" + state : "uid " + uid)))
            .toList());
  }

  private static MetagraphAnswers state(int state) {
    return MetagraphAnswers.of(network(state, 3));
  }

  private static String second(Metagraph metagraph) {
    return metagraph.neurons().get(1).hotkey();
  }

  private static void await(BooleanSupplier condition) throws InterruptedException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as("patience").isLessThan(end);
      Thread.sleep(2);
    }
  }

  @Nested
  class Following {

    @Test
    void aNetworkIsReadAgainAfterTheIntervalOnly() throws Exception {
      node.chain().extendFinal(SPEC, state(0));
      SubtensorMetagraphSource source =
          open(settings(BlockChoice.FINALIZED, 5, Duration.ofSeconds(30), node));
      source.watch(follower);
      await(() -> node.liveSubscriptions() == 1);
      int before = node.calls("state_call");
      for (int i = 1; i <= 4; i++) {
        node.chain().extendFinal(SPEC, state(i));
      }
      Thread.sleep(100);
      assertThat(follower.moreChanges()).isEmpty();
      assertThat(node.calls("state_call")).isEqualTo(before);

      node.chain().extendFinal(SPEC, state(5));
      Follower.Change change = follower.change();
      assertThat(change.previous().block()).isEqualTo(1);
      assertThat(change.latest().block()).isEqualTo(6);
      assertThat(second(change.latest())).isEqualTo(Accounts.ss58("p5"));
    }

    @Test
    void aReadingOnDemandIsToldAndTheIntervalStartsOver() throws Exception {
      node.chain().extendFinal(SPEC, state(0));
      SubtensorMetagraphSource source =
          open(settings(BlockChoice.FINALIZED, 3, Duration.ofSeconds(30), node));
      source.watch(follower);
      await(() -> node.liveSubscriptions() == 1);
      node.chain().extendFinal(SPEC, state(1));
      node.chain().extendFinal(SPEC, state(1));
      assertThat(source.sync().block()).isEqualTo(3);
      assertThat(follower.change().latest().block()).isEqualTo(3);
      node.chain().extendFinal(SPEC, state(2));
      node.chain().extendFinal(SPEC, state(2));
      Thread.sleep(100);
      assertThat(follower.moreChanges()).isEmpty();
      node.chain().extendFinal(SPEC, state(2));
      assertThat(follower.change().latest().block()).isEqualTo(6);
    }

    @Test
    void blocksWithoutAChangeAreReadButNotTold() throws Exception {
      node.chain().extendFinal(SPEC, state(0));
      SubtensorMetagraphSource source = open(node);
      source.watch(follower);
      await(() -> node.liveSubscriptions() == 1);
      for (int i = 0; i < 3; i++) {
        node.chain().extendFinal(SPEC, state(0));
        long head = node.chain().finalizedHead().number();
        await(() -> Long.valueOf(head).equals(source.health().block()));
      }
      assertThat(follower.moreChanges()).isEmpty();
      node.chain().extendFinal(SPEC, state(1));
      Follower.Change change = follower.change();
      assertThat(change.previous().block()).isEqualTo(1);
      assertThat(change.latest().block()).isEqualTo(5);
    }

    @Test
    void aSubnetThatGrowsAndShrinksIsToldInOrder() throws Exception {
      node.chain().extendFinal(SPEC, MetagraphAnswers.of(network(0, 4)));
      open(node).watch(follower);
      for (int peers : new int[] {64, 8, 9, 2}) {
        node.chain().extendFinal(SPEC, MetagraphAnswers.of(network(0, peers)));
        assertThat(follower.change().latest().neurons()).hasSize(peers);
      }
    }

    @Test
    void anOlderBlockIsNeverToldAfterANewerOneWhileTheBestChainIsReorganised() throws Exception {
      LoopbackChain chain = node.chain();
      chain.extendFinal(SPEC, state(0));
      open(settings(BlockChoice.BEST, 1, Duration.ofSeconds(30), node)).watch(follower);
      List<Metagraph> told = new ArrayList<>();
      chain.extend(SPEC, state(1));
      told.add(follower.change().latest());
      chain.extend(SPEC, state(2));
      told.add(follower.change().latest());
      // Two blocks are taken back; the other branch says something else at each height.
      chain.forkAt(1);
      chain.extend(SPEC, state(11));
      chain.extend(SPEC, state(12));
      chain.extend(SPEC, state(13));
      Follower.Change change;
      do {
        change = follower.change();
        told.add(change.latest());
      } while (change.latest().block() < 4);
      assertThat(told).extracting(Metagraph::block).isSorted();
      assertThat(second(told.get(told.size() - 1))).isEqualTo(Accounts.ss58("p13"));
    }

    @Test
    void aNumberedBlockIsReadOnceAndNeverChanges() throws Exception {
      node.chain().extendFinal(SPEC, state(0));
      node.chain().extendFinal(SPEC, state(1));
      SubtensorMetagraphSource source =
          open(settings(new BlockChoice("1", 1L), 1, Duration.ofSeconds(30), node));
      source.watch(follower);
      node.chain().extendFinal(SPEC, state(2));
      Thread.sleep(50);
      assertThat(source.sync().block()).isEqualTo(1);
      assertThat(follower.moreChanges()).isEmpty();
      assertThat(node.liveSubscriptions()).isZero();
    }

    @Test
    void aSlowListenerHoldsUpNoReading() throws Exception {
      node.chain().extendFinal(SPEC, state(0));
      SubtensorMetagraphSource source = open(node);
      CountDownLatch entered = new CountDownLatch(1);
      CountDownLatch release = new CountDownLatch(1);
      List<Long> blocks = new ArrayList<>();
      source.watch(
          (previous, latest) -> {
            entered.countDown();
            try {
              assertThat(release.await(10, TimeUnit.SECONDS)).isTrue();
            } catch (InterruptedException e) {
              throw new AssertionError(e);
            }
            blocks.add(latest.block());
          });
      node.chain().extendFinal(SPEC, state(1));
      assertThat(entered.await(10, TimeUnit.SECONDS)).isTrue();
      for (int i = 2; i <= 100; i++) {
        node.chain().extendFinal(SPEC, state(i));
        long head = node.chain().finalizedHead().number();
        await(() -> Long.valueOf(head).equals(source.health().block()));
      }
      release.countDown();
      await(() -> blocks.contains(101L));
      assertThat(blocks).isSorted().doesNotHaveDuplicates().hasSizeBetween(2, 66);
    }
  }

  @Nested
  class Failing {

    @Test
    void anOutageIsToldOnceAndTheLastGoodStateGrowsOld() throws Exception {
      node.chain().extendFinal(SPEC, state(0));
      SubtensorMetagraphSource source = open(node);
      source.watch(follower);
      await(() -> node.liveSubscriptions() == 1);
      node.refuseHandshakes(true);
      node.cutAll();
      assertThat(follower.failure()).startsWith(node.uri() + ": ");
      Thread.sleep(200);
      assertThat(follower.moreFailures()).isEmpty();
      assertThat(source.health().status()).isEqualTo(Status.STALE);
      assertThat(source.health().block()).isEqualTo(1);

      node.refuseHandshakes(false);
      node.chain().extendFinal(SPEC, state(1));
      assertThat(second(follower.change().latest())).isEqualTo(Accounts.ss58("p1"));
      assertThat(source.health().status()).isEqualTo(Status.CURRENT);
      assertThat(source.health().detail())
          .isEqualTo(node.uri() + ", runtime 343, stake is the subnet's total of alpha and TAO");
    }

    @Test
    void aConnectionThatIsLostAndFoundIsNoOutage() throws Exception {
      node.chain().extendFinal(SPEC, state(0));
      SubtensorMetagraphSource source = open(node);
      source.watch(follower);
      for (int i = 1; i <= 10; i++) {
        await(() -> node.liveSubscriptions() == 1);
        node.cutAll();
        node.chain().extendFinal(SPEC, state(i));
        assertThat(second(follower.change().latest())).isEqualTo(Accounts.ss58("p" + i));
      }
      assertThat(follower.moreFailures()).isEmpty();
    }

    @Test
    void theNextNodeTakesOver() throws Exception {
      node.chain().extendFinal(SPEC, state(0));
      LoopbackNode second = second(node.chain());
      SubtensorMetagraphSource source = open(node, second);
      source.watch(follower);
      await(() -> node.liveSubscriptions() == 1);
      node.stop();
      node.chain().extendFinal(SPEC, state(1));
      follower.change();
      assertThat(source.health().detail()).startsWith(second.uri() + ", ");
      node.restart();
      second.stop();
      node.chain().extendFinal(SPEC, state(2));
      follower.change();
      assertThat(source.health().detail()).startsWith(node.uri() + ", ");
      assertThat(source.sync().block()).isEqualTo(3);
    }

    @Test
    void aNodeThatStandsStillIsNoticedAndReplaced() throws Exception {
      node.chain().extendFinal(SPEC, state(0));
      LoopbackChain ahead = new LoopbackChain();
      LoopbackNode second = second(ahead);
      ahead.extendFinal(SPEC, state(0));
      open(settings(BlockChoice.FINALIZED, 1, Duration.ofMillis(150), node, second))
          .watch(follower);
      await(() -> node.liveSubscriptions() == 1);
      ahead.extendFinal(SPEC, state(1));
      assertThat(follower.failure())
          .isEqualTo(node.uri() + ": no new block for 0.15 s, the last is 1");
      assertThat(second(follower.change().latest())).isEqualTo(Accounts.ss58("p1"));
    }

    @Test
    void aNodeThatStandsStillAloneIsToldOnceUntilItGoesOn() throws Exception {
      node.chain().extendFinal(SPEC, state(0));
      SubtensorMetagraphSource source =
          open(settings(BlockChoice.FINALIZED, 1, Duration.ofMillis(60), node));
      source.watch(follower);
      follower.failure();
      Thread.sleep(300);
      assertThat(follower.moreFailures()).isEmpty();
      assertThat(source.health().status()).isEqualTo(Status.STALE);
      node.chain().extendFinal(SPEC, state(1));
      follower.change();
    }

    @Test
    void aNodeThatIsBehindIsPassedOver() {
      LoopbackChain behind = new LoopbackChain();
      behind.extendFinal(SPEC, state(0));
      LoopbackNode second = second(behind);
      node.chain().extendFinal(SPEC, state(0));
      node.chain().extendFinal(SPEC, state(1));
      SubtensorMetagraphSource source = open(node, second);
      Metagraph read = source.sync();
      node.stop();
      assertThatThrownBy(source::sync)
          .isInstanceOf(MetagraphException.class)
          .hasMessageContaining(
              second.uri() + ": its finalized block is 1, behind block 2 that was read before");
      node.restart();
      assertThat(source.sync()).isSameAs(read);
    }

    @Test
    void aNodeOfAnotherChainIsRefused() {
      node.chain().extendFinal(SPEC, state(0));
      LoopbackNode other = second(new LoopbackChain());
      other.chain().extendFinal(SPEC, state(9));
      other
          .faults()
          .always(
              "chain_getBlockHash",
              Fault.text(
                  "{\"jsonrpc\":\"2.0\",\"id\":$id,\"result\":\"0x" + "7".repeat(64) + "\"}"));
      SubtensorMetagraphSource source = open(node, other);
      source.sync();
      node.stop();
      assertThatThrownBy(source::sync)
          .isInstanceOf(MetagraphException.class)
          .hasMessageContaining(
              other.uri()
                  + ": expected a node of the chain that was read before, genesis "
                  + node.chain().genesisHash()
                  + ", found another chain, genesis 0x"
                  + "7".repeat(64));
    }

    @Test
    void aSubnetThatDoesNotExistIsAskedOfOneNodeOnly() {
      node.chain().extendFinal(SPEC, MetagraphAnswers.of());
      LoopbackNode second = second(node.chain());
      assertThatThrownBy(open(node, second)::sync)
          .isInstanceOf(MetagraphException.class)
          .hasMessage(node.uri() + ": expected netuid 7, found no such subnet at block 1");
      assertThat(second.acceptedConnections()).isZero();
    }

    @Test
    void everyNodeThatFailsIsNamedWithItsReason() {
      SubtensorSettings nowhere =
          Sources.settings(URI.create("ws://127.0.0.1:1"), URI.create("ws://127.0.0.1:2"));
      assertThatThrownBy(open(nowhere)::sync)
          .isInstanceOf(MetagraphException.class)
          .hasMessageStartingWith("no node could be read: ws://127.0.0.1:1: ")
          .hasMessageContaining("; ws://127.0.0.1:2: ");
    }
  }

  @Nested
  class Ending {

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
  }
}
