package org.gatehouse.config.plugin.scan;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import org.assertj.core.api.ListAssert;
import org.gatehouse.config.plugin.PluginJars;
import org.gatehouse.config.plugin.PluginReport;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PluginManifestTest {

  private static final String AT = "picker.jar!/META-INF/MANIFEST.MF: ";

  @TempDir Path folder;

  private ListAssert<String> assertThatProblemsOf(PluginJars jar) {
    return assertThat(new Scans(folder).problems(jar));
  }

  @Nested
  class WhoseManifest {

    private static final String ADD =
        "; add Gatehouse-Plugin, Gatehouse-Plugin-Version, Gatehouse-Api-Version to the manifest of"
            + " the plugin's own jar";

    @Test
    void aJarWithoutOneIsNoPlugin() {
      assertThatProblemsOf(PluginJars.picker("picker").withoutManifest())
          .containsExactly(
              AT + "expected Gatehouse-Plugin in the manifest, found no manifest" + ADD);
    }

    @Test
    void aJarThatDoesNotSayToBeAPluginIsNone() {
      assertThatProblemsOf(PluginJars.picker("picker").withoutAttribute("Gatehouse-Plugin"))
          .containsExactly(
              AT + "expected Gatehouse-Plugin in the manifest, found no such attribute" + ADD);
    }

    @Test
    void ofAFolderOneJarIsThePlugins() {
      assertThat(
              new Scans(folder)
                  .problemsOfFolder(
                      PluginJars.picker("a").withoutAttribute("Gatehouse-Plugin"),
                      PluginJars.library("b")))
          .containsExactly(
              "plugin: expected Gatehouse-Plugin in the manifest of one jar, found it in none of"
                  + " a.jar, b.jar"
                  + ADD);
    }

    @Test
    void ofAFolderOnlyOneJarIsThePlugins() {
      assertThat(
              new Scans(folder)
                  .problemsOfFolder(
                      PluginJars.picker("a"), PluginJars.library("b"), PluginJars.plugin("c")))
          .containsExactly(
              "plugin: expected Gatehouse-Plugin in the manifest of one jar, found it in a.jar and"
                  + " c.jar; give each plugin a folder of its own, or delete all of them but one");
    }

    @Test
    void aDamagedManifestIsNamed() {
      assertThatProblemsOf(
              PluginJars.picker("picker")
                  .withoutManifest()
                  .entry("META-INF/MANIFEST.MF", "Manifest-Version: 1.0\nno colon\n"))
          .hasSize(2)
          .first()
          .asString()
          .startsWith(AT + "the manifest cannot be read: ");
    }

    @Test
    void aClassPathThatReachesOutOfThePluginIsRefused() throws IOException {
      Path lib = Files.createDirectories(folder.resolve("plugin/lib"));
      PluginJars.library("other").write(lib);

      assertThat(
              new Scans(folder)
                  .problemsOfFolder(
                      PluginJars.library("beside"),
                      PluginJars.picker("a")
                          .attribute(
                              "Class-Path", "beside.jar gone.jar . lib/other.jar http://x/y")))
          .containsExactly(
              "a.jar!/META-INF/MANIFEST.MF: its Class-Path has lib/other.jar, which is not among"
                  + " the plugin's jars; put all jars of the plugin directly into one folder,"
                  + " without Class-Path");
    }
  }

  @Nested
  class NameAndVersion {

    @ParameterizedTest
    @ValueSource(strings = {"Picker", "my_gate", "my gate", "-a", "a--b", "ä"})
    void aNameHasLowerCaseLettersDigitsAndHyphens(String name) {
      assertThatProblemsOf(PluginJars.picker("picker").attribute("Gatehouse-Plugin", name))
          .containsExactly(
              AT
                  + "expected lower-case letters, digits and hyphens as Gatehouse-Plugin, found \""
                  + name
                  + "\"; give the plugin a name such as my-gate");
    }

    @Test
    void aVersionIsNeeded() {
      PluginReport report =
          new Scans(folder)
              .scan(PluginJars.picker("picker").withoutAttribute("Gatehouse-Plugin-Version"));

      assertThat(Scans.problems(report))
          .containsExactly(
              AT
                  + "expected Gatehouse-Plugin-Version, found none; add the version of the plugin's"
                  + " build");
      assertThat(report.version()).isEmpty();
    }
  }

  @Nested
  class VersionsOfTheApi {

    private static final String EXAMPLE =
        "; write a range, such as [1,2) for every version from 1 on and before 2";

    @ParameterizedTest
    @ValueSource(strings = {"[1,2)", "[1.0]", "[1.0,)", "(0.9,1.0]", "[0.1,0.2),[1,2)"})
    void aRangeWithThisVersionIsFine(String range) {
      assertThatProblemsOf(PluginJars.picker("picker").attribute("Gatehouse-Api-Version", range))
          .isEmpty();
    }

    @Test
    void aRangeWithoutThisVersionSaysBoth() {
      assertThatProblemsOf(PluginJars.picker("picker").attribute("Gatehouse-Api-Version", "[2,3)"))
          .containsExactly(
              AT
                  + "the plugin was written for version [2,3) of the Gatehouse API, and this host"
                  + " has version 1.0; use a version of the plugin for 1.0, or another Gatehouse");
    }

    @ParameterizedTest
    @CsvSource(
        delimiter = '|',
        textBlock =
            """
            1.0    | a single version
            [1,2   | not a range
            [2,1]  | not a range
            [1,2)) | not a range
            """)
    void whatIsNoRangeIsRefused(String text, String what) {
      assertThatProblemsOf(PluginJars.picker("picker").attribute("Gatehouse-Api-Version", text))
          .containsExactly(
              AT
                  + "expected a range of versions as Gatehouse-Api-Version, found \""
                  + text
                  + "\", which is "
                  + what
                  + EXAMPLE);
    }

    @Test
    void oneIsNeeded() {
      assertThatProblemsOf(PluginJars.picker("picker").withoutAttribute("Gatehouse-Api-Version"))
          .containsExactly(AT + "expected Gatehouse-Api-Version, found none" + EXAMPLE);
    }
  }

  @Nested
  class Requirements {

    @Test
    void unknownWordsAreNamedWithTheKnownOnes() {
      PluginReport report =
          new Scans(folder)
              .scan(PluginJars.picker("picker").attribute("Gatehouse-Requires", "gpu, luck"));

      assertThat(Scans.problems(report))
          .containsExactly(
              AT
                  + "expected of Gatehouse-Requires no other words than engine-tensorflow, found"
                  + " \"gpu\"; correct or remove it, or use a newer Gatehouse",
              AT
                  + "expected of Gatehouse-Requires no other words than engine-tensorflow, found"
                  + " \"luck\"; correct or remove it, or use a newer Gatehouse");
      assertThat(report.requires()).containsExactly("gpu", "luck");
    }

    @Test
    void theEngineIsRefusedByAHostWithoutIt() {
      assertThatProblemsOf(
              PluginJars.picker("picker").attribute("Gatehouse-Requires", "engine-tensorflow"))
          .containsExactly(
              AT
                  + "Gatehouse-Requires asks for engine-tensorflow, which is not on the class path"
                  + " of this host; add gatehouse-engine-tensorflow to the host, or use a plugin"
                  + " that does without");
    }

    @Test
    void theEngineIsGrantedByAHostThatHasIt() throws IOException {
      Path engine = folder.resolve("engine/org/gatehouse/engine/tensorflow");
      Files.createDirectories(engine);
      Files.createFile(engine.resolve("EngineException.class"));
      URL[] classPath = {folder.resolve("engine").toUri().toURL()};
      Path jar =
          PluginJars.picker("picker")
              .attribute("Gatehouse-Requires", "engine-tensorflow")
              .write(folder);
      try (URLClassLoader host = new URLClassLoader(classPath, Scans.host())) {
        PluginReport report = new PluginScanner(host).scan(jar);

        assertThat(report.problems()).isEmpty();
        assertThat(report.requires()).containsExactly("engine-tensorflow");
      }
    }
  }
}
