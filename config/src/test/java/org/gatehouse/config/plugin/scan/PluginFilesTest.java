package org.gatehouse.config.plugin.scan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.ConfigFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.zip.ZipException;
import org.gatehouse.config.plugin.PluginJars;
import org.gatehouse.config.plugin.PluginReport;
import org.gatehouse.config.plugin.Plugins;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PluginFilesTest {

  @TempDir Path folder;

  @Test
  void anEmptyFolderIsToBeFilledOrDeleted() throws IOException {
    Path empty = Files.createDirectory(folder.resolve("empty"));
    Files.createDirectory(empty.resolve("lib"));

    PluginReport report = Scans.scan(empty);

    assertThat(Scans.problems(report))
        .containsExactly(
            "empty: expected the plugin's jars directly in the folder, found none; put the jars"
                + " into it or delete the folder");
    assertThat(report.name()).isEqualTo("empty");
    assertThat(report.sha256()).isEmpty();
  }

  @Test
  void aFileThatIsNoZipIsNamed() throws IOException {
    Path jar = Files.writeString(folder.resolve("text.jar"), "hello");

    assertThat(Scans.problems(Scans.scan(jar)))
        .containsExactly(
            "text.jar: expected a jar, found a file that is not a complete zip archive (zip END"
                + " header not found); copy or build it again");
  }

  @Test
  void aTruncatedJarIsNamedAndItsInnocentNeighbourIsStillRead() throws IOException {
    Path plugin = PluginJars.folder(folder.resolve("plugin"), PluginJars.picker("picker"));
    Path jar = PluginJars.library("cut").entry("a", "b").write(plugin);
    byte[] bytes = Files.readAllBytes(jar);
    Files.write(jar, Arrays.copyOf(bytes, bytes.length - 30));

    PluginReport report = Scans.scan(plugin);

    assertThat(Scans.problems(report))
        .singleElement()
        .asString()
        .startsWith("cut.jar: expected a jar, found a file that is not a complete zip archive");
    assertThat(report.provides()).hasSize(1);
  }

  @Test
  void aFolderInThePlaceOfAJarIsNamed() throws IOException {
    Path plugin = PluginJars.folder(folder.resolve("plugin"), PluginJars.picker("picker"));
    Files.createDirectory(plugin.resolve("classes.jar"));

    PluginReport report = Scans.scan(plugin);

    assertThat(Scans.problems(report))
        .containsExactly(
            "classes.jar: expected a jar, found a folder; delete it, or give it another name");
    assertThat(report.sha256()).isEmpty();
  }

  @Test
  void aLinkToNothingAndAMissingFileAreNamed() throws IOException {
    Path link = Files.createSymbolicLink(folder.resolve("link.jar"), folder.resolve("gone.jar"));

    assertThat(Scans.problems(Scans.scan(link)))
        .containsExactly("link.jar: expected a jar, found a broken link; put the jar there");
    assertThat(Scans.problems(Scans.scan(folder.resolve("gone.jar"))))
        .containsExactly("gone.jar: expected a jar, found nothing; put the jar there");
  }

  @Test
  void anUnreadableFileIsNamed() {
    Path jar = PluginJars.picker("picker").write(folder);
    Assumptions.assumeTrue(jar.toFile().setReadable(false) && !Files.isReadable(jar));

    assertThat(Scans.problems(Scans.scan(jar)))
        .containsExactly(
            "picker.jar: the file cannot be read; make it readable for the user that runs this");
  }

  @Test
  void hiddenFilesAreNoJarsOfThePlugin() throws IOException {
    Path plugin = PluginJars.folder(folder.resolve("plugin"), PluginJars.picker("picker"));
    Files.writeString(plugin.resolve("._picker.jar"), "what a file system left");

    assertThat(Scans.scan(plugin).isLoadable()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "../evil",
        "a/../../evil",
        "/etc/evil",
        "a\\..\\evil",
        "C:/evil",
        "..",
        "a/../",
        "..\\evil",
        "\\evil",
        "C:\\evil"
      })
  void entriesThatLeaveTheJarAreRefused(String entry) {
    assertThat(new Scans(folder).problems(PluginJars.picker("picker").entry(entry, "")))
        .containsExactly(
            "picker.jar: expected names of entries that stay inside the jar, found \""
                + entry
                + "\"; build the jar again from files in its own folder, and do not unpack this"
                + " one");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a/..b/c..d", "a\\b.txt", "a\\..b"})
  void entriesThatStayAreFine(String entry) {
    assertThat(new Scans(folder).problems(PluginJars.picker("picker").entry(entry, ""))).isEmpty();
  }

  @Test
  @Timeout(20)
  void whatIsNoFileIsNotWaitedFor() throws IOException {
    Path device = Path.of("/dev/zero");
    Assumptions.assumeTrue(Files.exists(device));
    Path plugin = PluginJars.folder(folder.resolve("plugin"), PluginJars.picker("picker"));
    Files.createSymbolicLink(plugin.resolve("zero.jar"), device);

    PluginReport report = Scans.scan(plugin);

    assertThat(Scans.problems(report))
        .containsExactly(
            "zero.jar: expected a jar, found something that is no file; delete it, or give it"
                + " another name");
    assertThat(report.sha256()).isEmpty();
  }

  @Test
  void theExtensionMayBeInCapitals() throws IOException {
    Path plugin = PluginJars.folder(folder.resolve("plugin"), PluginJars.picker("picker"));
    Path jar = Files.move(plugin.resolve("picker.jar"), plugin.resolve("PICKER.JAR"));

    assertThat(Scans.scan(plugin).jars()).containsExactly(jar);
    assertThat(
            Plugins.scan(
                    List.of(plugin),
                    Scans.host(),
                    ConfigFactory.empty(),
                    List.of(),
                    Optional.empty())
                .reports())
        .singleElement()
        .matches(PluginReport::isLoadable);
  }

  @Test
  void whatIsReadIsBoundedWhateverTheHeadersSay() throws IOException {
    Path path =
        PluginJars.library("bomb")
            .entry("big", new byte[1000])
            .entry("small", new byte[10])
            .write(folder);
    try (PluginJar jar = PluginJar.open(path, 1500)) {
      assertThat(jar.read("big", 1000)).hasSize(1000);
      assertThatThrownBy(() -> jar.read("small", 9))
          .isInstanceOf(ZipException.class)
          .hasMessage("is longer than 9 bytes");
      assertThatThrownBy(() -> jar.sha256("big"))
          .hasMessage("unpacks, with what was read before it, to more than the bound");
      assertThatThrownBy(() -> jar.read("gone", 9)).hasMessage("is not in the jar");
    }
  }

  @Test
  void entriesThatAreTooLongAreReportedWhereTheyAre() {
    byte[] long17 = new byte[(16 << 20) + 1];
    PluginJars jar =
        PluginJars.picker("picker")
            .withoutManifest()
            .entry("META-INF/MANIFEST.MF", new byte[(1 << 20) + 1])
            .entry("META-INF/services/org.gatehouse.api.gating.GatingModelProvider", long17)
            .entry("com/acme/Big.class", long17);

    List<String> problems = new Scans(folder).problems(jar);

    assertThat(problems)
        .contains(
            "picker.jar!/META-INF/MANIFEST.MF: the manifest cannot be read: is longer than 1048576"
                + " bytes; build the jar again",
            "picker.jar!/META-INF/services/org.gatehouse.api.gating.GatingModelProvider: cannot be"
                + " read: is longer than 1048576 bytes; build the jar again",
            "picker.jar!/com/acme/Big.class: expected a class file, found one that cannot be read"
                + " (is longer than 16777216 bytes); build the jar again");
  }
}
