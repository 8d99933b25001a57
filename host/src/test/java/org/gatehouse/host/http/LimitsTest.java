package org.gatehouse.host.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.gatehouse.api.GatehouseException;
import org.gatehouse.host.fakes.FakeGate;
import org.gatehouse.host.serve.TestService;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
final class LimitsTest {

  private static final int LARGEST = 4 << 20;
  private static final String FORWARD = "{\"message\":\"hi\"}";
  private static final String HEAD =
      "POST /v1/forward HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n";

  @TempDir private Path folder;

  private final HeldGate gate = new HeldGate(new FakeGate(4));

  private TestServer server(Object... keysAndValues) {
    TestService.Builder service =
        TestService.of(gate, folder).set("gatehouse.host.http.max-request-bytes", 2048);
    for (int i = 0; i < keysAndValues.length; i += 2) {
      service.set("gatehouse.host.http." + keysAndValues[i], keysAndValues[i + 1]);
    }
    return new TestServer(service);
  }

  private static String request(String body) {
    return HEAD + "Content-Length: " + body.length() + "\r\n\r\n" + body;
  }

  @Test
  void headersThatTrickleInEndTheConnection() throws Exception {
    try (TestServer server = server("request-timeout", "200ms");
        Raw raw = server.raw()) {
      raw.send("GET /health/live HTTP/1.1\r\nX: ");
      assertThat(raw.trickle('a')).isEmpty();
      Waiting.until("the connection is gone", () -> server.server().connections() == 0);
    }
  }

  @Test
  void aSecondRequestWhoseHeadersTrickleInEndsTheConnectionToo() throws Exception {
    try (TestServer server = server("request-timeout", "200ms");
        Raw raw = server.raw()) {
      raw.send("GET /health/live HTTP/1.1\r\nHost: localhost\r\n\r\n");
      assertThat(raw.answer()).startsWith("HTTP/1.1 200");
      raw.send("GET /health/live HTTP/1.1\r\nX: ");
      assertThat(raw.trickle('a')).isEmpty();
    }
  }

  @Test
  void aBodyThatTricklesInIs408AndEndsTheConnection() throws Exception {
    try (TestServer server = server("request-timeout", "200ms");
        Raw raw = server.raw()) {
      raw.send(HEAD + "Content-Length: 2000\r\n\r\n");
      Reply reply = Reply.of(raw.trickle(' '));
      assertThat(reply.status()).isEqualTo(408);
      assertThat(reply.body()).contains("within 200 ms");
      Waiting.until("the connection is gone", () -> server.server().connections() == 0);
      Waiting.until(
          "the answer is counted",
          () -> server.service().answered().equals(List.of("POST /v1/forward 408")));
    }
  }

  @Test
  void anAnswerThatIsNotReadEndsTheConnection() throws Exception {
    try (TestServer server =
            new TestServer(
                TestService.of(new FakeGate(65536), folder)
                    .set("gatehouse.host.http.request-timeout", "1s"));
        Raw raw = server.raw()) {
      String body = "{\"messages\":[" + String.join(",", Collections.nCopies(60, "\"a\"")) + "]}";
      raw.send(request(body));
      Waiting.until("the answer began", () -> raw.available() > 0);
      Waiting.until("the connection is gone", () -> server.server().connections() == 0);
    }
  }

  @Test
  void anIdleConnectionEnds() throws Exception {
    try (TestServer server = server("idle-timeout", "50ms");
        Raw raw = server.raw()) {
      assertThat(raw.rest()).isEmpty();
    }
  }

  @Test
  void aRequestMayBeWorkedOnForLongerThanAConnectionMayBeIdle() throws Exception {
    try (TestServer server = server("idle-timeout", "500ms");
        Raw raw = server.raw()) {
      gate.hold();
      raw.send(request(FORWARD));
      gate.awaitCall();
      try (Raw idle = server.raw()) {
        assertThat(idle.rest()).isEmpty();
      }
      gate.letGo();
      assertThat(raw.answer()).startsWith("HTTP/1.1 200");
    } finally {
      gate.letGo();
    }
  }

  @Test
  void aBodyThatIsTooLargeIs413WhetherItSaysSoOrNot() throws IOException {
    try (TestServer server = server("threads", 1)) {
      try (Raw raw = server.raw()) {
        raw.send(HEAD + "Content-Length: 2049\r\nExpect: 100-continue\r\n\r\n");
        assertThat(raw.answer()).startsWith("HTTP/1.1 413").contains("at most 2048 bytes");
      }
      try (Raw raw = server.raw()) {
        raw.send(HEAD + "Transfer-Encoding: chunked\r\n\r\n");
        raw.send("400\r\n" + " ".repeat(1024) + "\r\n");
        raw.send("400\r\n" + " ".repeat(1024) + "\r\n");
        raw.send("1\r\n \r\n0\r\n\r\n");
        assertThat(raw.answer()).startsWith("HTTP/1.1 413");
      }
    }
  }

  @Test
  void whoSendsABodyThatIsTooLargeHearsOfItAfterwards() throws IOException {
    String large = " ".repeat(3 * LARGEST);
    try (TestServer server = server("max-request-bytes", LARGEST)) {
      HttpResponse<String> refused = server.post("/v1/forward", large);
      assertThat(refused.statusCode()).isEqualTo(413);
      assertThat(refused.body()).contains("at most " + LARGEST + " bytes");
      try (Raw raw = server.raw()) {
        raw.send(request(large));
        assertThat(raw.answer()).startsWith("HTTP/1.1 413");
        String chunk = Integer.toHexString(large.length()) + "\r\n" + large + "\r\n";
        raw.send(HEAD + "Transfer-Encoding: chunked\r\n\r\n" + chunk + "0\r\n\r\n");
        assertThat(raw.answer()).startsWith("HTTP/1.1 413");
        // The connection is as good as before.
        raw.send(request(FORWARD));
        assertThat(raw.answer()).startsWith("HTTP/1.1 200");
      }
    }
  }

