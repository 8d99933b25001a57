package org.gatehouse.host.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.gatehouse.api.Uids;
import org.gatehouse.api.gating.TrainingStep;
import org.gatehouse.api.telemetry.MeterSink;
import org.gatehouse.host.batching.OverloadedException;
import org.gatehouse.host.fakes.FakeGate;
import org.gatehouse.host.serve.TestService;
import org.gatehouse.state.DurableGate;
import org.gatehouse.state.FsyncPolicy;
import org.gatehouse.state.StateException;
import org.gatehouse.state.StateSettings;
import org.gatehouse.state.UnforcedStepException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What will pass by itself is answered with 503, and when to come again. */
final class LaterTest {

  @TempDir private Path folder;

  private final HeldGate gate = new HeldGate(new FakeGate(4));
  private TestServer server;

  @BeforeEach
  void start() {
    server = new TestServer(TestService.of(gate, folder));
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private static void assertLater(HttpResponse<String> answer, String word, String detail) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(503);
    assertThat(answer.headers().firstValue("Retry-After")).hasValue("1");
    assertThat(answer.body()).contains("urn:gatehouse:problem:" + word, detail);
  }

  @Test
  void aGateThatIsBusy() {
    gate.failWith(new OverloadedException("256 messages wait"));
    assertLater(server.post("/v1/forward", "{\"message\":\"a\"}"), "busy", "256 messages wait");
  }

  @Test
  void aStepThatCannotBeKeptLeavesItsScoresUsable() throws Exception {
    Path file = Files.createFile(folder.resolve("no folder"));
    StateSettings settings =
        new StateSettings(file, Duration.ofMinutes(1), 1, true, FsyncPolicy.ALWAYS);
    String id = server.scored();
    gate.failWith(
        catchThrowableOfType(
            StateException.class,
            () -> DurableGate.open(settings, new FakeGate(4), Optional.empty(), MeterSink.none())));
    assertLater(
        server.post("/v1/backward", TestServer.reward(id, 0, 1)), "not-durable", "no folder");
    gate.failWith(null);
    assertThat(server.post("/v1/backward", TestServer.reward(id, 0, 1)).statusCode())
        .isEqualTo(200);
  }

  @Test
  void aStepThatMayGetLostIsToldWhenItIsKeptAndNotLearnedAgain() {
    List<String> troubles = new CopyOnWriteArrayList<>();
    TrainingStep step = new TrainingStep(7, 0.5, 0, Uids.of(0), Uids.empty());
    try (TestServer unsure =
        new TestServer(TestService.of(gate, folder).troubles(() -> List.copyOf(troubles)))) {
      String reward = TestServer.reward(unsure.scored(), 0, 1);
      troubles.add("the log is broken");
      gate.failWith(new UnforcedStepException("not forced", step, new IOException()));
      assertLater(unsure.post("/v1/backward", reward), "not-durable", "not forced");
      gate.failWith(null);
      assertLater(unsure.post("/v1/backward", reward), "not-durable", "the log is broken");
      troubles.clear();
      HttpResponse<String> kept = unsure.post("/v1/backward", reward);
      assertThat(kept.statusCode()).isEqualTo(409);
      assertThat(kept.body()).contains("\"first_answer\":{\"step\":7,");
    }
  }
}
