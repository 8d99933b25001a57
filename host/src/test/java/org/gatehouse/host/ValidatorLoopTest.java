package org.gatehouse.host;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The validator's loop of docs/clients against a service, and what it makes of the answers that a
 * service may give.
 */
@Timeout(120)
final class ValidatorLoopTest {

  private static final Path LOOP = Path.of("..", "docs", "clients", "validator_loop.py");

  private static final String REPORT =
      "{\"netuid\":1,\"block\":7,\"kept\":15,\"replaced\":[4],\"added\":[],\"removed\":[],"
          + "\"disagreeing\":[],\"num_uids_before\":16,\"num_uids\":16}";
  private static final String CHOICE =
      "{\"gate\":\"fake\",\"block\":7,\"expires_in_s\":600,\"results\":[{\"scores_id\":\"id/1\","
          + "\"selector\":\"top-k\",\"k\":3,\"selected\":["
          + "{\"uid\":1,\"hotkey\":\"a\",\"score\":0.5,\"propensity\":1},"
          + "{\"uid\":4,\"hotkey\":\"b\",\"score\":0.4,\"propensity\":1},"
          + "{\"uid\":9,\"hotkey\":\"c\",\"score\":0.3,\"propensity\":1}]}]}";
  private static final String LEARNED =
      "{\"step\":7,\"loss\":0.125,\"gradient_norm\":1,\"trained\":[1,4,9],\"dropped\":[]}";
  private static final String MODEL = "{\"gate\":\"fake\",\"steps\":7}";

  @TempDir private Path folder;

  private final Map<String, Queue<String>> answers = new HashMap<>();
  private final List<String> requests = Collections.synchronizedList(new ArrayList<>());
  private HttpServer service;

