package org.gatehouse.host.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.gatehouse.engine.tensorflow.fixture.MiniLm;
import org.gatehouse.host.Cli;
import org.gatehouse.host.fakes.PluginJar;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DoctorCommandTest {

  @TempDir private Path folder;

  private final Cli cli = Cli.withFakeGate(8);

  private Cli.Result doctor(String... options) {
    return doctorWithCache(MiniLm.CACHE, options);
  }

  private Cli.Result doctorWithCache(Path cache, String... options) {
    String[] args = new String[options.length + 1];
    args[0] = "doctor";
    System.arraycopy(options, 0, args, 1, options.length);
    return cli.set("gatehouse.engine.cache-dir=" + cache.toAbsolutePath())
        .set("gatehouse.state.dir=" + folder.resolve("state"))
        .run(args);
  }

  @Test
  void checksEverythingThatIsSelected() {
    Cli.Result result = doctor();
    assertThat(result.code()).isZero();
    assertThat(result.out())
        .containsPattern("ok +java +" + System.getProperty("java.version"))
        .containsPattern("ok +memory +[0-9.]+ GiB")
        .containsPattern("ok +tensorflow +2\\.18\\.0, .*cpu")
        .containsPattern("ok +cache folder +\\S+/model-cache")
        .containsPattern("ok +state folder +" + folder + "/state, to be made when needed")
        .containsPattern("ok +metagraph source +none")
        .containsPattern("ok +gate +fake, 8 uids")
        .containsPattern("ok +selector +top-k, chooses 5 peers")
        .contains("  gatehouse.gating.model = \"fake\" (--set)\n")
        .endsWith("Everything that is selected works.\n");
  }

  @Test
  void theDeviceIsProvenByAKnownEmbeddingAndMeasured() {
    cli.set("gatehouse.engine.device=cpu");
    assertThat(doctor().out())
        .containsPattern("ok +device +cpu\n")
        .containsPattern(
            "ok +device parity +sentence-transformers/all-MiniLM-L6-v2 differs from the reference"
                + " by [0-9.]+e-0[678], at most 1e-05 allowed\n")
        .containsPattern(
            "ok +device speed +1 message of 32 tokens in [0-9.]+ ms, 32 of them in [0-9.]+ ms:"
                + " [0-9]+ tokens/s \\(medians of 15 and 3 runs\\)\n");
  }

  @Test
  void aDeviceThatCannotBeHadIsBroken() {
    cli.set("gatehouse.engine.device=gpu:999");
    Cli.Result result = doctor();
    assertThat(result.code()).isEqualTo(1);
    assertThat(result.out())
        .containsPattern("broken +device +Device gpu:999 is asked for, but cannot be had\\. ")
        .doesNotContain("device parity")
        .containsPattern("ok +gate +fake, 8 uids");
  }

  @Test
  void aBrokenGateIsFoundOut() {
    cli.set("gatehouse.gating.fake.broken=true");
    Cli.Result result = doctor();
    assertThat(result.code()).isEqualTo(1);
    assertThat(result.out())
        .containsPattern("broken +gate and selector +fake and top-k: the fake gate is broken")
        .endsWith("Something selected is broken.\n");
  }

  @Test
  void aBrokenSourceDoesNotHideTheGate() {
    cli.set("gatehouse.metagraph.source=file")
        .set("gatehouse.metagraph.file.path=" + folder.resolve("none.json"));
    Cli.Result result = doctor();
    assertThat(result.code()).isEqualTo(1);
    assertThat(result.out())
        .containsPattern("broken +metagraph source +file: .*none\\.json")
        .containsPattern("ok +gate +fake");
  }

  @Test
  void theNetworkOfTheSourceIsShown() throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("a.json"),
            "{\"netuid\": 3, \"block\": 9, \"neurons\": [{\"uid\": 12, \"hotkey\": \"a\"}]}");
    cli.set("gatehouse.metagraph.source=file").set("gatehouse.metagraph.file.path=" + file);
    assertThat(doctor().out())
        .containsPattern("ok +metagraph source +file: netuid 3, block 9, 1 peers, " + file)
        .containsPattern("ok +gate +fake, 13 uids");
  }

  @Test
  void aWrongConfigurationIsReportedAsAWhole() {
    cli.set("gatehouse.selection.k=none").set("gatehouse.gating.seeed=1");
    Cli.Result result = doctor("--json");
    assertThat(result.code()).isEqualTo(1);
    assertThat(result.out())
        .startsWith("{\"good\": false,\"checks\": [\n")
        .contains(
            "{\"name\": \"configuration\",\"status\": \"broken\",\"detail\": \"2 problems in the"
                + " configuration:");
  }

  @Test
  void aBrokenPluginIsOnlyAWarningUnlessItIsSelected() throws IOException {
    Path plugins = folder.resolve("plugins");
    PluginJar.withOddGate("acme-odd").withKeys().write(plugins.resolve("odd.jar"));
    PluginJar.named("acme-empty").write(plugins.resolve("empty.jar"));
    cli.set("gatehouse.plugins.path=" + plugins);
    Cli.Result result = doctor();
    assertThat(result.out())
        .containsPattern("ok +plugin acme-odd +1\\.2, gate odd, " + plugins + "/odd\\.jar")
        .containsPattern("warning +plugin acme-empty +1\\.2, " + plugins + "/empty\\.jar")
        .containsPattern("\n +- empty\\.jar: expected at least one provider, found none; list the")
        .containsPattern("\n +nothing of it is selected\n")
        .contains(
            "Shared with all plugins: org.gatehouse.api. org.jspecify.annotations. org.slf4j.",
            "Shared with plugins that require engine-tensorflow: org.gatehouse.engine. ")
        .endsWith("Everything that is selected works.\n");
    assertThat(result.code()).isZero();
  }

  @Test
  void aBrokenPluginThatIsSelectedBreaksTheConfiguration() throws IOException {
    Path plugins = folder.resolve("plugins");
    PluginJar.withOddGate("acme-odd")
        .attribute("Gatehouse-Api-Version", "[9,10)")
        .write(plugins.resolve("odd.jar"));
    cli.set("gatehouse.plugins.path=" + plugins).set("gatehouse.gating.model=odd");
    Cli.Result result = doctor("--json");
    assertThat(result.out())
        .contains("{\"name\": \"plugin acme-odd\",\"status\": \"broken\"")
        .contains("{\"name\": \"configuration\",\"status\": \"broken\"")
        .contains("],\"shared\": {\"all\": [\n\"org.gatehouse.api.\",\n");
    assertThat(result.code()).isEqualTo(1);
  }

  @Test
  void aCacheFolderThatCannotBeMadeIsBroken() throws IOException {
    Path file = Files.writeString(folder.resolve("cache"), "in the way");
    assertThat(doctorWithCache(file).out())
        .containsPattern("broken +cache folder +" + file + ": " + file + " is no folder")
        .containsPattern(
            "warning +device parity +sentence-transformers/all-MiniLM-L6-v2 is not to be had: ");
  }
}
