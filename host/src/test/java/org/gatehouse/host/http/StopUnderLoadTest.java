package org.gatehouse.host.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.gatehouse.host.fakes.FakeGate;
import org.gatehouse.host.serve.TestService;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(20)
final class StopUnderLoadTest {

  private static final int CLIENTS = 8;
  private static final int ANSWERS = 40;

  private final AtomicInteger answers = new AtomicInteger();

  @TempDir private Path folder;

  @RepeatedTest(5)
  void whoIsStillAnsweredIsToldThatTheServiceStops() throws Exception {
    Queue<String> unexpected = new ConcurrentLinkedQueue<>();
    AtomicBoolean ended = new AtomicBoolean();
    List<Thread> clients = new ArrayList<>();
    try (TestServer server = new TestServer(TestService.of(new FakeGate(4), folder))) {
      for (int i = 0; i < CLIENTS; i++) {
        Thread client = new Thread(() -> ask(server.uri(), ended, unexpected));
        client.start();
        clients.add(client);
      }
      Waiting.until("all clients are being answered", () -> answers.get() >= ANSWERS);
      server.service().service().drain();
      server.server().awaitIdle(Duration.ofSeconds(1));
    } finally {
      ended.set(true);
      for (Thread client : clients) {
        client.join();
      }
    }
    assertThat(unexpected).isEmpty();
  }

  private void ask(URI uri, AtomicBoolean ended, Queue<String> unexpected) {
    HttpClient http = HttpClient.newHttpClient();
    while (!ended.get()) {
      try {
        HttpResponse<String> answer =
            http.send(
                HttpRequest.newBuilder(uri.resolve("/v1/forward"))
                    .version(HttpClient.Version.HTTP_1_1)
                    .header("Content-Type", "application/json")
                    .POST(HttpRequest.BodyPublishers.ofString("{\"message\":\"hi\"}"))
                    .build(),
                HttpResponse.BodyHandlers.ofString());
        answers.incrementAndGet();
        if (answer.statusCode() != 200 && answer.statusCode() != 503) {
          unexpected.add(answer.statusCode() + " " + answer.body());
        }
      } catch (IOException | InterruptedException e) {
        return; // The server has gone.
      }
    }
  }
}
