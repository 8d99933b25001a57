package org.gatehouse.metagraph.adapters.subtensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.time.Duration;
import org.gatehouse.api.metagraph.Metagraph;
import org.gatehouse.api.metagraph.MetagraphException;
import org.gatehouse.api.metagraph.SourceHealth.Status;
import org.gatehouse.metagraph.adapters.subtensor.chain.BlockChoice;
import org.gatehouse.metagraph.adapters.subtensor.loopback.Accounts;
import org.gatehouse.metagraph.adapters.subtensor.loopback.Fault;
import org.gatehouse.metagraph.adapters.subtensor.loopback.LoopbackChain;
import org.gatehouse.metagraph.adapters.subtensor.loopback.LoopbackNode;
import org.gatehouse.metagraph.adapters.subtensor.loopback.MetagraphAnswers;
import org.junit.jupiter.api.Test;

class OutageTest extends SourceTest {

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
    open(settings(BlockChoice.FINALIZED, 1, Duration.ofMillis(150), node, second)).watch(follower);
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
            Fault.text("{\"jsonrpc\":\"2.0\",\"id\":$id,\"result\":\"0x" + "7".repeat(64) + "\"}"));
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

  @Test
  void thePausesGrowWhileANodeAnswersEverythingButTheSubnet() throws Exception {
    node.chain().extendFinal(SPEC, state(0));
    SubtensorMetagraphSource source = open(node);
    source.watch(follower);
    await(() -> node.liveSubscriptions() == 1);
    node.faults().always("state_call", Fault.error(-32005, "Server is busy, try again later"));
    node.chain().extendFinal(SPEC, state(1));
    assertThat(follower.failure()).contains("Server is busy");
    Thread.sleep(400);
    int before = node.acceptedConnections();
    Thread.sleep(400);
    // With pauses of 20 to 40 ms, and two connections in each attempt.
    assertThat(node.acceptedConnections() - before).isLessThan(45);
    node.faults().clear();
    assertThat(second(follower.change().latest())).isEqualTo(Accounts.ss58("p1"));
  }

  @Test
  void aNetworkThatStandsStillIsNoticedThoughItsConnectionsAreShort() throws Exception {
    node.chain().extendFinal(SPEC, state(0));
    SubtensorMetagraphSource source =
        open(settings(BlockChoice.FINALIZED, 100, Duration.ofMillis(300), node));
    source.watch(follower);
    for (int i = 0; i < 20 && source.health().status() == Status.CURRENT; i++) {
      await(() -> node.liveSubscriptions() == 1);
      Thread.sleep(30);
      node.closeAll();
      await(() -> node.liveSubscriptions() == 0);
    }
    assertThat(source.health().status()).isEqualTo(Status.STALE);
    assertThat(follower.failure())
        .isEqualTo(node.uri() + ": no new block for 0.3 s, the last is 1");
  }

  @Test
  void headsThatTellOfNoBlockEndTheConnectionNotTheFollowing() throws Exception {
    node.chain().extendFinal(SPEC, state(0));
    SubtensorMetagraphSource source = open(node);
    source.watch(follower);
    await(() -> node.liveSubscriptions() == 1);
    node.pushToSubscribers("{\"number\":\"x\"}");
    await(() -> node.acceptedConnections() > 1 && node.liveSubscriptions() == 1);
    node.chain().extendFinal(SPEC, state(1));
    assertThat(second(follower.change().latest())).isEqualTo(Accounts.ss58("p1"));
  }

  @Test
  void aHeadThatIsFarTooHighIsForgotten() throws Exception {
    node.chain().extendFinal(SPEC, state(0));
    SubtensorMetagraphSource source =
        open(settings(BlockChoice.FINALIZED, 1, Duration.ofMillis(200), node));
    source.watch(follower);
    await(() -> node.liveSubscriptions() == 1);
    node.pushToSubscribers("{\"number\":\"0x7fffffffffffffff\"}");
    follower.failure();
    node.chain().extendFinal(SPEC, state(1));
    assertThat(second(follower.change().latest())).isEqualTo(Accounts.ss58("p1"));
  }
}
