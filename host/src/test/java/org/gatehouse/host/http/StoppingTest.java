package org.gatehouse.host.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.gatehouse.host.fakes.FakeGate;
import org.gatehouse.host.meters.Meters;
import org.gatehouse.host.serve.TestService;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
final class StoppingTest {

  private static final String FORWARD = "{\"message\":\"hi\"}";

  @TempDir private Path folder;

  private final HeldGate gate = new HeldGate(new FakeGate(4));

  @Test
  void whatRunsIsAnsweredAndNothingNewIsTakenOn() throws Exception {
    try (TestServer server = new TestServer(TestService.of(gate, folder))) {
      gate.hold();
      CompletableFuture<HttpResponse<String>> running =
          CompletableFuture.supplyAsync(() -> server.post("/v1/forward", FORWARD));
      gate.awaitCall();
      server.service().service().drain();
      for (String path : List.of("/v1/forward", "/v1/backward", "/v1/resync")) {
        HttpResponse<String> refused = server.post(path, "{}");
        assertThat(refused.statusCode()).isEqualTo(503);
        assertThat(refused.body()).contains("urn:gatehouse:problem:stopping");
        assertThat(refused.headers().firstValue("Retry-After")).isPresent();
      }
      assertThat(server.get("/health/ready").body())
          .isEqualTo("{\"status\":\"not ready\",\"reasons\":[\"the service is stopping\"]}");
      assertThat(server.get("/health/live").statusCode()).isEqualTo(200);
      assertThat(server.get("/v1/metagraph").statusCode()).isEqualTo(404);
      assertThat(server.server().awaitIdle(Duration.ofMillis(1))).isFalse();
      gate.letGo();
      assertThat(server.server().awaitIdle(Duration.ofSeconds(30))).isTrue();
      assertThat(running.join().statusCode()).isEqualTo(200);
    } finally {
      gate.letGo();
    }
  }

  @Test
  void nothingIsLeftOfAStoppedServer() throws Exception {
    URI uri;
    try (TestServer server = new TestServer(TestService.of(gate, folder))) {
      uri = server.uri();
      server.post("/v1/forward", FORWARD);
    }
    assertThatThrownBy(() -> new Raw(uri)).isInstanceOf(IOException.class);
    Waiting.until("all threads have ended", () -> threads() == 0);
  }

  @Test
  void whoStillWaitsWhenTheTimeIsUpIsToldThatTheServiceStops() throws Exception {
    try (Meters meters = new Meters()) {
      TestServer server =
          new TestServer(
              TestService.of(gate, folder).set("gatehouse.host.http.threads", 2).whole(meters));
      try {
        gate.holdFirmly();
        CompletableFuture<HttpResponse<String>> running =
            CompletableFuture.supplyAsync(() -> server.post("/v1/forward", FORWARD));
        gate.awaitCall();
        CompletableFuture<HttpResponse<String>> inTheBatch =
            CompletableFuture.supplyAsync(() -> server.post("/v1/forward", FORWARD));
        Waiting.until(
            "one waits for a batch",
            () -> meters.scrape().contains("gatehouse_host_queue_messages 1.0\n"));
        CompletableFuture<HttpResponse<String>> forAThread =
            CompletableFuture.supplyAsync(() -> server.post("/v1/forward", FORWARD));
        Waiting.until("one waits for a thread", () -> server.server().waiting() == 1);
        server.service().service().drain();
        CompletableFuture<Void> closing = CompletableFuture.runAsync(server.server()::close);
        for (CompletableFuture<HttpResponse<String>> told : List.of(inTheBatch, forAThread)) {
          assertThat(told.join().statusCode()).isEqualTo(503);
          assertThat(told.join().body()).contains("urn:gatehouse:problem:stopping");
        }
        assertThat(running).isNotDone();
        gate.letGo();
        closing.join();
        assertThat(running.join().statusCode()).isEqualTo(200);
      } finally {
        gate.letGo();
        server.close();
      }
    }
  }

  /** Returns how many threads of servers there are. */
  static long threads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(
            thread ->
                thread.getName().startsWith("gatehouse-http")
                    || thread.getName().startsWith("gatehouse-serve"))
        .count();
  }

  @Test
  void twoBackwardsOfOneIdAtOnceAreOneStep() throws Exception {
    try (TestServer server = new TestServer(TestService.of(gate, folder))) {
      String body = TestServer.reward(server.scored(), 2, 1);
      gate.awaitCall();
      gate.hold();
      CompletableFuture<HttpResponse<String>> one =
          CompletableFuture.supplyAsync(() -> server.post("/v1/backward", body));
      CompletableFuture<HttpResponse<String>> other =
          CompletableFuture.supplyAsync(() -> server.post("/v1/backward", body));
      gate.awaitCall();
      assertThat(CompletableFuture.anyOf(one, other)).isNotDone();
      gate.letGo();
      HttpResponse<String> first = one.join().statusCode() == 200 ? one.join() : other.join();
      HttpResponse<String> second = one.join().statusCode() == 200 ? other.join() : one.join();
      assertThat(first.statusCode()).isEqualTo(200);
      assertThat(second.statusCode()).isEqualTo(409);
      assertThat(second.body()).contains("\"first_answer\":" + first.body());
      assertThat(server.get("/v1/model").body()).contains("\"steps\":1,");
    } finally {
      gate.letGo();
    }
  }
}
