package org.gatehouse.metagraph.adapters.subtensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.gatehouse.metagraph.adapters.subtensor.Sources.NETUID;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.gatehouse.api.metagraph.Metagraph;
import org.gatehouse.api.metagraph.Neuron;
import org.gatehouse.metagraph.adapters.subtensor.chain.BlockChoice;
import org.gatehouse.metagraph.adapters.subtensor.loopback.Accounts;
import org.gatehouse.metagraph.adapters.subtensor.loopback.LoopbackChain;
import org.gatehouse.metagraph.adapters.subtensor.loopback.LoopbackNode;
import org.gatehouse.metagraph.adapters.subtensor.loopback.MetagraphAnswers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;

/** A node, a chain, and sources that read them; all end with the test. */
@Timeout(60)
abstract class SourceTest {

  static final int SPEC = 343;

  final LoopbackNode node = LoopbackNode.start();
  final List<AutoCloseable> open = new ArrayList<>(List.of(node));
  final Follower follower = new Follower();

  @AfterEach
  final void close() throws Exception {
    for (int i = open.size() - 1; i >= 0; i--) {
      open.get(i).close();
    }
  }

  SubtensorMetagraphSource open(SubtensorSettings settings) {
    SubtensorMetagraphSource source = Sources.of(settings);
    open.add(source);
    return source;
  }

  SubtensorMetagraphSource open(LoopbackNode... nodes) {
    return open(settings(BlockChoice.FINALIZED, 1, Duration.ofSeconds(30), nodes));
  }

  static SubtensorSettings settings(
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

  LoopbackNode second(LoopbackChain chain) {
    LoopbackNode second = LoopbackNode.start(chain);
    open.add(second);
    return second;
  }

  /** Returns a network whose peers are named after a state. */
  static Metagraph network(int state, int peers) {
    return Metagraph.of(
        NETUID,
        0,
        IntStream.range(0, peers)
            .mapToObj(uid -> Neuron.of(uid, Accounts.ss58(uid == 1 ? "p" + state : "uid " + uid)))
            .toList());
  }

  static MetagraphAnswers state(int state) {
    return MetagraphAnswers.of(network(state, 3));
  }

  static String second(Metagraph metagraph) {
    return metagraph.neurons().get(1).hotkey();
  }

  static void await(BooleanSupplier condition) throws InterruptedException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as("patience").isLessThan(end);
      Thread.sleep(2);
    }
  }
}
