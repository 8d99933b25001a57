package org.gatehouse.config.plugin.scan;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.gatehouse.config.plugin.PluginJars;
import org.gatehouse.config.plugin.PluginReport;
import org.gatehouse.config.plugin.Provided;
import org.gatehouse.config.plugin.ProviderKind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ServicesFileTest {

  private static final String FILE = ProviderKind.SELECTOR.servicesFile();

  @TempDir Path folder;

  private PluginReport scan(String text) {
    return scan(text.getBytes(StandardCharsets.UTF_8));
  }

  private PluginReport scan(byte[] text) {
    return new Scans(folder).scan(PluginJars.picker("picker").entry(FILE, text));
  }

  @Test
  void commentsBlankLinesAndRepetitionsAreFine() {
    PluginReport report =
        scan("# ours: ünï\r\n\r\n  com.acme.Picker # the only one\n\tcom.acme.Picker\n#");

    assertThat(report.problems()).isEmpty();
    assertThat(report.provides())
        .extracting(Provided::className)
        .containsExactly("com.acme.Picker");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"com.acme.Picker x", "com/acme/Picker", "3com.x", ".a", "a.", "a-b", "a..b"})
  void aMalformedLineIsNamedAndTheOthersStillCount(String line) {
    PluginReport report = scan("# gates\n" + line + "\ncom.acme.Picker");

    assertThat(Scans.problems(report))
        .containsExactly(
            "picker.jar!/META-INF/services/org.gatehouse.api.selection.PeerSelectorProvider:2:"
                + " expected the name of one class, found \""
                + line
                + "\"; write one class a line, such as com.example.MyProvider");
    assertThat(report.provides()).hasSize(1);
  }

  @Test
  void aByteOrderMarkIsMadeVisible() {
    assertThat(Scans.problems(scan("\uFEFFcom.acme.Picker")))
        .singleElement()
        .asString()
        .contains(":1: expected the name of one class, found \"<byte order mark>com.acme.Picker\"");
  }

  @Test
  void otherEncodingsThanUtf8AreRefused() {
    assertThat(Scans.problems(scan(new byte[] {'#', (byte) 0xE4, '\n'})))
        .containsExactly(
            "picker.jar!/META-INF/services/org.gatehouse.api.selection.PeerSelectorProvider:"
                + " expected text in UTF-8, found other bytes; save it as UTF-8");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\n", "# com.acme.Picker"})
  void aPluginWithoutProvidersIsNone(String text) {
    assertThat(Scans.problems(scan(text)))
        .containsExactly(
            "picker.jar: expected at least one provider, found none; list the providers' classes in"
                + " META-INF/services/org.gatehouse.api.gating.GatingModelProvider or"
                + " META-INF/services/org.gatehouse.api.metagraph.MetagraphSourceProvider or"
                + " META-INF/services/org.gatehouse.api.selection.PeerSelectorProvider");
  }

  @Test
  void theFilesOfAllJarsOfAFolderCount() {
    Path plugin =
        PluginJars.folder(
            folder.resolve("plugin"),
            PluginJars.plugin("main").service(ProviderKind.SELECTOR, "com.acme.Picker"),
            PluginJars.library("more")
                .source(PluginJars.pickerSource("com.acme", "one"))
                .source(PluginJars.pickerSource("com.acme.two", "two"))
                .service(ProviderKind.SELECTOR, "com.acme.two.Picker", "com.acme.Picker"));

    PluginReport report = Scans.scan(plugin);

    assertThat(report.problems()).isEmpty();
    assertThat(report.provides()).extracting(Provided::name).containsExactly("one", "two");
  }
}
