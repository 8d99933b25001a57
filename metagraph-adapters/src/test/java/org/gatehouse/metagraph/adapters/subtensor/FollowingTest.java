package org.gatehouse.metagraph.adapters.subtensor;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.gatehouse.api.metagraph.Metagraph;
import org.gatehouse.metagraph.adapters.subtensor.chain.BlockChoice;
import org.gatehouse.metagraph.adapters.subtensor.loopback.Accounts;
import org.gatehouse.metagraph.adapters.subtensor.loopback.LoopbackChain;
import org.gatehouse.metagraph.adapters.subtensor.loopback.MetagraphAnswers;
import org.junit.jupiter.api.Test;

class FollowingTest extends SourceTest {

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
    List<Long> blocks = new CopyOnWriteArrayList<>();
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
