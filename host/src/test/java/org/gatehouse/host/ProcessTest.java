package org.gatehouse.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.gatehouse.host.fakes.PluginJar;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What only a process of its own shows. */
final class ProcessTest {

  private static final Path MAPS = Path.of("/proc/self/maps");

  @TempDir private Path folder;

  /** Runs a command and tells which files its process then has in memory. */
  static final class Probe {

    private Probe() {}

    public static void main(String... args) throws IOException {
      int code = Main.run(System.in, System.out, System.err, args);
      Files.copy(MAPS, System.out);
      System.out.flush();
      System.exit(code);
    }
  }

  @Test
  void aGateWithoutTensorFlowLoadsNoNativeLibrary() throws Exception {
    assumeThat(MAPS).exists();
    assertNoNativeLibrary(
        "--set", "gatehouse.gating.model=fake", "--set", "gatehouse.gating.num-uids=4");
  }

  private void assertNoNativeLibrary(String... settings) throws Exception {
    List<String> args = new ArrayList<>(List.of(settings));
    args.addAll(List.of("score", "-k", "1", "p"));
    Cli.Result result =
        JavaProcess.run(folder, List.of(), Probe.class, args.toArray(String[]::new));
    assertThat(result.err()).isEmpty();
    assertThat(result.code()).isZero();
    assertThat(result.out()).startsWith("p\n");
    List<String> libraries =
        result.out().lines().filter(line -> line.contains(".so")).map(ProcessTest::lower).toList();
    assertThat(libraries).anyMatch(line -> line.endsWith("/libjvm.so"));
    assertThat(libraries)
        .noneMatch(line -> line.contains("tensorflow"))
        .noneMatch(line -> line.contains("jnijavacpp"))
        .noneMatch(line -> line.contains("tokenizers"));
  }

  @Test
  void neitherDoesOneInAPlugin() throws Exception {
    assumeThat(MAPS).exists();
    PluginJar.withOddGate("acme-odd").withKeys().write(folder.resolve("plugins/odd.jar"));
    assertNoNativeLibrary(
        "--set",
        "gatehouse.plugins.path=" + folder.resolve("plugins"),
        "--set",
        "gatehouse.engine.cache-dir=" + folder.resolve("cache"),
        "--set",
        "gatehouse.gating.model=odd");
  }

  private static String lower(String line) {
    return line.toLowerCase(Locale.ROOT);
  }

  @Test
  void numbersDoNotFollowTheLanguageOfTheUser() throws Exception {
    Path network =
        Files.writeString(
            folder.resolve("network.json"),
            "{\"netuid\": 1, \"block\": 7654, \"neurons\": [{\"uid\": 0, \"hotkey\": \"x\"}]}");
    Path copy = folder.resolve("copy.json");
    Cli.Result result =
        JavaProcess.run(
            folder,
            List.of("-Duser.language=ar", "-Duser.country=EG"),
            Main.class,
            "--set",
            "gatehouse.metagraph.source=file",
            "--set",
            "gatehouse.metagraph.file.path=" + network,
            "metagraph",
            "--save",
            copy.toString());
    assertThat(result)
        .isEqualTo(new Cli.Result(0, "", "saved 1 peers of block 7654 to " + copy + "\n"));
  }
}
