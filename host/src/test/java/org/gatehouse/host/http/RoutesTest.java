package org.gatehouse.host.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.stream.Stream;
import org.gatehouse.api.gating.Capability;
import org.gatehouse.api.metagraph.Metagraph;
import org.gatehouse.api.metagraph.Neuron;
import org.gatehouse.host.fakes.FakeGate;
import org.gatehouse.host.serve.TestService;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class RoutesTest {

  private static final Metagraph NETWORK =
      Metagraph.of(1, 100, List.of(Neuron.of(0, "alice"), Neuron.of(1, "bob"), Neuron.of(3, "c")));

  private static final String PUSHED =
      "{\"netuid\":1,\"block\":101,\"neurons\":[{\"uid\":0,\"hotkey\":\"alice\"},"
          + "{\"uid\":1,\"hotkey\":\"eve\"},{\"uid\":2,\"hotkey\":\"dan\"}]}";

  @TempDir private Path folder;

  private final FakeGate gate = new FakeGate(4);

  private TestServer server() {
    return new TestServer(TestService.of(gate, folder));
  }

  private TestServer serverOfNetwork() {
    FakeGate named = new FakeGate(4, NETWORK, EnumSet.allOf(Capability.class));
    return new TestServer(TestService.of(named, folder).metagraph(NETWORK));
  }

  private static void assertAnswer(HttpResponse<String> answer, int status, String body) {
    assertThat(answer.body().replaceAll("\"scores_id\":\"[\\w-]{24}\"", "\"scores_id\":\"ID\""))
        .isEqualTo(body);
    assertThat(answer.statusCode()).isEqualTo(status);
  }

  @Test
  void scoresOneMessageForAllUids() {
    try (TestServer server = server()) {
      assertAnswer(
          server.post("/v1/forward", "{\"message\":\"hi\"}"),
          200,
          "{\"gate\":\"lent\",\"block\":null,\"expires_in_s\":600,"
              + "\"results\":[{\"scores_id\":\"ID\",\"scores\":[0.0,0.0,0.0,0.0]}]}");
      assertThat(gate.calls()).containsExactly("forward hi");
    }
  }

  @Test
  void scoresSeveralMessagesInTheirOrderAndChoosesPeers() {
    try (TestServer server = serverOfNetwork()) {
      server.post("/v1/backward", TestServer.reward(server.scored(), 1, 0.5));
      assertAnswer(
          server.post("/v1/forward", "{\"messages\":[\"a\",\"b\"],\"k\":2,\"exclude\":[1]}"),
          200,
          "{\"gate\":\"lent\",\"block\":100,\"expires_in_s\":600,\"results\":["
              + selection("\"uid\":0,\"hotkey\":\"alice\"", "\"uid\":3,\"hotkey\":\"c\"")
              + ","
              + selection("\"uid\":0,\"hotkey\":\"alice\"", "\"uid\":3,\"hotkey\":\"c\"")
              + "]}");
    }
  }

  private static String selection(String first, String second) {
    return "{\"scores_id\":\"ID\",\"selector\":\"top-k\",\"k\":2,\"selected\":[{"
        + first
        + ",\"score\":0.0,\"propensity\":1.0},{"
        + second
        + ",\"score\":0.0,\"propensity\":1.0}]}";
  }

  @Test
  void aSelectorIsNamedByTheRequest() {
    try (TestServer server = serverOfNetwork()) {
      assertThat(
              server
                  .post("/v1/forward", "{\"message\":\"a\",\"selector\":\"uniform\",\"k\":3}")
                  .body())
          .contains("\"selector\":\"uniform\",\"k\":3,")
          .contains("\"uid\":0,")
          .contains("\"uid\":1,")
          .contains("\"uid\":3,");
    }
  }

  @Test
  void learnsRewardsOfPeersThatWereNotChosenToo() {
    try (TestServer server = serverOfNetwork()) {
      String id = TestServer.idIn(server.post("/v1/forward", "{\"message\":\"a\",\"k\":1}").body());
      assertAnswer(
          server.post(
              "/v1/backward",
              "{\"scores_id\":\"" + id + "\",\"uids\":[3,0],\"rewards\":[0.75,-1e-3]}"),
          200,
          "{\"step\":1,\"loss\":1.0,\"gradient_norm\":0.0,\"trained\":[3,0],\"dropped\":[]}");
      assertThat(server.post("/v1/forward", "{\"message\":\"a\"}").body())
          .contains("\"scores\":[-0.001,0.0,0.0,0.75]");
    }
  }

  @Test
  void aRepeatedBackwardGetsTheFirstAnswer() {
    try (TestServer server = server()) {
      String body = TestServer.reward(server.scored(), 2, 1);
      String first = server.post("/v1/backward", body).body();
      HttpResponse<String> second = server.post("/v1/backward", body);
      assertThat(second.statusCode()).isEqualTo(409);
      assertThat(second.body())
          .startsWith("{\"type\":\"urn:gatehouse:problem:scores-used\"")
          .endsWith(",\"first_answer\":" + first + "}");
      assertThat(gate.calls()).containsExactly("forward hi", "backward 2=1.0");
    }
  }

  @Test
  void aPushedMetagraphIsAnsweredKeptAndKnownAfterARestart() throws IOException {
    try (TestServer server = serverOfNetwork()) {
      assertAnswer(
          server.post("/v1/resync", PUSHED),
          200,
          "{\"netuid\":1,\"block\":101,\"kept\":1,\"replaced\":[1],\"added\":[2],\"removed\":[3],"
              + "\"disagreeing\":[],\"num_uids_before\":4,\"num_uids\":4}");
      assertThat(server.get("/v1/metagraph").body())
          .contains("\"block\": 101")
          .contains("\"hotkey\": \"eve\"");
      assertThat(server.get("/v1/model").body()).contains("\"netuid\":1,\"block\":101,");
      assertThat(server.post("/v1/forward", "{\"message\":\"a\",\"k\":3}").body())
          .contains("\"hotkey\":\"dan\"");
    }
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files).containsExactly(folder.resolve("pushed-metagraph.json"));
    }
    assertThat(TestService.kept(folder).orElseThrow().neuron(2).orElseThrow().hotkey())
        .isEqualTo("dan");
  }

  @Test
  void theModelSaysWhatWasLearned() {
    try (TestServer server = server()) {
      String before = server.get("/v1/model").body();
      assertThat(before)
          .isEqualTo(
              "{\"gate\":\"lent\",\"encoder\":\"none\",\"selector\":\"top-k\",\"k\":5,\"steps\":0,"
                  + "\"num_uids\":4,\"netuid\":null,\"block\":null,\"learn\":true,\"state_sha256\":\""
                  + server.service().digest()
                  + "\",\"shadow\":null}");
      server.post("/v1/backward", TestServer.reward(server.scored(), 0, 1));
      assertThat(server.get("/v1/model").body())
          .isNotEqualTo(before)
          .contains("\"steps\":1,")
          .contains(server.service().digest());
    }
  }

  @Test
  void theServiceIsLiveReadyMeasuredAndDescribed() {
    try (TestServer server = server()) {
      assertAnswer(server.get("/health/live"), 200, "{\"status\":\"up\"}");
      assertAnswer(server.get("/health/ready"), 200, "{\"status\":\"ready\",\"reasons\":[]}");
      assertAnswer(server.get("/metrics"), 200, "up 1.0\n");
      HttpResponse<String> document = server.get("/v1/openapi.json");
      assertThat(document.body()).startsWith("{\n  \"openapi\": \"3.1.0\"");
      assertThat(document.headers().firstValue("Content-Type")).hasValue("application/json");
      assertThat(document.headers().firstValue("Cache-Control")).hasValue("no-store");
      assertThat(document.headers().firstValue("Server")).isEmpty();
      assertThat(server.service().answered())
          .contains("GET /health/live 200", "GET /health/ready 200", "GET /metrics 200");
    }
  }
}
