package org.gatehouse.host.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.gatehouse.api.telemetry.MeterSink;
import org.gatehouse.host.batching.OverloadedException;
import org.gatehouse.host.fakes.FakeGate;
import org.gatehouse.host.serve.TestService;
import org.gatehouse.state.DurableGate;
import org.gatehouse.state.FsyncPolicy;
import org.gatehouse.state.StateException;
import org.gatehouse.state.StateSettings;
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
}
