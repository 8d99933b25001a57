package org.gatehouse.config.plugin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.ConfigFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.gatehouse.api.GatehouseException;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PluginsTest {

  private static final ClassLoader HOST = PluginsTest.class.getClassLoader();

  @TempDir Path folder;

  private static List<PluginReport> scan(Path... folders) {
    return Plugins.scan(List.of(folders), HOST, ConfigFactory.empty(), List.of(), Optional.empty())
        .reports();
  }

  @Nested
  class Locations {

    @Test
    void jarsAndFoldersArePluginsInTheOrderOfTheirNames() throws IOException {
      PluginJars.picker("b").write(folder);
      PluginJars.folder(folder.resolve("a"), PluginJars.picker("a"));
      PluginJars.picker("hidden").write(folder.resolve(".hidden"));
      Files.writeString(folder.resolve(".c.jar"), "");
      Files.writeString(folder.resolve("README.md"), "");

      assertThat(scan(folder))
          .extracting(PluginReport::location)
          .containsExactly(folder.resolve("a"), folder.resolve("b.jar"));
      assertThat(scan(folder)).allMatch(PluginReport::isLoadable);
    }

    @Test
    void foldersComeInTheirOwnOrder() {
      PluginJars.picker("z").write(folder.resolve("one"));
      PluginJars.picker("a").write(folder.resolve("two"));

      assertThat(scan(folder.resolve("one"), folder.resolve("two")))
          .extracting(PluginReport::name)
          .containsExactly("z", "a");
    }

    @Test
    void linksAreFollowedAndTheSameFileCountsOnce() throws IOException {
      Path jar = PluginJars.picker("picker").write(folder.resolve("elsewhere"));
      Path plugins = Files.createDirectory(folder.resolve("plugins"));
      Files.createSymbolicLink(plugins.resolve("a.jar"), jar);
      Files.createSymbolicLink(plugins.resolve("b.jar"), jar);
      Files.createSymbolicLink(plugins.resolve("c"), jar.getParent());

      assertThat(scan(plugins, plugins, folder.resolve("elsewhere")))
          .extracting(PluginReport::location)
          .containsExactly(plugins.resolve("a.jar"), plugins.resolve("c"));
    }

    @Test
    void aFolderThatIsNotThereIsTheCallersMistake() throws IOException {
      Path file = Files.writeString(folder.resolve("file"), "");

      assertThatThrownBy(() -> scan(folder.resolve("gone")))
          .isInstanceOf(GatehouseException.class)
          .hasMessage(
              "expected a readable folder of plugins at "
                  + folder.resolve("gone")
                  + ", found none");
      assertThatThrownBy(() -> scan(file)).hasMessageEndingWith("file, found something else");
    }

    @Test
    void aBrokenPluginDoesNotHideAnother() throws IOException {
      Files.writeString(folder.resolve("a.jar"), "not a jar");
      Files.createDirectory(folder.resolve("b"));
      PluginJars.picker("c").write(folder);

      assertThat(scan(folder))
          .extracting(PluginReport::isLoadable)
          .containsExactly(false, false, true);
    }

    @Test
    void onePluginAnywhereCanBeChecked() {
      Path jar = PluginJars.picker("picker").write(folder);

      assertThat(Plugins.check(jar, HOST).isLoadable()).isTrue();
      assertThat(Plugins.check(folder, HOST).name()).isEqualTo("picker");
    }
  }

  @Nested
  class Conflicts {

    @Test
    void twoProvidersOfOneNameAreReportedOnBothWithVersionsAndHashes() {
      Path one = PluginJars.picker("picker").write(folder);
      Path two =
          PluginJars.folder(
              folder.resolve("two"),
              PluginJars.picker("picker").attribute("Gatehouse-Plugin-Version", "2.0"));
      PluginJars.picker("other").write(folder);

      List<PluginReport> reports = scan(folder);

      String expected =
          "expected one selector named picker, found %s (version 1.0, SHA-256 %s) and %s (version"
                  .formatted(one, reports.get(1).sha256(), two)
              + " 2.0, SHA-256 "
              + reports.get(2).sha256()
              + "); remove all of these plugins but one";
      assertThat(reports.get(0).isLoadable()).isTrue();
      assertThat(reports.get(1).problems())
          .extracting(PluginProblem::toString)
          .containsExactly("picker.jar: " + expected);
      assertThat(reports.get(2).problems())
          .extracting(PluginProblem::toString)
          .containsExactly("two: " + expected);
    }

    @Test
    void aBrokenPluginTakesNoNameFromASoundOne() {
      PluginJars.picker("picker").write(folder);
      PluginJars.folder(
          folder.resolve("stale"),
          PluginJars.picker("picker").attribute("Gatehouse-Api-Version", "[0.1,0.2)"));

      List<PluginReport> reports = scan(folder);

      assertThat(reports.get(0).isLoadable()).isTrue();
      assertThat(reports.get(1).problems()).hasSize(2);
    }

    @Test
    void theSameNativeLibraryInTwoPluginsIsReportedOnBoth() {
      PluginJars.picker("a").entry("linux/libx.so", "abc").write(folder);
      PluginJars.picker("b").entry("natives/liby.so", "abc").write(folder);
      PluginJars.picker("c").entry("linux/libx.so", "another").write(folder);

      List<PluginReport> reports = scan(folder);

      assertThat(reports.get(0).problems())
          .singleElement()
          .asString()
          .startsWith(
              "a.jar: expected each native library in one plugin only, found a.jar!/linux/libx.so"
                  + " (SHA-256 ba7816bf")
          .contains(folder.resolve("a.jar") + " (version", folder.resolve("b.jar") + " (version")
          .endsWith("; remove all of these plugins but one: a process loads a native library once");
      assertThat(reports.get(1).problems()).hasSize(1);
      assertThat(reports.get(2).isLoadable()).isTrue();
    }
  }
}
