package org.gatehouse.metagraph.adapters.subtensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.gatehouse.metagraph.adapters.subtensor.Sources.NETUID;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.gatehouse.api.metagraph.Metagraph;
import org.gatehouse.api.metagraph.Neuron;
import org.gatehouse.api.metagraph.SourceHealth;
import org.gatehouse.metagraph.adapters.subtensor.chain.BlockChoice;
import org.gatehouse.metagraph.adapters.subtensor.loopback.Accounts;
import org.gatehouse.metagraph.adapters.subtensor.loopback.Fault;
import org.gatehouse.metagraph.adapters.subtensor.loopback.LoopbackChain;
import org.gatehouse.metagraph.adapters.subtensor.loopback.LoopbackNode;
import org.gatehouse.metagraph.adapters.subtensor.loopback.MetagraphAnswers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Two nodes of one chain that fail in every way, two thousand times, while the subnet changes after
 * each: every change has to be told once, in order.
 */
class SoakTest {

  private static final int FAULTS = 2000;
  private static final int[] SPECS = {195, 261, 343, 438};

  /** What goes wrong. */
  private enum Trouble {
    CUT,
    CLOSE,
    HALF_AN_ANSWER,
    HALF_A_FRAME,
    BUSY,
    TRAP,
    GARBAGE,
    BINARY,
    HUGE,
    NO_SUCH_METHOD,
    SILENCE,
    SLOW,
    OUT_OF_ORDER,
    TWICE,
    FRAGMENTS,
    NOTIFICATION_FIRST,
    REFUSED_HANDSHAKES,
    RESTART,
    CUT_AT_OPEN,
    HEADS_STOP,
    REORGANISATION,
    FALSE_HEAD,
    NO_HEAD
  }

  private final Random random = new Random(20260101);
  private final LoopbackChain chain = new LoopbackChain();
  private final LoopbackNode first = LoopbackNode.start(chain);
  private final LoopbackNode second = LoopbackNode.start(chain);
  private final Follower follower = new Follower();
  private int state;

  private LoopbackNode anyNode() {
    return random.nextBoolean() ? first : second;
  }

  /**
   * Adds a block at which the subnet is another one: a peer replaced, and more or fewer of them.
   */
  private void change() {
    chain.extend(SPECS[random.nextInt(SPECS.length)], MetagraphAnswers.of(network(++state)));
  }

  private Metagraph network(int number) {
    List<Neuron> neurons = new ArrayList<>();
    neurons.add(Neuron.of(0, Accounts.ss58("state " + number)));
    for (int uid = 1; uid < 3 + random.nextInt(6); uid++) {
      neurons.add(Neuron.of(uid, Accounts.ss58("uid " + uid)));
    }
    return Metagraph.of(NETUID, 0, neurons);
  }

  private void cause(Trouble trouble) {
    LoopbackNode node = anyNode();
    switch (trouble) {
      case CUT -> node.cutAll();
      case CLOSE -> node.closeAll();
      case HALF_AN_ANSWER -> both(Fault.halfThenCut());
      case HALF_A_FRAME -> both(Fault.halfFrame());
      case BUSY -> both(Fault.error(-32005, "Server is busy, try again later"));
      case TRAP -> both(Fault.error(4003, "wasm trap: wasm `unreachable` instruction executed"));
      case GARBAGE -> both(Fault.text("\u0000<html>502 Bad Gateway</html>"));
      case BINARY -> both(Fault.binary());
      case HUGE -> both(Fault.huge(1 << 20));
      case NO_SUCH_METHOD -> both(Fault.error(-32601, "Method not found"));
      case SILENCE -> both(Fault.silence());
      case SLOW -> both(Fault.slow(Duration.ofMillis(random.nextInt(30))));
      case OUT_OF_ORDER -> both(Fault.afterTheNext());
      case TWICE -> both(Fault.twice());
      case FRAGMENTS -> both(Fault.fragments(1 + random.nextInt(50)));
      case NOTIFICATION_FIRST -> {
        both("chain_subscribeNewHeads", Fault.notificationFirst());
        node.cutAll();
      }
      case REFUSED_HANDSHAKES -> {
        node.refuseHandshakes(true);
        node.cutAll();
      }
      case RESTART -> {
        node.stop();
        node.restart();
      }
      case CUT_AT_OPEN -> {
        node.faults().atOpen(Fault.cut());
        node.cutAll();
      }
      case HEADS_STOP -> node.sendHeads(false);
      case REORGANISATION -> {
        long fork = chain.best().number() - 1;
        chain.forkAt(fork);
        change();
      }
      case FALSE_HEAD -> {
        first.pushToSubscribers("{\"number\":\"0x7fffffffffffffff\"}");
        second.pushToSubscribers("{\"number\":\"0x7fffffffffffffff\"}");
      }
      case NO_HEAD -> {
        first.pushToSubscribers("{\"number\":[]}");
        second.pushToSubscribers("{\"number\":[]}");
      }
    }
  }

