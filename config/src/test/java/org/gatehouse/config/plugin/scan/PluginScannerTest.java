package org.gatehouse.config.plugin.scan;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.gatehouse.config.plugin.PluginJars;
import org.gatehouse.config.plugin.PluginReport;
import org.gatehouse.config.plugin.Provided;
import org.gatehouse.config.plugin.ProviderKind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PluginScannerTest {

  @TempDir Path folder;

  @Test
  void aSoundPluginIsReportedInFull() {
    Path jar = PluginJars.picker("first-pick").write(folder);

    PluginReport report = new PluginScanner(getClass().getClassLoader()).scan(jar);

    assertThat(report.problems()).isEmpty();
    assertThat(report.isLoadable()).isTrue();
    assertThat(report.location()).isEqualTo(jar);
    assertThat(report.jars()).containsExactly(jar);
    assertThat(report.name()).isEqualTo("first-pick");
    assertThat(report.version()).isEqualTo("1.0");
    assertThat(report.apiVersions()).isEqualTo("[1,2)");
    assertThat(report.requires()).isEmpty();
    assertThat(report.provides())
        .isEqualTo(List.of(new Provided(ProviderKind.SELECTOR, "first-pick", "com.acme.Picker")));
    assertThat(report.natives()).isEmpty();
    assertThat(report.sha256()).matches("[0-9a-f]{64}");
  }
}
