package org.gatehouse.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.gatehouse.config.Golden.assertGolden;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Properties;
import org.gatehouse.api.gating.GateScores;
import org.gatehouse.config.plugin.PluginReport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A broken plugin stops who selects it, with a message that helps, and nobody else. */
class BrokenPluginsTest {

  @TempDir Path folder;

  private Path plugins;

  @BeforeEach
  void makeFolder() throws IOException {
    plugins = Files.createDirectory(folder.toRealPath().resolve("plugins"));
    System.clearProperty(BrokenPlugins.TRACE);
  }

  @AfterEach
  void forget() {
    System.clearProperty(BrokenPlugins.TRACE);
  }

  private GatehouseConfig load(String gate) {
    return GatehouseConfig.loader()
        .systemProperties(new Properties())
        .set("gatehouse.plugins.path=" + plugins)
        .set("gatehouse.plugins.start-timeout=500ms")
        .set("gatehouse.engine.cache-dir=" + folder.resolve("cache"))
        .set("gatehouse.gating.model=" + gate)
        // The operator once used it, and has left its section in the file.
        .text("gatehouse.gating.broken.size = 4")
        .load();
  }

  private static GateScores score(GatehouseConfig config) {
    try (Gatehouse gatehouse = Gatehouse.open(config, HostContext.standalone())) {
      return gatehouse.gate().forward("a message");
    }
  }

  @ParameterizedTest
  @EnumSource
  void anInnocentPluginBesideItWorksAndItsCodeNeverRuns(BrokenPlugins broken) {
    broken.install(plugins);
    BrokenPlugins.installInnocent(plugins);

    GatehouseConfig config = load("innocent");
    assertThat(score(config).scores()).containsExactly(1, 2, 3);

    assertThat(System.getProperty(BrokenPlugins.TRACE)).isNull();
    assertThat(config.plugins())
        .filteredOn(plugin -> !plugin.isLoadable())
        .hasSize(broken.runs() ? 0 : broken == BrokenPlugins.DUPLICATE_NAME ? 2 : 1);
    assertThat(config.plugins())
        .filteredOn(PluginReport::isLoadable)
        .extracting(PluginReport::name)
        .contains("innocent");
  }

  @ParameterizedTest
  @EnumSource
  void whoSelectsItIsToldWhatIsWrongAndWhatToDo(BrokenPlugins broken) {
    assumeThat(broken.canBeSelected()).isTrue();
    broken.install(plugins);
    BrokenPlugins.installInnocent(plugins);

    Throwable failure = catchThrowable(() -> score(load("broken")));

    assertThat(failure).isNotNull();
    if (!broken.runs()) {
      assertThat(System.getProperty(BrokenPlugins.TRACE)).isNull();
    }
    assertGolden(
        "plugins/" + broken.name().toLowerCase(Locale.ROOT).replace('_', '-') + ".txt",
        String.valueOf(failure.getMessage())
            .replace(plugins.toString(), "<plugins>")
            .replaceAll("[0-9a-f]{64}", "<sha-256>"));
  }
}