  @Test
  void whoSendsALargeBodyThatIsRefusedForAnotherReasonHearsOfItToo() throws IOException {
    String large = " ".repeat(LARGEST);
    try (TestServer server = server("max-request-bytes", LARGEST, "token", "secret");
        Raw raw = server.raw()) {
      for (int i = 0; i < 2; i++) {
        raw.send(request(large));
        assertThat(raw.answer()).startsWith("HTTP/1.1 401");
      }
    }
  }

  @Test
  void aBodyThatIsMuchTooLargeOrNeverEndsIsNotReadToItsEnd() throws Exception {
    try (TestServer server = server("request-timeout", "500ms")) {
      try (Raw raw = server.raw()) {
        raw.send(HEAD + "Content-Length: 100000\r\n\r\n" + " ".repeat(4 * 2048 + 1));
        assertThat(Reply.of(raw.rest()).status()).isEqualTo(413);
      }
      try (Raw raw = server.raw()) {
        raw.send(HEAD + "Content-Length: 8000\r\n\r\n ");
        assertThat(Reply.of(raw.rest()).status()).isEqualTo(413);
      }
      Waiting.until("the connections are gone", () -> server.server().connections() == 0);
    }
  }

  @Test
  void aBodyInChunksIsRead() throws IOException {
    try (TestServer server = server("threads", 1);
        Raw raw = server.raw()) {
      raw.send(HEAD + "Transfer-Encoding: chunked\r\n\r\n");
      raw.send("5\r\n{\"mes\r\n").send("b\r\nsage\":\"hi\"}\r\n0\r\n\r\n");
      assertThat(raw.answer()).startsWith("HTTP/1.1 200");
    }
  }

  @Test
  void requestsSentInOneGoAreAnsweredInTheirOrder() throws IOException {
    try (TestServer server = server("threads", 1);
        Raw raw = server.raw()) {
      raw.send(request(FORWARD) + request("{}") + request(FORWARD));
      assertThat(raw.answer()).startsWith("HTTP/1.1 200");
      assertThat(raw.answer()).startsWith("HTTP/1.1 400");
      assertThat(raw.answer()).startsWith("HTTP/1.1 200");
    }
  }

  @Test
  @SuppressWarnings("try") // They are only there.
  void idleConnectionsMakeWayWhenAllAreTaken() throws IOException {
    try (TestServer server = server("max-connections", 2);
        Raw first = server.raw();
        Raw second = server.raw();
        Raw third = server.raw()) {
      third.send("GET /health/live HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
      assertThat(third.rest()).startsWith("HTTP/1.1 200");
    }
  }

  @Test
  void moreRequestsThanThreadsWaitAndMoreThanThatAreTurnedAway() throws Exception {
    try (TestServer server = server("threads", 1)) {
      gate.hold();
      CompletableFuture<?>[] asked = new CompletableFuture<?>[3];
      for (int i = 0; i < asked.length; i++) {
        asked[i] = CompletableFuture.supplyAsync(() -> server.post("/v1/forward", FORWARD));
      }
      HttpResponse<?> refused = (HttpResponse<?>) CompletableFuture.anyOf(asked).join();
      assertThat(refused.statusCode()).isEqualTo(503);
      assertThat(refused.headers().firstValue("Retry-After")).hasValue("1");
      assertThat(server.get("/health/ready").statusCode()).isEqualTo(200);
      assertThat(server.get("/metrics").statusCode()).isEqualTo(200);
      gate.letGo();
      CompletableFuture.allOf(asked).join();
      assertThat(asked)
          .extracting(answer -> ((HttpResponse<?>) answer.join()).statusCode())
          .containsExactlyInAnyOrder(200, 200, 503);
    } finally {
      gate.letGo();
    }
  }

  @Test
  void aRequestThatWaitedForAThreadForTooLongIsTurnedAway() throws Exception {
    try (TestServer server = server("threads", 1, "request-timeout", "500ms")) {
      gate.hold();
      CompletableFuture<HttpResponse<String>> held =
          CompletableFuture.supplyAsync(() -> server.post("/v1/forward", FORWARD));
      gate.awaitCall();
      CompletableFuture<?>[] asked = new CompletableFuture<?>[2];
      for (int i = 0; i < asked.length; i++) {
        asked[i] = CompletableFuture.supplyAsync(() -> server.post("/v1/forward", FORWARD));
      }
      CompletableFuture.anyOf(asked).join();
      // One waits since before this one began, of which not all arrives.
      try (Raw raw = server.raw()) {
        raw.send(HEAD + "Content-Length: 2\r\n\r\n{");
        assertThat(raw.answer()).startsWith("HTTP/1.1 408");
      }
      gate.letGo();
      assertThat(held.join().statusCode()).isEqualTo(200);
      assertThat(asked)
          .extracting(answer -> ((HttpResponse<?>) answer.join()).statusCode())
          .containsExactly(503, 503);
      assertThat(asked)
          .extracting(answer -> ((HttpResponse<?>) answer.join()).body().toString())
          .anyMatch(body -> body.contains("no thread was free within 500 ms"));
    } finally {
      gate.letGo();
    }
  }

  @Test
  void anAddressThatIsTakenIsAFailure() {
    try (TestServer server = server("threads", 1)) {
      assertThatThrownBy(() -> server("port", server.uri().getPort()).close())
          .isInstanceOf(GatehouseException.class)
          .hasMessageStartingWith("cannot listen on 127.0.0.1 port " + server.uri().getPort());
    }
  }
}