  private void both(Fault fault) {
    first.faults().next(fault);
    second.faults().next(fault);
  }

  private void both(String method, Fault fault) {
    first.faults().next(method, fault);
    second.faults().next(method, fault);
  }

  private void heal() {
    for (LoopbackNode node : List.of(first, second)) {
      node.refuseHandshakes(false);
      node.faults().clear();
      node.sendHeads(true);
    }
  }

  @Test
  @Timeout(300)
  void everyChangeIsToldOnceAndInOrderThroughTwoThousandFaults() throws Exception {
    change();
    change();
    // The first connection of a JVM takes longer than the patience below.
    chain.finalizeTo(1);
    try (SubtensorMetagraphSource warm = Sources.of(Sources.settings(first.uri()))) {
      warm.sync();
    }
    Set<Thread> before = Thread.getAllStackTraces().keySet();
    SubtensorMetagraphSource source =
        Sources.of(
            new SubtensorSettings(
                List.of(first.uri(), second.uri()),
                null,
                NETUID,
                BlockChoice.BEST,
                1,
                Duration.ofMillis(100),
                Duration.ofMillis(100)));
    source.watch(follower);
    Metagraph told = source.sync();
    Map<Trouble, Integer> causes = new EnumMap<>(Trouble.class);
    for (int i = 0; i < FAULTS; i++) {
      Trouble trouble = Trouble.values()[random.nextInt(Trouble.values().length)];
      causes.merge(trouble, 1, Integer::sum);
      cause(trouble);
      change();
      if (random.nextInt(3) == 0) {
        // Some troubles last until something else has happened, some until a node is repaired.
        Thread.sleep(random.nextInt(4));
      }
      heal();
      String expected = Accounts.ss58("state " + state);
      while (!told.neurons().get(0).hotkey().equals(expected)) {
        Follower.Change change = follower.change();
        assertThat(change.previous()).as("after %s", trouble).isSameAs(told);
        assertThat(change.latest().block()).isGreaterThanOrEqualTo(told.block());
        assertThat(change.latest().diff(told).isEmpty()).isFalse();
        told = change.latest();
      }
    }
    assertThat(causes).hasSize(Trouble.values().length);
    Thread.sleep(200);
    assertThat(follower.moreChanges()).isEmpty();
    assertThat(source.health().block()).isEqualTo(chain.best().number());
    assertThat(source.sync()).isSameAs(told);
    // The chain stands still now, so that its nodes take turns: one comes while another goes.
    await(
        () -> {
          source.sync();
          return source.health().status() == SourceHealth.Status.CURRENT;
        });
    await(() -> first.openConnections() + second.openConnections() == 1);

    source.close();
    await(() -> first.openConnections() + second.openConnections() == 0);
    first.close();
    second.close();
    await(
        () -> {
          // The selector of an HTTP client ends when nobody holds the client any more.
          System.gc();
          return threadsBeside(before).isEmpty();
        });
  }

  private static List<String> threadsBeside(Set<Thread> others) {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> !others.contains(thread))
        .map(Thread::getName)
        .filter(name -> name.matches("(gatehouse-subtensor|HttpClient).*"))
        .toList();
  }

  private static void await(BooleanSupplier condition) throws InterruptedException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as("patience").isLessThan(end);
      Thread.sleep(20);
    }
  }
}