  @BeforeEach
  void start() throws IOException {
    service = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 8);
    service.createContext("/", this::answer);
    service.start();
    script("/v1/resync", "200 " + REPORT);
    script("/v1/forward", "200 " + CHOICE);
    script("/v1/backward", "200 " + LEARNED);
    script("/v1/model", "200 " + MODEL);
  }

  @AfterEach
  void stop() {
    service.stop(0);
  }

  /** Sets what a path answers: a status and a body each; the last one again and again. */
  private void script(String path, String... statusAndBody) {
    answers.put(path, new ArrayDeque<>(List.of(statusAndBody)));
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      String path = exchange.getRequestURI().getPath();
      String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
      requests.add(
          exchange.getRequestHeaders().getFirst("Authorization") + " " + path + " " + body);
      Queue<String> left = answers.get(path);
      String[] next = (left.size() > 1 ? left.remove() : left.element()).split(" ", 2);
      byte[] bytes = next[1].getBytes(StandardCharsets.UTF_8);
      exchange.getResponseHeaders().add("Retry-After", "0");
      exchange.sendResponseHeaders(Integer.parseInt(next[0]), bytes.length);
      exchange.getResponseBody().write(bytes);
    }
  }

  private Cli.Result run(String... args) throws Exception {
    List<String> all =
        new ArrayList<>(
            List.of(
                "--url",
                "http://127.0.0.1:" + service.getAddress().getPort() + "/",
                "--checkpoint",
                "2"));
    all.addAll(List.of(args));
    return new Python(folder)
        .run(Map.of("GATEHOUSE_TOKEN", "sesame"), LOOP, all.toArray(String[]::new));
  }

  private List<String> requests(String path) {
    return requests.stream().filter(request -> request.contains(" " + path + " ")).toList();
  }

  @Test
  void eachStepIsScoredAskedRewardedAndLearned() throws Exception {
    Cli.Result result = run("--steps", "3");
    assertThat(result.err()).isEmpty();
    assertThat(result.code()).isZero();
    assertThat(result.out().lines())
        .hasSize(6)
        .contains("block 7: the peers of uids [4] are new")
        .anyMatch(
            line -> line.matches("step 2: asked \\[1, 4, 9], reward 0\\.\\d{3}, loss 0\\.125"))
        .endsWith("learned from 3 of 3 steps; gate fake has taken 7 in all");
    assertThat(requests).allMatch(request -> request.startsWith("Bearer sesame /v1/"));
    assertThat(requests("/v1/resync"))
        .hasSize(2)
        .first()
        .asString()
        .contains("\"netuid\": 1", "\"uid\": 15, \"hotkey\": \"hotkey-", "\"ip\": \"192.0.2.1\"")
        .contains("\"stake_rao\": \"100000000000\"");
    assertThat(requests("/v1/forward"))
        .allMatch(request -> request.matches(".*\\{\"message\": \"A question .*\", \"k\": 3}"));
    assertThat(requests("/v1/backward"))
        .hasSize(3)
        .first()
        .asString()
        .contains("{\"scores_id\": \"id/1\", \"uids\": [1, 4, 9], \"rewards\": [0.");
  }

  @Test
  void aRealServiceLearnsFromEachStep() throws Exception {
    Python python = new Python(folder);
    Process serve =
        new ProcessBuilder(
                JavaProcess.command(
                    List.of("-Xmx256m"),
                    Main.class,
                    "serve",
                    "--port",
                    "0",
                    "--set",
                    "gatehouse.gating.model=fake",
                    "--set",
                    "gatehouse.gating.num-uids=16",
                    "--set",
                    "gatehouse.host.http.token=sesame",
                    "--set",
                    "gatehouse.state.dir=" + folder.resolve("state")))
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    try (BufferedReader said = serve.errorReader(StandardCharsets.UTF_8)) {
      String url =
          said.lines()
              .filter(line -> line.startsWith("serving "))
              .findFirst()
              .map(line -> line.substring("serving ".length()))
              .orElseThrow();
      Cli.Result result =
          python.run(
              Map.of("GATEHOUSE_TOKEN", "sesame"),
              LOOP,
              "--url",
              url,
              "--steps",
              "25",
              "--checkpoint",
              "5");
      assertThat(result.err()).isEmpty();
      assertThat(result.out())
          .contains("are new")
          .endsWith("learned from 25 of 25 steps; gate fake has taken 25 in all\n");
      Cli.Result stranger =
          python.run(Map.of("GATEHOUSE_TOKEN", "simsim"), LOOP, "--url", url, "--steps", "1");
      assertThat(stranger.code()).isEqualTo(1);
      assertThat(stranger.err()).startsWith("validator_loop: 401 ");
      // Process.destroy would close the stream before what is said at the end.
      assertThat(serve.toHandle().destroy()).isTrue();
      assertThat(said.lines()).last().asString().isEqualTo("stopped");
      assertThat(serve.waitFor()).isZero();
    } finally {
      serve.destroyForcibly();
    }
  }

  @Test
  void aBusyServiceIsAskedAgain() throws Exception {
    String busy = "503 {\"title\":\"Busy\",\"status\":503,\"detail\":\"the queue is full\"}";
    script("/v1/forward", busy, "503 not JSON at all", "200 " + CHOICE);
    script("/v1/backward", busy, "200 " + LEARNED);
    Cli.Result result = run("--steps", "1");
    assertThat(result.out()).contains("learned from 1 of 1 steps");
    assertThat(requests("/v1/forward")).hasSize(3);
    assertThat(requests("/v1/backward")).hasSize(2);
  }

  @Test
  void patienceHasAnEnd() throws Exception {
    script("/v1/resync", "503 {\"title\":\"Stopping\",\"status\":503,\"detail\":\"wait\"}");
    assertThat(run("--patience", "-1"))
        .isEqualTo(new Cli.Result(1, "", "validator_loop: 503 Stopping: wait\n"));
  }

  @Test
  void anAnswerThatGotLostIsTakenFromTheRefusal() throws Exception {
    script(
        "/v1/backward",
        "409 {\"type\":\"urn:gatehouse:problem:scores-used\",\"title\":\"Used\",\"status\":409,"
            + "\"detail\":\"learned already\",\"first_answer\":"
            + LEARNED
            + "}");
    assertThat(run("--steps", "1").out()).contains("loss 0.125", "learned from 1 of 1 steps");
  }

  @Test
  void rewardsThatComeTooLateAreGivenUp() throws Exception {
    script("/v1/backward", "404 {\"title\":\"Gone\",\"status\":404,\"detail\":\"expired\"}");
    Cli.Result result = run("--steps", "2");
    assertThat(result.code()).isZero();
    assertThat(result.out())
        .contains(
            "step 1: the scores are gone; the rewards came too late", "learned from 0 of 2 steps");
  }

  @Test
  void aServiceThatFollowsTheChainNeedsNoPush() throws Exception {
    script(
        "/v1/resync",
        "409 {\"type\":\"urn:gatehouse:problem:source-followed\",\"title\":\"Followed\","
            + "\"status\":409,\"detail\":\"a source is followed\"}");
    assertThat(run("--steps", "1").out()).contains("learned from 1 of 1 steps");
  }

  @Test
  void aRefusalIsShownAsItIs() throws Exception {
    script("/v1/resync", "401 {\"title\":\"Unauthorized\",\"status\":401,\"detail\":\"no token\"}");
    assertThat(run())
        .isEqualTo(new Cli.Result(1, "", "validator_loop: 401 Unauthorized: no token\n"));
  }

  @Test
  void aServiceThatIsNotThereIsNamed() throws Exception {
    service.stop(0);
    Cli.Result result = run("--patience", "0");
    assertThat(result.code()).isEqualTo(1);
    assertThat(result.err())
        .startsWith("validator_loop: http://127.0.0.1:" + service.getAddress().getPort() + ": ");
  }
}
