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

  @Test
  void ourGatesAndSourcesArePlugins() throws Exception {
    Cli.Result result = run("plugins", "--json");
    assertThat(result.err()).isEmpty();
    assertThat(result.code()).isZero();
    assertThat(result.out())
        .startsWith("{\"path\": [\n\"" + HOME.resolve("plugins") + "\"\n]")
        .containsPattern(
            "\"name\": \"gating-sentence\",\"version\": \"[^\"]+\",\"api\": \"\\[1,2\\)\","
                + "\"requires\": \\[\n\"engine-tensorflow\"\n\\],\"provides\": \\[\n"
                + "\\{\"kind\": \"gate\",\"name\": \"sentence\",[^\n]*\\}\n\\],"
                + "\"location\": \"\\S*/plugins/gating-sentence\",\"sha256\": \"[0-9a-f]{64}\","
                + "\"status\": \"ok\"")
        .containsPattern(
            "\"name\": \"metagraph-adapters\",\"version\": \"[^\"]+\",\"api\": \"\\[1,2\\)\","
                + "\"requires\": \\[ \\],\"provides\": \\[\n"
                + "\\{\"kind\": \"metagraph source\",\"name\": \"file\",[^\n]*\\}\n\\],"
                + "\"location\": \"\\S*/plugins/metagraph-adapters\",\"sha256\": \"[0-9a-f]{64}\","
                + "\"status\": \"ok\"");
    try (Stream<Path> libraries = Files.list(HOME.resolve("lib"))) {
      assertThat(libraries)
          .noneMatch(jar -> jar.toString().contains("gating-sentence"))
          .noneMatch(jar -> jar.toString().contains("metagraph-adapters"));
    }
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
