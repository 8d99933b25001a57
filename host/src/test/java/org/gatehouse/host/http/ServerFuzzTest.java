package org.gatehouse.host.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.gatehouse.host.fakes.FakeGate;
import org.gatehouse.host.serve.TestService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Requests that are wrong in every way: none is a failure of the server, none changes what was
 * learned, and nothing is left of them. {@code -Dfuzz.seconds} makes it last longer.
 */
@Timeout(3600)
final class ServerFuzzTest {

  private static final int LEAST_REQUESTS = 400;
  private static final Pattern STATUS = Pattern.compile("(?m)^HTTP/1\\.1 (\\d{3}) ");
  private static final Pattern GIVEN_AWAY =
      Pattern.compile("Exception|\\bat (org|com|java|io)\\.|(org|com|java)\\.\\w+\\.\\w+|\\.java");

  private static final String SLOW_BODY =
      """
      POST /v1/forward HTTP/1.1\r
      Host: localhost\r
      Content-Type: application/json\r
      Content-Length: 60000\r
      \r
      """;

  @TempDir private Path folder;

  private final long seed = Long.getLong("fuzz.seed", 6);
  private final Random random = new Random(seed);
  private final long end =
      System.nanoTime() + 1_000_000_000L * Integer.getInteger("fuzz.seconds", 1);
  private TestServer server;

  @BeforeEach
  void start() {
    server =
        new TestServer(
            TestService.of(new FakeGate(4), folder)
                .set("gatehouse.host.http.max-request-bytes", 65536)
                .set("gatehouse.host.http.max-messages", 8)
                .set("gatehouse.host.http.request-timeout", "2s")
                .set("gatehouse.host.scores.capacity", 64));
  }

  @AfterEach
  void nothingIsLeft() throws Exception {
    try {
      Waiting.until("all connections have ended", () -> server.server().connections() == 0);
      try (Raw raw = server.raw()) {
        raw.send(
            request(
                "POST /v1/forward",
                "{\"message\":\"still there\",\"k\":1}".getBytes(StandardCharsets.UTF_8)));
        assertThat(raw.answer()).startsWith("HTTP/1.1 200");
      }
    } finally {
      server.close();
    }
    Waiting.until("all threads have ended", () -> StoppingTest.threads() == 0);
  }

  private String scored() throws IOException {
    try (Raw raw = server.raw()) {
      byte[] body = "{\"message\":\"hi\"}".getBytes(StandardCharsets.UTF_8);
      return TestServer.idIn(raw.send(request("POST /v1/forward", body)).rest());
    }
  }

  private boolean goesOn(int done) {
    return done < LEAST_REQUESTS || System.nanoTime() < end;
  }

  private static byte[] request(String line, byte[] body) {
    byte[] head =
        (line
                + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Type: application/json\r\n"
                + "Content-Length: "
                + body.length
                + "\r\n\r\n")
            .getBytes(StandardCharsets.ISO_8859_1);
    byte[] all = Arrays.copyOf(head, head.length + body.length);
    System.arraycopy(body, 0, all, head.length, body.length);
    return all;
  }

  @Test
  void bodies() throws IOException {
    BodyFuzz bodies = new BodyFuzz(random);
    for (int i = 0; goesOn(i); i++) {
      String path = List.of("/v1/forward", "/v1/backward", "/v1/resync").get(random.nextInt(3));
      byte[] body = bodies.next(path, scored());
      String before = server.service().digest();
      try (Raw raw = server.raw()) {
        Reply reply = Reply.of(raw.send(request("POST " + path, body)).rest());
        String what = what(i, path + " " + new String(body, StandardCharsets.UTF_8));
        assertThat(reply.status()).as(what).isIn(200, 400, 404, 409, 413);
        assertThat(reply.body()).as(what).doesNotContainPattern(GIVEN_AWAY);
        if (reply.status() != 200) {
          assertThat(reply.type()).as(what).isEqualTo("application/problem+json");
          assertThat(Reply.json(reply.body())).as(what).containsEntry("status", reply.status());
          assertThat(server.service().digest()).as(what).isEqualTo(before);
        }
      }
    }
  }

  private String what(int number, String text) {
    return "request "
        + number
        + " of seed "
        + seed
        + ": "
        + (text.length() > 2000 ? text.substring(0, 2000) + "..." : text);
  }

  @Test
  void bytes() throws IOException {
    String before = server.service().digest();
    for (int i = 0; goesOn(i); i++) {
      byte[] bytes = HttpFuzz.next(random);
      try (Raw raw = server.raw()) {
        String said;
        try {
          raw.send(bytes);
          if (random.nextInt(8) == 0) {
            continue;
          }
          raw.end();
          said = raw.rest();
        } catch (IOException e) {
          // The server has had enough.
          continue;
        }
        String what = what(i, new String(bytes, StandardCharsets.ISO_8859_1));
        assertThat(statuses(said)).as(what).allMatch(status -> status < 500 || status == 505);
        assertThat(said).as(what).doesNotContainPattern(GIVEN_AWAY);
      }
    }
    assertThat(server.service().digest()).isEqualTo(before);
  }

  private static List<Integer> statuses(String said) {
    List<Integer> statuses = new ArrayList<>();
    Matcher status = STATUS.matcher(said);
    while (status.find()) {
      statuses.add(Integer.parseInt(status.group(1)));
    }
    return statuses;
  }

  @Test
  void manyThatTrickleAtOnce() throws Exception {
    String before = server.service().digest();
    List<Thread> threads = new ArrayList<>();
    List<String> failures = Collections.synchronizedList(new ArrayList<>());
    for (int i = 0; i < 48; i++) {
      String begin = i % 2 == 0 ? "GET /v1/model HTTP/1.1\r\nX: " : SLOW_BODY;
      Thread thread =
          new Thread(
              () -> {
                try (Raw raw = server.raw()) {
                  String said = raw.send(begin).trickle(' ');
                  if (!said.isEmpty() && !said.startsWith("HTTP/1.1 408 ")) {
                    failures.add(said);
                  }
                } catch (IOException e) {
                  // Ended while it was spoken to.
                }
              });
      thread.start();
      threads.add(thread);
    }
    // Who is in no hurry does not keep others waiting.
    assertThat(scored()).isNotEmpty();
    for (Thread thread : threads) {
      thread.join();
    }
    assertThat(failures).isEmpty();
    assertThat(server.service().digest()).isEqualTo(before);
  }
}
