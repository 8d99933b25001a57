package org.gatehouse.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.gatehouse.host.LiveNetwork.hotkey;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.gatehouse.api.Uids;
import org.gatehouse.api.gating.GatingModel;
import org.gatehouse.api.gating.ResyncReport;
import org.gatehouse.api.metagraph.Metagraph;
import org.gatehouse.api.metagraph.MetagraphSource;
import org.gatehouse.api.metagraph.Neuron;
import org.gatehouse.api.metagraph.SourceHealth.Status;
import org.gatehouse.config.Gatehouse;
import org.gatehouse.engine.tensorflow.fixture.TinyGptNeo;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A gate that follows a live network as a host has it do, through a real connection. */
@Timeout(60)
final class WatchedGateTest {

  private static final int NUM_UIDS = 8;

  /** One call of the listener and what came of it. */
  private record Resync(Metagraph previous, Metagraph latest, ResyncReport report) {}

  private final LiveNetwork network = new LiveNetwork("a", "b", "c");
  private final BlockingQueue<Resync> resyncs = new LinkedBlockingQueue<>();

  @AfterEach
  void close() {
    network.close();
  }

  private Gatehouse open(String gate, String block) {
    return Gatehouse.builder()
        .gate(gate)
        .numUids(NUM_UIDS)
        .set("gatehouse.gating.gptneo.model-name", TinyGptNeo.in(Path.of("target")))
        .set("gatehouse.metagraph.source", "subtensor")
        .set("gatehouse.metagraph.subtensor.url", network.node().uri().toString())
        .set("gatehouse.metagraph.subtensor.netuid", LiveNetwork.NETUID)
        .set("gatehouse.metagraph.subtensor.block", block)
        .set("gatehouse.metagraph.subtensor.resync-interval", 1)
        .open();
  }

  private static MetagraphSource source(Gatehouse gatehouse) {
    return gatehouse.metagraphSource().orElseThrow();
  }

  /** Has the gate follow the source, and waits until the source follows the node. */
  private void follow(Gatehouse gatehouse) throws InterruptedException {
    GatingModel gate = gatehouse.gate();
    source(gatehouse)
        .watch(
            (previous, latest) ->
                resyncs.add(new Resync(previous, latest, gate.resync(previous, latest))));
    await(() -> network.node().liveSubscriptions() == 1);
  }

  private Resync next() throws InterruptedException {
    Resync resync = resyncs.poll(20, TimeUnit.SECONDS);
    assertThat(resync).as("a resync").isNotNull();
    return resync;
  }

