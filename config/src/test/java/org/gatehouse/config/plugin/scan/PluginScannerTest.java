package org.gatehouse.config.plugin.scan;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
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

    PluginReport report = Scans.scan(jar);

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

  @Test
  void aFolderOfJarsIsOnePluginWithItsOwnJarFirst() {
    Path location =
        PluginJars.folder(
            folder.resolve("picking"),
            PluginJars.library("a-library").source("package a.b; public class Lib {}"),
            PluginJars.picker("picker"));

    PluginReport report = Scans.scan(location);

    assertThat(report.problems()).isEmpty();
    assertThat(report.name()).isEqualTo("picker");
    assertThat(report.jars())
        .containsExactly(location.resolve("picker.jar"), location.resolve("a-library.jar"));
  }

  @Test
  void theHashOfAFolderChangesWithNamesAndContents() throws IOException {
    Path one = PluginJars.folder(folder.resolve("one"), PluginJars.picker("picker"));
    Path two = PluginJars.folder(folder.resolve("two"), PluginJars.picker("picker"));
    String hash = Scans.scan(one).sha256();

    assertThat(Scans.scan(two).sha256()).isEqualTo(hash).matches("[0-9a-f]{64}");

    Files.move(two.resolve("picker.jar"), two.resolve("other.jar"));
    assertThat(Scans.scan(two).sha256()).isNotEqualTo(hash);

    PluginJars.picker("picker").entry("more", "more").write(one);
    assertThat(Scans.scan(one).sha256()).isNotEqualTo(hash);
  }

  @Test
  void allThatIsWrongIsReportedAtOnce() {
    PluginJars jar =
        PluginJars.picker("many")
            .attribute("Gatehouse-Api-Version", "[7,8)")
            .attribute("Gatehouse-Requires", "luck")
            .withoutAttribute("Gatehouse-Plugin-Version")
            .entry("org/slf4j/Logger.class", "")
            .entry("../escaped", "")
            .service(ProviderKind.GATE, "not a class");

    assertThat(new Scans(folder).problems(jar)).hasSize(6);
    assertThat(new Scans(folder).scan(jar).provides()).hasSize(1);
  }

  @Test
  void aRealLibraryThatLacksItsOptionalDependenciesDoesNoHarm() throws Exception {
    Path guava = jarOf("com.google.common.collect.ImmutableList");
    Path location =
        PluginJars.folder(
            folder.resolve("picking"),
            PluginJars.picker("picker")
                .source(
                    """
                    package com.acme;
                    public class Lists {
                      Object make() {
                        return com.google.common.collect.ImmutableList.of(1);
                      }
                    }
                    """));
    Files.copy(guava, location.resolve("guava.jar"));

    assertThat(Scans.problems(Scans.scan(location))).isEmpty();
  }

  @Test
  void noDamageMakesTheScanItselfFail() throws Exception {
    byte[] sound = Files.readAllBytes(PluginJars.picker("picker").write(folder));
    Random random = new Random(17);
    Path jar = folder.resolve("damaged.jar");
    for (int round = 0; round < 400; round++) {
      byte[] damaged = sound.clone();
      for (int i = 0; i <= round % 8; i++) {
        damaged[random.nextInt(damaged.length)] = (byte) random.nextInt();
      }
      Files.write(jar, damaged);
      assertThat(Scans.scan(jar).sha256()).hasSize(64);
    }
  }

  @Test
  void noDamageToAClassMakesTheScanItselfFail() {
    byte[] sound = PluginJars.picker("picker").classes().get("com/acme/Picker.class");
    Random random = new Random(18);
    for (int round = 0; round < 400; round++) {
      byte[] damaged = sound.clone();
      for (int i = 0; i <= round % 8; i++) {
        damaged[random.nextInt(damaged.length)] = (byte) random.nextInt();
      }
      PluginJars jar = PluginJars.picker("damaged").entry("com/acme/Picker.class", damaged);
      assertThat(new Scans(folder).scan(jar).name()).isEqualTo("damaged");
    }
  }

  private static Path jarOf(String className) throws Exception {
    return Path.of(
        Class.forName(className).getProtectionDomain().getCodeSource().getLocation().toURI());
  }
}
