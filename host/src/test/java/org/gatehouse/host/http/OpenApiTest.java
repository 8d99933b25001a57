package org.gatehouse.host.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.gatehouse.host.http.Schemas.map;

import com.typesafe.config.ConfigRenderOptions;
import com.typesafe.config.ConfigValueFactory;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import org.gatehouse.host.fakes.FakeGate;
import org.gatehouse.host.serve.TestService;
import org.gatehouse.host.shadow.Shadow;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The document against the server: all it says happens, and nothing else does. */
@Timeout(60)
final class OpenApiTest {

  private static final List<String> POSTS =
      List.of("POST /v1/forward", "POST /v1/backward", "POST /v1/resync");
  private static final String FORWARD = "{\"message\":\"hi\"}";

  @TempDir private Path folder;

  private final HeldGate gate = new HeldGate(new FakeGate(4));
  private final Map<String, Reply> replies = new TreeMap<>();

  @Test
  void everyPathMethodFieldStatusAndExampleIsThatOfTheServer() throws Exception {
    OpenApiDocument document = document();
    exampleRequests(document);
    refusals();
    failures();
    unauthorized(document);
    tooSlow();
    noOperation();
    busy();

    Map<String, Map<String, Object>> answers = document.answers();
    assertThat(replies.keySet()).isEqualTo(new TreeSet<>(answers.keySet()));
    Schemas schemas = document.schemas();
    answers.forEach(
        (name, answer) -> {
          Reply reply = replies.get(name);
          assertThat(reply.status() + "")
              .as(name)
              .isEqualTo(name.substring(name.lastIndexOf(' ') + 1));
          String type = OpenApiDocument.media(answer).getKey();
          assertThat(reply.type()).as(name).startsWith(type);
          map(answer.getOrDefault("headers", Map.of()))
              .keySet()
              .forEach(
                  header ->
                      assertThat(reply.headers())
                          .as(name)
                          .containsKey(header.toLowerCase(Locale.ROOT)));
          Object schema = OpenApiDocument.media(answer).getValue().get("schema");
          if (type.endsWith("json")) {
            assertThat(schemas.errors(schema, reply.json())).as(name + reply).isEmpty();
          }
        });
    assertThat(schemas.seen()).isEqualTo(schemas.properties());
    answers.forEach(
        (name, answer) ->
            OpenApiDocument.answerExamples(answer)
                .forEach(
                    example ->
                        assertThat(
                                schemas.errors(
                                    OpenApiDocument.media(answer).getValue().get("schema"),
                                    example))
                            .as("example of " + name)
                            .isEmpty()));
  }

  private OpenApiDocument document() {
    try (TestServer server = server()) {
      replies.put("GET /v1/openapi.json 200", Reply.of(server.get("/v1/openapi.json")));
      OpenApiDocument document =
          new OpenApiDocument(replies.get("GET /v1/openapi.json 200").body());
      assertThat(document.operations().keySet())
          .isEqualTo(
              new Routes(server.service().service(), 1, () -> "")
                  .all().stream()
                      .map(route -> route.method() + " " + route.path())
                      .collect(Collectors.toCollection(TreeSet::new)));
      return document;
    }
  }

  private TestService.Builder service() {
    return TestService.of(gate, folder)
        .shadow(Shadow.failed("fake", "it is broken"))
        .set("gatehouse.host.http.max-request-bytes", 4096);
  }

  private TestServer server() {
    return new TestServer(service());
  }

  /** Sends the examples of the document, as it has them but for the id of the scores. */
  private void exampleRequests(OpenApiDocument document) {
    try (TestServer server = server()) {
      replies.put("GET /v1/metagraph 404", Reply.of(server.get("/v1/metagraph")));
      Map<String, Map<String, Object>> operations = document.operations();
      for (String name : POSTS) {
        Map<String, Object> operation = operations.get(name);
        Object schema =
            OpenApiDocument.media(map(operation.get("requestBody"))).getValue().get("schema");
        OpenApiDocument.requestExamples(operation)
            .forEach(
                (example, value) -> {
                  assertThat(document.schemas().errors(schema, value)).as(example).isEmpty();
                  Map<String, Object> body = new TreeMap<>(map(value));
                  body.computeIfPresent("scores_id", (field, id) -> server.scored());
                  Reply reply = Reply.of(server.post(name.substring(5), json(body)));
                  Object answered =
                      OpenApiDocument.media(document.answers().get(name + " 200"))
                          .getValue()
                          .get("schema");
                  assertThat(reply.status()).as(example + reply).isEqualTo(200);
                  assertThat(document.schemas().errors(answered, reply.json())).isEmpty();
                  replies.put(name + " 200", reply);
                  if (name.equals("POST /v1/backward")) {
                    replies.put(name + " 409", Reply.of(server.post("/v1/backward", json(body))));
                  }
                });
      }
      for (String path :
          List.of("/v1/metagraph", "/v1/model", "/metrics", "/health/live", "/health/ready")) {
        replies.put("GET " + path + " 200", Reply.of(server.get(path)));
      }
      server.service().service().drain();
      replies.put("GET /health/ready 503", Reply.of(server.get("/health/ready")));
    }
  }

  private static String json(Map<String, Object> body) {
    return ConfigValueFactory.fromMap(body).render(ConfigRenderOptions.concise());
  }

