package org.gatehouse.host.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.gatehouse.api.gating.Capability;
import org.gatehouse.api.gating.ForeignScoresException;
import org.gatehouse.api.gating.UnsupportedCapabilityException;
import org.gatehouse.api.metagraph.Metagraph;
import org.gatehouse.api.metagraph.Neuron;
import org.gatehouse.host.batching.OverloadedException;
import org.gatehouse.host.fakes.FakeGate;
import org.gatehouse.host.serve.TestService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class RefusalsTest {

  @TempDir private Path folder;

  private final HeldGate gate = new HeldGate(new FakeGate(4));
  private TestServer server;

  @BeforeEach
  void start() {
    server =
        new TestServer(
            TestService.of(gate, folder)
                .set("gatehouse.host.http.max-messages", 3)
                .metagraph(Metagraph.of(1, 100, List.of(Neuron.of(0, "alice")))));
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private static void assertProblem(
      HttpResponse<String> answer, int status, String detail, String pointer) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
    Map<String, Object> problem = Reply.json(answer.body());
    assertThat((String) problem.get("detail")).contains(detail);
    assertThat(problem.get("pointer")).isEqualTo(pointer);
    assertThat(problem.get("status")).isEqualTo(status);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "`` | a JSON object, found nothing |",
        "[] | a JSON object, found a list |",
        "null | a JSON object, found null |",
        "{\"message\": | found its end too early |",
        "{\"message\":\"a\"} x | expected JSON |",
        "{\"message\":\"a\"}{} | nothing behind |",
        "{\"message\":\"a\",} | expected JSON, found something else |",
        "{'message':\"a\"} | expected JSON, found something else |",
        "{\"message\":\"a\",\"message\":\"b\"} | each field once, found message twice |",
        "{\"message\":\"a\",\"colour\":1} | expected one of message, messages, k, selector, exclude | /colour",
        "{\"a/b~c\":1} | found another field | /a~1b~0c",
        "{} | either message or messages, found neither |",
        "{\"message\":\"a\",\"messages\":[\"b\"]} | found both |",
        "{\"message\":7} | expected text, found 7 | /message",
        "{\"message\":null} | expected text, found null | /message",
        "{\"message\":[\"a\"]} | expected text, found a list | /message",
        "{\"message\":\"\\ud800\"} | half of a surrogate pair | /message",
        "{\"message\":\"unscorable\"} | the message is unscorable | /message",
        "{\"messages\":[]} | at least one message | /messages",
        "{\"messages\":\"a\"} | a list of texts, found text | /messages",
        "{\"messages\":[\"a\",{}]} | expected text, found an object | /messages/1",
        "{\"messages\":[\"a\",\"unscorable\"]} | the message is unscorable | /messages/1",
        "{\"messages\":[\"a\",\"b\",\"c\",\"d\"]} | at most 3 elements | /messages",
        "{\"message\":\"a\",\"k\":0} | in [1, 65536], found 0 | /k",
        "{\"message\":\"a\",\"k\":1.0} | in [1, 65536], found 1.0 | /k",
        "{\"message\":\"a\",\"k\":99999999999999999999999999} | in [1, 65536], found another number | /k",
        "{\"message\":\"a\",\"k\":\"1\"} | in [1, 65536], found text | /k",
        "{\"message\":\"a\",\"k\":2} | at least 2 available peers, found 1 |",
        "{\"message\":\"a\",\"selector\":\"nobody\"} | expected one of epsilon-greedy, | /selector",
        "{\"message\":\"a\",\"exclude\":[1]} | k or selector beside exclude | /exclude",
        "{\"message\":\"a\",\"k\":1,\"exclude\":[-1]} | in [0, 65535] | /exclude/0",
        "{\"message\":\"a\",\"k\":1,\"exclude\":[0,65536]} | in [0, 65535] | /exclude/1",
        "{\"message\":\"a\",\"k\":NaN} | NaN and Infinity are not numbers |",
      })
  void aForwardThatIsWrongIs400AndSaysWhere(String body, String detail, String pointer) {
    assertProblem(server.post("/v1/forward", body), 400, detail, pointer);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "\"uids\":[0],\"rewards\":[1] | expected scores_id, uids and rewards |",
        "\"scores_id\":\"ID\",\"rewards\":[1] | expected scores_id, uids and rewards |",
        "\"scores_id\":\"ID\",\"uids\":[0] | expected scores_id, uids and rewards |",
        "\"scores_id\":7 | expected text | /scores_id",
        "\"scores_id\":\"ID\",\"uids\":[],\"rewards\":[] | at least one uid | /uids",
        "\"scores_id\":\"ID\",\"uids\":[0,1,0],\"rewards\":[1,1,1] | found uid 0 twice | /uids/2",
        "\"scores_id\":\"ID\",\"uids\":[0,4],\"rewards\":[1,1] | uid 4 has no score | /uids/1",
        "\"scores_id\":\"ID\",\"uids\":[0,0.5],\"rewards\":[1,1] | a whole number | /uids/1",
        "\"scores_id\":\"ID\",\"uids\":[0,1],\"rewards\":[1] | one reward for each of 2 uids, found 1 | /rewards",
        "\"scores_id\":\"ID\",\"uids\":[0],\"rewards\":[1e400] | within the range | /rewards/0",
        "\"scores_id\":\"ID\",\"uids\":[0,1],\"rewards\":[1,-3.5e38] | within the range | /rewards/1",
        "\"scores_id\":\"ID\",\"uids\":[0],\"rewards\":[NaN] | NaN and Infinity are not numbers |",
        "\"scores_id\":\"ID\",\"uids\":[0],\"rewards\":[-Infinity] | NaN and Infinity are not numbers |",
        "\"scores_id\":\"ID\",\"uids\":[0],\"rewards\":[Infinity] | NaN and Infinity are not numbers |",
        "\"scores_id\":\"ID\",\"uids\":[0],\"rewards\":[\"1\"] | expected a number, found text | /rewards/0",
        "\"scores_id\":\"ID\",\"uids\":[0],\"rewards\":[[1]] | expected a number, found a list | /rewards/0",
        "\"scores_id\":\"ID\",\"uids\":[0],\"rewards\":[true] | found a truth value | /rewards/0",
      })
  void aBackwardThatIsWrongIs400AndLeavesTheIdUsable(String fields, String detail, String pointer) {
    String id = server.scored();
    String before = server.service().digest();
    assertProblem(
        server.post("/v1/backward", "{" + fields.replace("ID", id) + "}"), 400, detail, pointer);
    assertThat(server.service().digest()).isEqualTo(before);
    assertThat(server.post("/v1/backward", TestServer.reward(id, 0, 1)).statusCode())
        .isEqualTo(200);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "400 | [] | a JSON object |",
        "400 | {} | with its neurons, found none |",
        "400 | {\"netuid\":1,\"block\":1,\"neurons\":{}} | a list of objects | /neurons",
        "400 | {\"netuid\":1,\"block\":101,\"neurons\":[]} | at least one neuron, found none: it would make the gate forget every peer | /neurons",
        "400 | {\"netuid\":1,\"block\":1,\"neurons\":[1]} | an object | /neurons/0",
        "400 | {\"netuid\":1,\"block\":1,\"neurons\":[{\"uid\":0,\"name\":1}]} | found another field | /neurons/0/name",
        "400 | {\"netuid\":1,\"block\":1,\"neurons\":[{\"axon\":{\"host\":1}}]} | found another field | /neurons/0/axon/host",
        "400 | {\"netuid\":1,\"block\":101,\"neurons\":[{\"uid\":0}]} | the request body | /neurons/0/hotkey",
        "400 | {\"netuid\":-1,\"block\":101,\"neurons\":[{\"uid\":0,\"hotkey\":\"a\"}]} | the request body | /netuid",
        "400 | {\"block\":101,\"neurons\":[{\"uid\":0,\"hotkey\":\"a\"}]} | the request body | /netuid",
        "400 | {\"netuid\":1,\"block\":101,\"neurons\":[{\"uid\":0,\"hotkey\":\"a\"},{\"uid\":0,\"hotkey\":\"b\"}]} | the request body | /neurons/1/uid",
        "409 | {\"netuid\":2,\"block\":101,\"neurons\":[{\"uid\":0,\"hotkey\":\"a\"}]} | found netuid 2 |",
        "409 | {\"netuid\":1,\"block\":99,\"neurons\":[{\"uid\":0,\"hotkey\":\"a\"}]} | found netuid 1 and block 99 |",
      })
  void aMetagraphThatIsWrongChangesNothing(int status, String body, String detail, String pointer) {
    String before = server.service().digest();
    HttpResponse<String> answer = server.post("/v1/resync", body);
    assertProblem(answer, status, detail, pointer);
    assertThat(answer.body()).doesNotContain(folder.toString());
    assertThat(server.service().digest()).isEqualTo(before);
    assertThat(folder).isEmptyDirectory();
    assertThat(server.get("/v1/metagraph").body()).contains("\"block\": 100");
  }

  @Test
  void aResyncWithoutABodyNeedsASource() {
    assertProblem(
        server
            .client()
            .send(
                server
                    .client()
                    .request("/v1/resync")
                    .POST(HttpRequest.BodyPublishers.noBody())
                    .build()),
        400,
        "expected a metagraph in the body, found none",
        null);
  }

  @Test
  void nestingBeyondAllNeedIsRefused() {
    assertProblem(
        server.post("/v1/resync", "{\"neurons\":" + "[".repeat(40) + "]".repeat(40) + "}"),
        400,
        "an object",
        "/neurons/0");
    assertProblem(
        server.post("/v1/resync", "{\"n\":" + "[".repeat(40) + "]".repeat(40) + ",\"neurons\":[]}"),
        400,
        "at most 32 levels",
        null);
  }

  @Test
  void anIdThatNobodyHasIs404() {
    assertProblem(
        server.post("/v1/backward", TestServer.reward("AAAA", 0, 1)),
        404,
        "no scores of this id are kept",
        null);
  }

  @Test
  void whatIsNotUtf8IsRefused() {
    HttpRequest request =
        server
            .client()
            .request("/v1/forward")
            .header("Content-Type", "application/json")
            .POST(
                HttpRequest.BodyPublishers.ofByteArray(
                    "{\"message\":\"\u00e9\"}".getBytes(StandardCharsets.ISO_8859_1)))
            .build();
    assertProblem(server.client().send(request), 400, "expected text in UTF-8", null);
  }

  @ParameterizedTest
  @CsvSource({
    "application/json, 200",
    "application/json; charset=utf-8, 200",
    "Application/JSON;charset=UTF-8, 200",
    "application/json; charset=utf-16, 415",
    "text/json, 415",
    "application/x-www-form-urlencoded, 415"
  })
  void onlyJsonInUtf8IsTaken(String type, int status) {
    HttpRequest request =
        server
            .client()
            .request("/v1/forward")
            .header("Content-Type", type)
            .POST(HttpRequest.BodyPublishers.ofString("{\"message\":\"a\"}"))
            .build();
    assertThat(server.client().send(request).statusCode()).isEqualTo(status);
  }

  @Test
  void otherMethodsAreToldTheRightOnes() {
    HttpResponse<String> answer = server.get("/v1/forward");
    assertProblem(answer, 405, "expected the method POST", null);
    assertThat(answer.headers().firstValue("Allow")).hasValue("POST");
    assertProblem(server.get("/v1/forward/"), 404, "nothing is served", null);
    assertProblem(server.get("/v1/%66orward"), 404, "nothing is served", null);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "GET /v1//model HTTP/1.1 | Host: localhost | without empty parts, in which nothing is encoded",
        "GET /v1/%2e%2e/v1/model HTTP/1.1 | Host: localhost | without empty parts",
        "GET /v1/%zz HTTP/1.1 | Host: localhost | with a valid path and valid headers",
        "GET /v1/model HTTP/1.1 | Host : localhost | with a valid path and valid headers",
        "GET /v1/model HTTP/1.1 | X: localhost | one header Host",
        "GARBAGE | Host: localhost | expected a request in HTTP/1.1",
      })
  void whatIsNoRequestIs400AndSaysWhy(String line, String header, String detail)
      throws IOException {
    try (Raw raw = server.raw()) {
      Reply reply = Reply.of(raw.send(line + "\r\n" + header + "\r\n\r\n").answer());
      assertThat(reply.status()).isEqualTo(400);
      assertThat((String) reply.json().get("detail")).contains(detail);
    }
  }

  @Test
  void aDefectIsLoggedAndToldWithoutDetails() {
    HttpResponse<String> answer = server.post("/v1/forward", "{\"message\":\"a defect\"}");
    assertProblem(answer, 500, "the log has it as", null);
    assertThat(answer.body()).doesNotContain("Exception").doesNotContain("broken");
  }

  @Nested
  final class OfTheGate {

    @Test
    void scoresOfAnEarlierStateAre404() {
      String id = server.scored();
      gate.failWith(new ForeignScoresException("made before a restore"));
      assertProblem(
          server.post("/v1/backward", TestServer.reward(id, 0, 1)),
          404,
          "made before a restore",
          null);
    }

    @Test
    void aGateForWhichTooManyWaitIs503AndLeavesTheIdUsable() {
      String id = server.scored();
      gate.failWith(new OverloadedException("256 messages wait"));
      HttpResponse<String> answer = server.post("/v1/backward", TestServer.reward(id, 0, 1));
      assertProblem(answer, 503, "256 messages wait", null);
      assertThat(answer.headers().firstValue("Retry-After")).hasValue("1");
      gate.failWith(null);
      assertThat(server.post("/v1/backward", TestServer.reward(id, 0, 1)).statusCode())
          .isEqualTo(200);
    }

    @Test
    void whatTheGateCannotDoIs409() {
      String id = server.scored();
      gate.failWith(
          new UnsupportedCapabilityException(Capability.LEARN, "the gate does not learn"));
      assertProblem(
          server.post("/v1/backward", TestServer.reward(id, 0, 1)), 409, "does not learn", null);
    }
  }
}
