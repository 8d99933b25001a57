package org.gatehouse.host.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.gatehouse.api.GatehouseException;
import org.gatehouse.api.gating.Capability;
import org.gatehouse.api.gating.GateScores;
import org.gatehouse.api.gating.GatingModel;
import org.gatehouse.api.gating.GatingSnapshot;
import org.gatehouse.api.gating.RestoreReport;
import org.gatehouse.api.gating.ResyncReport;
import org.gatehouse.api.gating.TrainingStep;
import org.gatehouse.api.metagraph.Metagraph;
import org.gatehouse.api.metagraph.MetagraphException;
import org.gatehouse.api.metagraph.MetagraphListener;
import org.gatehouse.api.metagraph.MetagraphSource;
import org.gatehouse.api.metagraph.Neuron;
import org.gatehouse.api.metagraph.SourceHealth;
import org.gatehouse.api.metagraph.Subscription;
import org.gatehouse.host.fakes.FakeGate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class FollowedNetworkTest {

  private static final SelectionAsked ALL = new SelectionAsked(2, null, Set.of());

  @TempDir private Path folder;

  private final Source source = new Source();
  private final Refusing gate =
      new Refusing(new FakeGate(2, source.now, EnumSet.allOf(Capability.class)));

  /** A network that changes when it is told to. */
  private static final class Source implements MetagraphSource {

    private Metagraph now = network(100, "alice", "bob");
    private MetagraphListener listener;
    private boolean lost;

    void change(Metagraph latest) {
      Metagraph previous = now;
      now = latest;
      listener.changed(previous, latest);
    }

    @Override
    public Metagraph sync() {
      if (lost) {
        throw new MetagraphException("the node is away");
      }
      return now;
    }

    @Override
    public Subscription watch(MetagraphListener value) {
      listener = value;
      return () -> listener = null;
    }

    @Override
    public SourceHealth health() {
      SourceHealth health = SourceHealth.current(now, Instant.EPOCH, "a node");
      return lost ? health.stale("the node is away") : health;
    }

    @Override
    public void close() {}
  }

  /** A gate that takes no resync while it is told so, and whose calls take a while. */
  private record Refusing(FakeGate gate, boolean[] refuses, Deque<Runnable> meanwhile)
      implements GatingModel {

    Refusing(FakeGate gate) {
      this(gate, new boolean[1], new ArrayDeque<>());
    }

    @Override
    public int numUids() {
      return gate.numUids();
    }

    @Override
    public List<GateScores> forward(List<String> messages) {
      meanwhile.forEach(Runnable::run);
      return gate.forward(messages);
    }

    @Override
    public TrainingStep backward(GateScores scores, float[] rewards) {
      return gate.backward(scores, rewards);
    }

    @Override
    public ResyncReport resync(Metagraph previous, Metagraph latest) {
      if (refuses[0]) {
        meanwhile.forEach(Runnable::run);
        throw new GatehouseException("the disk is full");
      }
      return gate.resync(previous, latest);
    }

    @Override
    public GatingSnapshot snapshot() {
      return gate.snapshot();
    }

    @Override
    public RestoreReport restore(GatingSnapshot snapshot, Metagraph metagraph) {
      return gate.restore(snapshot, metagraph);
    }

    @Override
    public void close() {
      gate.close();
    }
  }

  private static Metagraph network(long block, String... hotkeys) {
    return Metagraph.of(
        1,
        block,
        IntStream.range(0, hotkeys.length).mapToObj(uid -> Neuron.of(uid, hotkeys[uid])).toList());
  }

  private TestService service() {
    return TestService.of(gate, folder).source(source).open();
  }

  private static List<String> chosen(TestService service) {
    return service.service().forward(List.of("hi"), ALL).results().get(0).choice().peers().stream()
        .map(Scored.Peer::hotkey)
        .toList();
  }

  private static ServiceException.Reason reasonOf(Runnable request) {
    try {
      request.run();
    } catch (ServiceException e) {
      return e.reason();
    }
    throw new AssertionError("expected a refusal");
  }

  @Test
  void theGateIsToldOfEveryChangeAndTheLatestPeersAreChosen() {
    try (TestService service = service()) {
      assertThat(chosen(service)).containsExactly("alice", "bob");
      source.change(network(101, "alice", "eve"));
      assertThat(chosen(service)).containsExactly("alice", "eve");
      assertThat(gate.gate().hotkeys()).containsEntry(1, "eve");
      assertThat(service.service().model().block()).isEqualTo(101);
    }
    assertThat(source.listener).isNull();
  }

  @Test
  void whoIsReplacedWhileAMessageIsScoredIsNotNamed() {
    try (TestService service = service()) {
      gate.meanwhile().add(() -> source.change(network(101, "alice", "eve")));
      assertThat(chosen(service)).containsExactly("alice", "eve");
    }
  }

  @Test
  void anOlderStateIsNoNews() {
    try (TestService service = service()) {
      source.change(network(99, "alice", "eve"));
      assertThat(service.service().metagraph().orElseThrow().block()).isEqualTo(100);
      assertThat(service.service().troubles()).isEmpty();
    }
  }

  @Test
  void aChangeThatTheGateCannotTakeIsToldAgainWithTheNextRequest() {
    try (TestService service = service()) {
      gate.refuses()[0] = true;
      source.change(network(101, "alice", "eve"));
      assertThat(service.service().troubles())
          .containsExactly("the gate could not follow the network");
      assertThat(chosen(service)).containsExactly("alice", "bob");
      gate.refuses()[0] = false;
      assertThat(chosen(service)).containsExactly("alice", "eve");
      assertThat(service.service().troubles()).isEmpty();
    }
  }

  @Test
  void aLostNetworkIsATroubleAndCannotBeReadOnRequest() {
    try (TestService service = service()) {
      source.lost = true;
      assertThat(service.service().troubles())
          .containsExactly("the network is lost: the node is away");
      assertThat(reasonOf(() -> service.service().resync()))
          .isEqualTo(ServiceException.Reason.NETWORK_LOST);
      assertThat(chosen(service)).containsExactly("alice", "bob");
    }
  }

  @Test
  void aRequestReadsItNowAndNothingIsPushed() {
    try (TestService service = service()) {
      source.now = network(102, "dan", "bob");
      Resynced resynced = service.service().resync();
      assertThat(resynced.metagraph().block()).isEqualTo(102);
      assertThat(resynced.report().replaced().toArray()).containsExactly(0);
      byte[] body = "{}".getBytes(StandardCharsets.UTF_8);
      assertThat(reasonOf(() -> service.service().resync(body)))
          .isEqualTo(ServiceException.Reason.SOURCE_FOLLOWED);
      source.now = network(101, "dan", "bob");
      assertThat(reasonOf(() -> service.service().resync()))
          .isEqualTo(ServiceException.Reason.METAGRAPH_REFUSED);
    }
  }

  @Test
  void aPushThatTheGateCannotTakeIsNotKept() throws IOException {
    byte[] body = "{\"netuid\":1,\"block\":7,\"neurons\":[]}".getBytes(StandardCharsets.UTF_8);
    Refusing unfollowing = new Refusing(new FakeGate(2));
    try (TestService service = TestService.of(unfollowing, folder).open()) {
      unfollowing.refuses()[0] = true;
      assertThatThrownBy(() -> service.service().resync(body)).hasMessage("the disk is full");
      assertThat(TestService.kept(folder)).isEmpty();
      assertThat(service.service().metagraph()).isEmpty();
      // The former one cannot be put back, either.
      unfollowing.meanwhile().add(() -> block(folder.resolve("pushed-metagraph.json")));
      assertThatThrownBy(() -> service.service().resync(body))
          .hasMessage("the disk is full")
          .satisfies(failure -> assertThat(failure.getSuppressed()).hasSize(1));
      unfollowing.meanwhile().clear();
      unblock(folder.resolve("pushed-metagraph.json"));
      unfollowing.refuses()[0] = false;
      service.service().resync(body);
      assertThat(TestService.kept(folder).orElseThrow().block()).isEqualTo(7);
    }
  }

  /** Puts a folder in the place of a file that cannot be deleted. */
  private static void block(Path file) {
    try {
      Files.delete(file);
      Files.createFile(Files.createDirectory(file).resolve("in the way"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void unblock(Path folder) throws IOException {
    Files.delete(folder.resolve("in the way"));
    Files.delete(folder);
  }
}