  private void refusals() throws IOException {
    try (TestServer server = server()) {
      for (String name : POSTS) {
        String path = name.substring(5);
        replies.put(
            name + " 400", Reply.of(server.post(path, "{\"message\":1,\"netuid\":0,\"uids\":1}")));
        replies.put(name + " 413", Reply.of(server.post(path, " ".repeat(5000))));
        replies.put(name + " 415", ask(server, name, "Content-Type: text/plain\r\n", "{}"));
      }
      replies.put("POST /v1/forward 411", ask(server, "POST /v1/forward", "", null));
      replies.put("POST /v1/backward 411", ask(server, "POST /v1/backward", "", null));
      replies.put(
          "POST /v1/backward 404",
          Reply.of(server.post("/v1/backward", TestServer.reward("nobody", 0, 1))));
      server.post("/v1/resync", snapshot(100));
      replies.put("POST /v1/resync 409", Reply.of(server.post("/v1/resync", snapshot(99))));
    }
  }

  private static String snapshot(long block) {
    return "{\"netuid\":1,\"block\":" + block + ",\"neurons\":[{\"uid\":0,\"hotkey\":\"alice\"}]}";
  }

  private static Reply ask(TestServer server, String request, String headers, String body)
      throws IOException {
    try (Raw raw = server.raw()) {
      String length = body == null ? "" : "Content-Length: " + body.length() + "\r\n";
      raw.send(
          request
              + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
              + headers
              + length
              + "\r\n"
              + (body == null ? "" : body));
      return Reply.of(raw.rest());
    }
  }

  private void failures() {
    try (TestServer server = server()) {
      String id = server.scored();
      gate.failWith(new IllegalStateException("the gate is broken"));
      replies.put("POST /v1/forward 500", Reply.of(server.post("/v1/forward", FORWARD)));
      replies.put(
          "POST /v1/backward 500",
          Reply.of(server.post("/v1/backward", TestServer.reward(id, 0, 1))));
      replies.put("POST /v1/resync 500", Reply.of(server.post("/v1/resync", snapshot(200))));
      replies.put("GET /v1/model 500", Reply.of(server.get("/v1/model")));
    } finally {
      gate.failWith(null);
    }
  }

  private void unauthorized(OpenApiDocument document) throws IOException {
    try (TestServer server = new TestServer(service().set("gatehouse.host.http.token", "secret"))) {
      for (Map.Entry<String, Map<String, Object>> operation : document.operations().entrySet()) {
        Reply reply = ask(server, operation.getKey(), "", null);
        if (operation.getValue().get("security") instanceof List<?> none && none.isEmpty()) {
          assertThat(reply.status()).as(operation.getKey()).isEqualTo(200);
        } else {
          replies.put(operation.getKey() + " 401", reply);
        }
      }
    }
  }

  private void tooSlow() throws IOException {
    try (TestServer server =
        new TestServer(service().set("gatehouse.host.http.request-timeout", "50ms"))) {
      for (String name : POSTS) {
        try (Raw raw = server.raw()) {
          raw.send(
              name
                  + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                  + "Content-Length: 100\r\n\r\n{");
          replies.put(name + " 408", Reply.of(raw.rest()));
        }
      }
    }
  }

  private void noOperation() throws IOException {
    try (TestServer server = server()) {
      Map<String, String> requests =
          Map.of(
              "400", "GARBAGE\r\n\r\n",
              "404", "GET /v2 HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n",
              "405", "GET /v1/forward HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n",
              "414", "GET /" + "a".repeat(17_000) + " HTTP/1.1\r\nHost: localhost\r\n\r\n",
              "421", "GET /v2 HTTP/1.1\r\nHost: a.test\r\nConnection: close\r\n\r\n",
              "426", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
              "431", "GET / HTTP/1.1\r\nHost: localhost\r\nX: " + "a".repeat(17_000) + "\r\n\r\n",
              "505", "GET / HTTP/2.5\r\nHost: localhost\r\n\r\n");
      for (Map.Entry<String, String> request : requests.entrySet()) {
        try (Raw raw = server.raw()) {
          replies.put(
              OpenApiDocument.NO_OPERATION + " " + request.getKey(),
              Reply.of(raw.send(request.getValue()).rest()));
        }
      }
    }
  }

  private void busy() throws Exception {
    try (TestServer server = new TestServer(service().set("gatehouse.host.http.threads", 1))) {
      String id = server.scored();
      gate.awaitCall();
      gate.hold();
      try {
        CompletableFuture<?> running =
            CompletableFuture.supplyAsync(() -> server.post("/v1/forward", FORWARD));
        gate.awaitCall();
        CompletableFuture<?> waiting =
            CompletableFuture.supplyAsync(() -> server.post("/v1/forward", FORWARD));
        Waiting.until("one waits", () -> server.server().waiting() == 1);
        replies.put("POST /v1/forward 503", Reply.of(server.post("/v1/forward", FORWARD)));
        replies.put(
            "POST /v1/backward 503",
            Reply.of(server.post("/v1/backward", TestServer.reward(id, 0, 1))));
        replies.put("POST /v1/resync 503", Reply.of(server.post("/v1/resync", snapshot(300))));
        replies.put("GET /v1/model 503", Reply.of(server.get("/v1/model")));
        replies.put("GET /v1/metagraph 503", Reply.of(server.get("/v1/metagraph")));
        gate.letGo();
        CompletableFuture.allOf(running, waiting).join();
      } finally {
        gate.letGo();
      }
    }
  }
}
