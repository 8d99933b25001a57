package org.gatehouse.config.plugin.scan;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.ConfigFactory;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.gatehouse.config.plugin.PluginJars;
import org.gatehouse.config.plugin.PluginReport;
import org.gatehouse.config.plugin.Plugins;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScanCacheTest {

  private static final String MARK = "remembered";

  @TempDir Path folder;

  private Path plugins;
  private Path cache;

  private PluginReport scanned() {
    return scanned(Scans.host());
  }

  private PluginReport scanned(ClassLoader host) {
    List<PluginReport> reports =
        Plugins.scan(List.of(plugins), host, ConfigFactory.empty(), List.of(), Optional.of(cache))
            .reports();
    assertThat(reports).hasSize(1);
    return reports.get(0);
  }

  private Path jar() {
    plugins = folder.resolve("plugins");
    cache = folder.resolve("cache");
    return PluginJars.picker("picker").entry("x.so", "native").write(plugins);
  }

  private Path onlyFile() throws IOException {
    try (Stream<Path> files = Files.list(cache.resolve("plugins"))) {
      List<Path> all = files.toList();
      assertThat(all).hasSize(1);
      return all.get(0);
    }
  }

  /** Changes what is remembered, so that it differs from what a scan would find. */
  private void markWhatIsRemembered() throws IOException {
    String json = Files.readString(onlyFile());
    assertThat(json).containsOnlyOnce("1.0");
    Files.writeString(onlyFile(), json.replace("1.0", MARK));
  }

  @Test
  void anUnchangedJarIsNotLookedAtAgain() throws IOException {
    jar();
    assertThat(scanned().isLoadable()).isTrue();
    markWhatIsRemembered();

    assertThat(scanned().version()).isEqualTo(MARK);
  }

  @Test
  void theProblemsOfABrokenPluginAreRemembered() throws IOException {
    jar();
    PluginJars.picker("picker").attribute("Gatehouse-Requires", "luck \"and\" more").write(plugins);
    PluginReport first = scanned();
    markWhatIsRemembered();
    PluginReport second = scanned();

    assertThat(second.version()).isEqualTo(MARK);
    assertThat(second.problems()).isEqualTo(first.problems()).hasSize(3);
  }

  @Test
  void aChangedTimeOrSizeIsAReasonToLookAgain() throws IOException {
    Path jar = jar();
    scanned();
    markWhatIsRemembered();
    Files.setLastModifiedTime(jar, FileTime.from(Instant.parse("2031-01-01T00:00:00Z")));
    assertThat(scanned().version()).isEqualTo("1.0");

    PluginJars.picker("picker").attribute("Gatehouse-Plugin-Version", "1.1").write(plugins);
    assertThat(scanned().version()).isEqualTo("1.1");
  }

  @Test
  void aTimeThatWasSetBackHidesNoChange() throws IOException {
    Path jar = jar();
    Assumptions.assumeTrue(jar.getFileSystem().supportedFileAttributeViews().contains("unix"));
    scanned();
    FileTime time = Files.getLastModifiedTime(jar);
    Files.write(jar, new byte[(int) Files.size(jar)]);
    Files.setLastModifiedTime(jar, time);

    assertThat(scanned().isLoadable()).isFalse();
  }

  @Test
  void inAFolderEveryJarCounts() throws IOException {
    Files.delete(jar());
    Path plugin = plugins.resolve("plugin");
    PluginJars.folder(plugin, PluginJars.picker("picker"), PluginJars.library("lib"));
    scanned();
    markWhatIsRemembered();
    assertThat(scanned().version()).isEqualTo(MARK);

    Files.delete(plugin.resolve("lib.jar"));
    assertThat(scanned().jars()).hasSize(1);

    PluginJars.library("lib2").entry("org/slf4j/Logger.class", "").write(plugin);
    assertThat(scanned().isLoadable()).isFalse();
  }

  @Test
  void anotherHostIsAReasonToLookAgain() throws IOException {
    jar();
    Path classes = Files.createDirectories(folder.resolve("host/org/slf4j/more"));
    URL[] classPath = {folder.resolve("host").toUri().toURL()};
    try (URLClassLoader host = new URLClassLoader(classPath, Scans.host())) {
      scanned(host);
      markWhatIsRemembered();
      assertThat(scanned(host).version()).isEqualTo(MARK);

      Files.createFile(classes.resolve("Another.class"));
      assertThat(scanned(host).version()).isEqualTo("1.0");
    }
  }

  @Test
  void aJarOfTheHostCountsEvenWithoutEntriesForItsFolders() throws IOException {
    jar();
    PluginJars engine =
        PluginJars.library("engine").entry(PluginManifest.MARKER, "only its path matters");
    URL[] classPath = {engine.write(folder.resolve("host")).toUri().toURL()};
    try (URLClassLoader host = new URLClassLoader(classPath, Scans.host())) {
      scanned(host);
      markWhatIsRemembered();
      assertThat(scanned(host).version()).isEqualTo(MARK);

      engine.entry("more", "more").write(folder.resolve("host"));
      assertThat(scanned(host).version()).isEqualTo("1.0");
    }
  }

  @Test
  void nothingIsRememberedOfAHostWhoseApiIsNotFound() {
    jar();

    assertThat(new ScanCache(cache).fingerprint(ClassLoader.getPlatformClassLoader())).isEmpty();
  }

  @Test
  void aDamagedFileIsWrittenAnew() throws IOException {
    jar();
    PluginReport first = scanned();
    String good = Files.readString(onlyFile());
    for (String bad : List.of("", "{", "[]", "{\"valid-for\": 3}")) {
      Files.writeString(onlyFile(), bad);
      assertThat(scanned()).isEqualTo(first);
      assertThat(Files.readString(onlyFile())).isEqualTo(good);
    }
    Files.writeString(onlyFile(), good.replace("\"natives\"", "\"native\""));
    assertThat(scanned()).isEqualTo(first);
    assertThat(Files.readString(onlyFile())).isEqualTo(good);
  }

  @Test
  void aCacheThatCannotBeWrittenIsDoneWithout() throws IOException {
    jar();
    Files.writeString(cache, "a file in the place of the folder");

    assertThat(scanned().isLoadable()).isTrue();
    assertThat(scanned().isLoadable()).isTrue();
  }

  @Test
  void conflictsAreNotRemembered() throws IOException {
    Path jar = jar();
    Path second = Files.copy(jar, plugins.resolve("second.jar"));
    assertThat(
            Plugins.scan(
                    List.of(plugins),
                    Scans.host(),
                    ConfigFactory.empty(),
                    List.of(),
                    Optional.of(cache))
                .reports())
        .noneMatch(PluginReport::isLoadable);
    Files.delete(second);

    assertThat(scanned().isLoadable()).isTrue();
  }

  @Test
  void whatCouldNotBeReadIsReadAgainTheNextTime() throws IOException {
    Path jar = jar();
    Path elsewhere = Files.move(jar, folder.resolve("elsewhere.jar"));
    Files.createSymbolicLink(jar, elsewhere);
    Path kept = Files.move(elsewhere, folder.resolve("kept.jar"));

    assertThat(scanned().isLoadable()).isFalse();
    assertThat(cache.resolve("plugins")).doesNotExist();

    Files.move(kept, elsewhere);
    assertThat(scanned().isLoadable()).isTrue();
  }
}
