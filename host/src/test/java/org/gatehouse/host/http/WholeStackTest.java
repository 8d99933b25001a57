package org.gatehouse.host.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.gatehouse.api.telemetry.MeterSink;
import org.gatehouse.api.telemetry.ProgressListener;
import org.gatehouse.config.GatehouseConfig;
import org.gatehouse.host.fakes.FakeGate;
import org.gatehouse.host.meters.Meters;
import org.gatehouse.host.serve.TestService;
import org.gatehouse.host.shadow.Shadow;
import org.gatehouse.host.shadow.ShadowState;
import org.gatehouse.host.shadow.Shadows;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** All there is between a socket and a state folder. */
@Timeout(60)
final class WholeStackTest {

  private static final int CLIENTS = 8;
  private static final int ROUNDS = 10;
  private static final int STEPS = CLIENTS * ROUNDS;

  @TempDir private Path folder;

  private TestService.Builder service(Meters meters) {
    return TestService.of(new FakeGate(4), folder)
        .set("gatehouse.host.batching.max-wait", "1ms")
        .whole(meters);
  }

  private static Map<String, Object> model(TestServer server) {
    return Reply.of(server.get("/v1/model")).json();
  }

  private static void validate(TestServer server, int client) {
    for (int round = 0; round < ROUNDS; round++) {
      String reward = TestServer.reward(server.scored(), client % 4, 1);
      assertThat(server.post("/v1/backward", reward).statusCode()).isEqualTo(200);
      assertThat(server.post("/v1/backward", reward).statusCode()).isEqualTo(409);
    }
  }

  @Test
  void aCallWhoseBatchDoesNotBeginInTimeIsTurnedAway() throws Exception {
    HeldGate gate = new HeldGate(new FakeGate(4));
    try (Meters meters = new Meters();
        TestServer server =
            new TestServer(
                TestService.of(gate, folder)
                    .set("gatehouse.host.http.request-timeout", "500ms")
                    .whole(meters))) {
      gate.hold();
      CompletableFuture<HttpResponse<String>> held =
          CompletableFuture.supplyAsync(() -> server.post("/v1/forward", "{\"message\":\"a\"}"));
      gate.awaitCall();
      HttpResponse<String> refused = server.post("/v1/forward", "{\"message\":\"b\"}");
      assertThat(refused.statusCode()).isEqualTo(503);
      assertThat(refused.headers().firstValue("Retry-After")).hasValue("1");
      assertThat(refused.body()).contains("problem:busy", "did not come within 500 ms");
      gate.letGo();
      assertThat(held.join().statusCode()).isEqualTo(200);
      assertThat(meters.scrape())
          .contains("gatehouse_host_forward_seconds_count{outcome=\"refused\"} 1\n")
          .contains("gatehouse_host_queue_messages 0.0\n");
    } finally {
      gate.letGo();
    }
  }

  @Test
  void aShadowLearnsWhatTheServedGateLearnsAndDecidesNothing() {
    Shadow shadow =
        Shadows.open(
            Shadows.configure(
                GatehouseConfig.loader().set("gatehouse.gating.num-uids=4"), "fake", folder),
            Optional.empty(),
            ProgressListener.none(),
            16,
            Duration.ofSeconds(30),
            MeterSink.none());
    try (Meters meters = new Meters();
        TestServer server =
            new TestServer(
                service(meters).shadow(shadow).set("gatehouse.selection.selector", "uniform"))) {
      for (int i = 0; i < 3; i++) {
        String chosen = server.post("/v1/forward", "{\"message\":\"hi\",\"k\":4}").body();
        String reward =
            "{\"scores_id\":\"%s\",\"uids\":[2,1,0],\"rewards\":[0.5,0.25,-1]}"
                .formatted(TestServer.idIn(chosen));
        assertThat(server.post("/v1/backward", reward).statusCode()).isEqualTo(200);
      }
      assertThat(model(server)).containsEntry("steps", 3).containsKey("shadow");
    }
    // In the end it has learned what waited.
    ShadowState state = shadow.state().orElseThrow();
    assertThat(state.steps()).isEqualTo(3);
    assertThat(state.failures()).isZero();
    assertThat(state.comparison().events()).isEqualTo(3);
    assertThat(state.comparison().reward().served()).isCloseTo(-0.25 / 3, within(1e-6));
    assertThat(state.comparison().effectiveSampleSize()).isCloseTo(3, within(1e-6));
  }

  @Test
  void whatManyClientsTeachAtOnceIsThereAfterARestart() {
    Map<String, Object> taught;
    ExecutorService clients = Executors.newFixedThreadPool(CLIENTS);
    try (Meters meters = new Meters();
        TestServer server = new TestServer(service(meters))) {
      List<CompletableFuture<Void>> running = new ArrayList<>();
      for (int i = 0; i < CLIENTS; i++) {
        int client = i;
        running.add(CompletableFuture.runAsync(() -> validate(server, client), clients));
      }
      running.forEach(CompletableFuture::join);
      taught = model(server);
      assertThat(taught).containsEntry("steps", STEPS);
      assertThat(meters.scrape())
          .contains("gatehouse_host_batch_messages_sum " + STEPS + ".0\n")
          .contains("gatehouse_host_forward_seconds_count{outcome=\"ok\"} " + STEPS + "\n")
          .contains("gatehouse_host_backward_seconds_count{outcome=\"ok\"} " + STEPS + "\n")
          .contains("gatehouse_host_reward 1.0\n");
      assertThat(server.post("/v1/forward", "{\"message\":\"hi\"}").body())
          .contains("\"scores\":[20.0,20.0,20.0,20.0]");
    } finally {
      clients.shutdown();
    }
    try (Meters meters = new Meters();
        TestServer server = new TestServer(service(meters))) {
      assertThat(model(server)).isEqualTo(taught).containsKey("state_sha256");
    }
  }
}
