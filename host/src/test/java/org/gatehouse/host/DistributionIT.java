package org.gatehouse.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.gatehouse.engine.tensorflow.fixture.TinyGptNeo;
import org.gatehouse.host.fakes.PluginJar;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The assembled distribution, run as users run it. */
@DisabledOnOs(OS.WINDOWS)
final class DistributionIT {

  private static final Path HOME = Path.of(System.getProperty("distribution", "")).toAbsolutePath();

  @TempDir private Path folder;

  private ProcessBuilder gatehouse(String... args) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(HOME.resolve("bin/gatehouse").toString());
    command.addAll(List.of(args));
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.directory(Files.createDirectories(folder.resolve("work")).toFile());
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    builder.environment().put("XDG_CACHE_HOME", folder.resolve("cache").toString());
    builder.redirectError(folder.resolve("err.txt").toFile());
    return builder;
  }

  private Cli.Result run(String... args) throws IOException, InterruptedException {
    Path out = folder.resolve("out.txt");
    Process process = gatehouse(args).redirectOutput(out.toFile()).start();
    process.getOutputStream().close();
    return new Cli.Result(process.waitFor(), Files.readString(out), errors());
  }

  private String errors() throws IOException {
    return Files.readString(folder.resolve("err.txt"));
  }

  /** Selects the odd gate, which lies beside a broken plugin in a folder of its own. */
  private String[] withOddGate(String... args) throws IOException {
    Path plugins = folder.resolve("plugins");
    PluginJar.withOddGate("acme-odd").withKeys().write(plugins.resolve("odd.jar"));
    Files.writeString(plugins.resolve("torn.jar"), "not a zip");
    return Stream.concat(
            Stream.of(
                "--set",
                "gatehouse.plugins.path=${gatehouse.plugins.path} [\"" + plugins + "\"]",
                "--set",
                "gatehouse.gating.model=odd"),
            Stream.of(args))
        .toArray(String[]::new);
  }

  private static String ourGate(String name) {
    return ("\"name\": \"gating-NAME\",\"version\": \"[^\"]+\",\"api\": \"\\[1,2\\)\","
            + "\"requires\": \\[\n\"engine-tensorflow\"\n\\],\"provides\": \\[\n"
            + "\\{\"kind\": \"gate\",\"name\": \"NAME\",[^\n]*\\}\n\\],"
            + "\"location\": \"\\S*/plugins/gating-NAME\",\"sha256\": \"[0-9a-f]{64}\","
            + "\"status\": \"ok\"")
        .replace("NAME", name);
  }

  @Test
  void ourGatesAndSourcesArePlugins() throws Exception {
    Cli.Result result = run("plugins", "--json");
    assertThat(result.err()).isEmpty();
    assertThat(result.code()).isZero();
    assertThat(result.out())
        .startsWith("{\"path\": [\n\"" + HOME.resolve("plugins") + "\"\n]")
        .containsPattern(ourGate("bandit"))
        .containsPattern(ourGate("gptneo"))
        .containsPattern(ourGate("sentence"))
        .containsPattern(
            "\"name\": \"metagraph-adapters\",\"version\": \"[^\"]+\",\"api\": \"\\[1,2\\)\","
                + "\"requires\": \\[ \\],\"provides\": \\[\n"
                + "\\{\"kind\": \"metagraph source\",\"name\": \"file\",[^\n]*\\},\n"
                + "\\{\"kind\": \"metagraph source\",\"name\": \"subtensor\",[^\n]*\\}\n\\],"
                + "\"location\": \"\\S*/plugins/metagraph-adapters\",\"sha256\": \"[0-9a-f]{64}\","
                + "\"status\": \"ok\"");
    try (Stream<Path> libraries = Files.list(HOME.resolve("lib"))) {
      assertThat(libraries)
          .noneMatch(jar -> jar.toString().contains("gating-"))
          .noneMatch(jar -> jar.toString().contains("metagraph-adapters"))
          .noneMatch(jar -> jar.toString().contains("bcprov"));
    }
    try (Stream<Path> all = Files.walk(HOME)) {
      assertThat(all).noneMatch(file -> file.toString().endsWith("-tests.jar"));
    }
  }

  @Test
  void theClientsAreAmongTheDocuments() {
    assertThat(HOME.resolve("docs/clients.md")).isRegularFile();
    assertThat(HOME.resolve("docs/clients"))
        .isDirectoryContaining("glob:**/gatehouse_client.py")
        .isDirectoryContaining("glob:**/validator_loop.py");
  }

  @Test
  void theSentenceGateScoresThePeersOfAFile() throws Exception {
    Path network =
        Files.writeString(
            folder.resolve("network.json"),
            "{\"netuid\": 1, \"block\": 7654, \"neurons\": [{\"uid\": 2, \"hotkey\": \"x\"}]}");
    String[] peers = {
      "--set",
      "gatehouse.metagraph.source=file",
      "--set",
      "gatehouse.metagraph.file.path=" + network
    };
    Cli.Result scored =
        run(
            Stream.concat(Stream.of(peers), Stream.of("score", "-k", "1", "--json", "p"))
                .toArray(String[]::new));
    assertThat(scored.out())
        .as(scored.err())
        .contains("\"gate\":\"sentence\"", "\"block\":7654", "\"uid\":2,\"hotkey\":\"x\"");
    assertThat(scored.code()).isZero();
    Cli.Result shown =
        run(Stream.concat(Stream.of(peers), Stream.of("metagraph")).toArray(String[]::new));
    assertThat(shown.out()).as(shown.err()).contains("netuid 1, block 7654");
    assertThat(shown.code()).isZero();
  }

  @Test
  void theNetworkOfANodeIsReadByThePluginAlone() throws Exception {
    try (LiveNetwork network = new LiveNetwork("a", "b")) {
      String[] args =
          Stream.concat(Stream.of("metagraph", "--json"), Stream.of(network.options()))
              .toArray(String[]::new);
      Cli.Result shown = run(args);
      assertThat(shown.err()).isEmpty();
      assertThat(shown.out())
          .contains(
              "\"netuid\": 7,\"block\": 1,",
              network.node().chain().finalizedHead().hash(),
              LiveNetwork.hotkey("a"),
              LiveNetwork.hotkey("b"));
      assertThat(shown).isEqualTo(new Cli().run(args));
    }
  }

  @Test
  void theGptNeoGateTakesTwoKeysAndNothingElse() throws Exception {
    String gate = "gatehouse.gating.model=gptneo";
    String model = "gatehouse.gating.gptneo.model-name=" + TinyGptNeo.in(Path.of("target"));
    Cli.Result scored =
        run("--set", gate, "--set", model, "score", "-k", "2", "--json", "a prompt");
    assertThat(scored.out())
        .as(scored.err())
        .contains("\"prompt\":\"a prompt\",\"gate\":\"gptneo\"", "\"k\":2");
    assertThat(scored.code()).isZero();
    Path events =
        Files.writeString(
            folder.resolve("events.jsonl"),
            """
            {"prompt": "Hello", "uids": [3, 7], "rewards": [0.2, 0.9]}
            {"prompt": "Good-bye", "uids": [3, 8], "rewards": [0.9, 0.1]}
            """);
    Cli.Result replayed =
        run("--set", gate, "--set", model, "replay", "--json", "--strict", events.toString());
    assertThat(replayed.out())
        .as(replayed.err())
        .contains("\"gate\": \"gptneo\"", "\"events\": 2,\"skipped\": 0");
    assertThat(replayed.code()).isZero();
  }

  @Test
  void aDroppedInGateScoresBesideABrokenOneAndLoadsNoNativeLibrary() throws Exception {
    Process process = gatehouse(withOddGate("score", "-k", "1", "-")).start();
    try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
      process.getOutputStream().write("a prompt\n".getBytes(StandardCharsets.UTF_8));
      process.getOutputStream().flush();
      assertThat(out.readLine()).as(errors()).isEqualTo("a prompt");
      assertThat(out.readLine()).contains("uid", "score");
      assertThat(out.readLine()).matches(" *1 +- +1\\.5\\d* +1\\.0+");
      // Still running, and everything that it needs is loaded.
      Path maps = Path.of("/proc", Long.toString(process.pid()), "maps");
      assumeThat(maps).exists();
      List<String> libraries =
          Files.readString(maps)
              .toLowerCase(Locale.ROOT)
              .lines()
              .filter(line -> line.contains(".so"))
              .toList();
      assertThat(libraries).anyMatch(line -> line.endsWith("/libjvm.so"));
      assertThat(libraries)
          .noneMatch(line -> line.contains("tensorflow"))
          .noneMatch(line -> line.contains("jnijavacpp"))
          .noneMatch(line -> line.contains("tokenizers"));
    } finally {
      process.getOutputStream().close();
    }
    assertThat(process.waitFor()).isZero();
    assertThat(errors())
        .contains("plugin torn.jar (" + folder.resolve("plugins/torn.jar") + ") is broken");
  }
}
