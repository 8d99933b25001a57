package org.gatehouse.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The command {@code serve} as a process that is told to end. */
@Timeout(120)
final class ServeProcessTest {

  private static final HttpClient HTTP = HttpClient.newHttpClient();

  @TempDir private Path folder;

  /** What a served gate said before and after it was told to end. */
  private record Ended(int code, List<String> err) {}

  private interface Talk {
    void with(URI service) throws IOException, InterruptedException;
  }

  private ProcessBuilder command(String... more) {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty(
                    "surefire.test.class.path", System.getProperty("java.class.path")),
                Main.class.getName(),
                "--set",
                "gatehouse.gating.model=fake",
                "--set",
                "gatehouse.gating.num-uids=4",
                "--set",
                "gatehouse.state.dir=" + folder.resolve("state"),
                "serve",
                "--port",
                "0"));
    command.addAll(List.of(more));
    return new ProcessBuilder(command).redirectOutput(ProcessBuilder.Redirect.DISCARD);
  }

  private Ended serve(Talk talk, String... more) throws Exception {
    Process process = command(more).start();
    try (BufferedReader err = process.errorReader()) {
      List<String> lines = new ArrayList<>();
      String line = err.readLine();
      while (line != null && !line.startsWith("serving ")) {
        lines.add(line);
        line = err.readLine();
      }
      assertThat(line).as(lines.toString()).isNotNull();
      talk.with(URI.create(line.substring("serving ".length())));
      // The process itself would close its streams, too.
      assertThat(process.toHandle().destroy()).isTrue();
      err.lines().forEach(lines::add);
      assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
      return new Ended(process.exitValue(), lines);
    } finally {
      process.destroyForcibly();
    }
  }

  private static String post(URI uri, String json) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(uri)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(json))
            .build();
    HttpResponse<String> answer = HTTP.send(request, HttpResponse.BodyHandlers.ofString());
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return answer.body();
  }

  private static String get(URI uri) throws IOException, InterruptedException {
    return HTTP.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString())
        .body();
  }

  @Test
  void endsInGoodOrderAndKnowsEverythingWhenItIsStartedAgain() throws Exception {
    String[] model = new String[1];
    Ended first =
        serve(
            service -> {
              post(
                  service.resolve("/v1/resync"),
                  "{\"netuid\":1,\"block\":5,\"neurons\":[{\"uid\":2,\"hotkey\":\"alice\"}]}");
              String scored = post(service.resolve("/v1/forward"), "{\"message\":\"hi\",\"k\":1}");
              assertThat(scored).contains("\"hotkey\":\"alice\"");
              String id = scored.replaceFirst("(?s).*\"scores_id\":\"([^\"]+)\".*", "$1");
              post(
                  service.resolve("/v1/backward"),
                  "{\"scores_id\":\"" + id + "\",\"uids\":[2],\"rewards\":[0.5]}");
              model[0] = get(service.resolve("/v1/model"));
              assertThat(get(service.resolve("/metrics")))
                  .contains("gatehouse_host_scores 1.0")
                  .contains("gatehouse_metagraph_block 5.0");
            });
    assertThat(first.code()).as(first.err().toString()).isZero();
    assertThat(first.err()).containsSubsequence("stopping", "stopped");
    assertThat(model[0]).contains("\"steps\":1,").contains("\"netuid\":1,\"block\":5,");

    Ended second =
        serve(
            service -> {
              assertThat(get(service.resolve("/v1/model"))).isEqualTo(model[0]);
              assertThat(get(service.resolve("/v1/metagraph"))).contains("alice");
            });
    assertThat(second.code()).isZero();
  }

  @Test
  void aShadowIsShownWhatIsServedAndKeptBesideIt() throws Exception {
    String[] shadow = {"--set", "gatehouse.host.shadow.gate=fake"};
    Ended first =
        serve(
            service -> {
              String scored = post(service.resolve("/v1/forward"), "{\"message\":\"hi\",\"k\":1}");
              String id = scored.replaceFirst("(?s).*\"scores_id\":\"([^\"]+)\".*", "$1");
              post(
                  service.resolve("/v1/backward"),
                  "{\"scores_id\":\"" + id + "\",\"uids\":[2],\"rewards\":[0.5]}");
              assertThat(get(service.resolve("/metrics")))
                  .contains("gatehouse_host_shadow_reward NaN")
                  .contains("gatehouse_host_shadow_dropped_total 0.0");
            },
            shadow);
    assertThat(first.code()).as(first.err().toString()).isZero();
    Ended second =
        serve(
            service ->
                assertThat(get(service.resolve("/v1/model")))
                    .contains("\"steps\":1,")
                    .contains("\"shadow\":{\"gate\":\"fake\",\"problem\":null,\"steps\":1,"),
            shadow);
    assertThat(second.code()).isZero();
  }

  @Test
  void aShadowThatIsNotInstalledIsAWrongConfiguration() {
    Cli.Result result =
        Cli.withFakeGate(4)
            .set("gatehouse.state.dir=" + folder)
            .set("gatehouse.host.shadow.gate=nobody")
            .run("serve");
    assertThat(result.code()).isEqualTo(2);
    assertThat(result.err())
        .startsWith("gatehouse: with the shadow (gatehouse.host.shadow.gate) as the gate:\n")
        .contains("gatehouse.gating.model")
        .contains("nobody");
  }

  @Test
  void anAddressThatOthersReachIsRefusedWithoutAToken() {
    Cli.Result result =
        Cli.withFakeGate(4)
            .set("gatehouse.state.dir=" + folder)
            .set("gatehouse.host.http.address=0.0.0.0")
            .run("serve");
    assertThat(result.code()).isEqualTo(2);
    assertThat(result.err())
        .contains("gatehouse.host.http.address")
        .contains("expected a loopback address");
  }

  @Test
  void whoIsToldToEndWhileNothingIsServedYetJustEnds() throws Exception {
    Path slow = folder.resolve("slow.conf");
    assumeThat(new ProcessBuilder("mkfifo", slow.toString()).start().waitFor()).isZero();
    Path file = folder.resolve("gatehouse.conf");
    Files.writeString(file, "include required(file(\"" + slow + "\"))");
    Process process =
        command("-c", file.toString()).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    // A pipe opens when both sides do; then the command reads its configuration, and waits.
    CompletableFuture<OutputStream> opened = CompletableFuture.supplyAsync(() -> open(slow));
    try (OutputStream configuration = opened.get(60, TimeUnit.SECONDS)) {
      assertThat(process.toHandle().destroy()).isTrue();
      assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
      configuration.flush();
    } finally {
      process.destroyForcibly();
    }
    assertThat(folder.resolve("state")).doesNotExist();
  }

  private static OutputStream open(Path pipe) {
    try {
      return Files.newOutputStream(pipe);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