  private static void await(BooleanSupplier condition) throws InterruptedException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as("patience").isLessThan(end);
      Thread.sleep(2);
    }
  }

  private static List<String> hotkeys(GatingModel gate) {
    return List.copyOf(gate.snapshot().hotkeys().values());
  }

  private static List<String> hotkeys(Metagraph metagraph) {
    return metagraph.neurons().stream().map(Neuron::hotkey).toList();
  }

  private static ResyncReport report(Uids kept, Uids replaced, Uids added, Uids removed) {
    return new ResyncReport(kept, replaced, added, removed, Uids.empty(), NUM_UIDS, NUM_UIDS);
  }

  @ParameterizedTest
  @ValueSource(strings = {"fake", "gptneo"})
  void everyChangeResyncsTheGateOnceAndInOrder(String name) throws Exception {
    try (Gatehouse gatehouse = open(name, "finalized")) {
      Metagraph start = gatehouse.metagraph();
      assertThat(hotkeys(start)).containsExactly(hotkey("a"), hotkey("b"), hotkey("c"));
      follow(gatehouse);

      network.publish("a", "x", "c");
      Resync replaced = next();
      network.publish("a", "x", "c", "d", "e");
      Resync grown = next();
      network.publish("a", "y");
      Resync shrunk = next();
      network.publish("a", "y");
      network.publish("z", "y", "c");
      Resync last = next();

      assertThat(replaced.previous()).isEqualTo(start);
      assertThat(replaced.report())
          .isEqualTo(report(Uids.of(0, 2), Uids.of(1), Uids.empty(), Uids.empty()));
      assertThat(grown.previous()).isSameAs(replaced.latest());
      assertThat(grown.report())
          .isEqualTo(report(Uids.of(0, 1, 2), Uids.empty(), Uids.of(3, 4), Uids.empty()));
      assertThat(shrunk.previous()).isSameAs(grown.latest());
      assertThat(shrunk.report())
          .isEqualTo(report(Uids.of(0), Uids.of(1), Uids.empty(), Uids.of(2, 3, 4)));
      assertThat(last.previous()).isSameAs(shrunk.latest());
      assertThat(last.latest().block()).isEqualTo(6);
      assertThat(last.report()).isEqualTo(report(Uids.of(1), Uids.of(0), Uids.of(2), Uids.empty()));
      assertThat(hotkeys(gatehouse.gate())).containsExactly(hotkey("z"), hotkey("y"), hotkey("c"));
      assertThat(resyncs).isEmpty();
    }
  }

  @Test
  void whatWasLearnedOfAPeerIsForgottenWithIt() throws Exception {
    try (Gatehouse gatehouse = open("fake", "finalized")) {
      GatingModel gate = gatehouse.gate();
      follow(gatehouse);
      gate.backward(gate.forward("a prompt").select(Uids.of(0, 1)), new float[] {3, 5});
      network.publish("a", "x", "c");
      next();
      assertThat(gate.forward("a prompt").scores()).startsWith(3, 0, 0);
    }
  }

  @Test
  void anOutageIsCaughtUpWithInOneResync() throws Exception {
    try (Gatehouse gatehouse = open("fake", "finalized")) {
      follow(gatehouse);
      network.node().stop();
      await(() -> source(gatehouse).health().status() == Status.STALE);
      network.publish("a", "x", "c");
      network.publish("a", "x", "y", "d");
      network.node().restart();

      Resync resync = next();
      assertThat(resync.previous().block()).isEqualTo(1);
      assertThat(resync.latest().block()).isEqualTo(3);
      assertThat(resync.report())
          .isEqualTo(report(Uids.of(0), Uids.of(1, 2), Uids.of(3), Uids.empty()));
      network.publish("b", "x", "y", "d");
      assertThat(next().report())
          .isEqualTo(report(Uids.of(1, 2, 3), Uids.of(0), Uids.empty(), Uids.empty()));
      assertThat(resyncs).isEmpty();
    }
  }

  @Test
  void aForkIsFollowedFromWhatTheGateWasTold() throws Exception {
    try (Gatehouse gatehouse = open("fake", "best")) {
      follow(gatehouse);
      long common = network.node().chain().best().number();
      network.propose("a", "x", "c");
      Resync abandoned = next();
      network.node().chain().forkAt(common);
      network.propose("a", "b", "y");
      network.propose("a", "b", "y", "d");

      Resync adopted = next();
      assertThat(adopted.previous()).isSameAs(abandoned.latest());
      assertThat(adopted.latest().block()).isEqualTo(common + 2);
      assertThat(adopted.report())
          .isEqualTo(report(Uids.of(0), Uids.of(1, 2), Uids.of(3), Uids.empty()));
      assertThat(resyncs).isEmpty();
    }
  }

  @Test
  void changesDuringAResyncFollowItOneByOne() throws Exception {
    try (Gatehouse gatehouse = open("fake", "finalized")) {
      GatingModel gate = gatehouse.gate();
      MetagraphSource source = source(gatehouse);
      CountDownLatch entered = new CountDownLatch(1);
      CountDownLatch released = new CountDownLatch(1);
      source.watch(
          (previous, latest) -> {
            entered.countDown();
            try {
              assertThat(released.await(20, TimeUnit.SECONDS)).isTrue();
            } catch (InterruptedException e) {
              throw new AssertionError(e);
            }
            resyncs.add(new Resync(previous, latest, gate.resync(previous, latest)));
          });
      await(() -> network.node().liveSubscriptions() == 1);
      network.publish("a", "x", "c");
      assertThat(entered.await(20, TimeUnit.SECONDS)).isTrue();
      for (String[] peers : new String[][] {{"a", "y", "c"}, {"a", "y", "d"}, {"e", "y", "d"}}) {
        long block = network.publish(peers).number();
        await(() -> Long.valueOf(block).equals(source.health().block()));
      }
      assertThat(resyncs).isEmpty();
      released.countDown();

      for (int[] uids : new int[][] {{1}, {1}, {2}, {0}}) {
        ResyncReport report = next().report();
        assertThat(report.replaced()).isEqualTo(Uids.of(uids));
        assertThat(report.disagreeing()).isEqualTo(Uids.empty());
      }
      assertThat(hotkeys(gate)).containsExactly(hotkey("e"), hotkey("y"), hotkey("d"));
      assertThat(resyncs).isEmpty();
    }
  }
}
