package org.gatehouse.config.plugin.scan;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.gatehouse.config.plugin.NativeLibrary;
import org.gatehouse.config.plugin.PluginJars;
import org.gatehouse.config.plugin.PluginReport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BundledCheckTest {

  private static final String SHARED =
      "), which the host shares with the plugin: objects of two copies of a class cannot be"
          + " exchanged; ";
  private static final String NATIVES =
      "), which only the host may have: native libraries may be loaded only once, as two copies of"
          + " TensorFlow's abort the JVM; ";

  @TempDir Path folder;

  @Test
  void aBundledJarOfTheApiIsToBeDeleted() {
    assertThat(
            new Scans(folder)
                .problemsOfFolder(
                    PluginJars.picker("picker"),
                    PluginJars.library("gatehouse-api-1.2")
                        .entry("org/gatehouse/api/Uids.class", "")
                        .entry("org/gatehouse/api/gating/GatingModel.class", "")))
        .containsExactly(
            "gatehouse-api-1.2.jar: brings its own org.gatehouse.api"
                + " (org/gatehouse/api/Uids.class and 1 more"
                + SHARED
                + "delete gatehouse-api-1.2.jar from the folder");
  }

  @Test
  void aFatJarIsToBeBuiltAgainAndHasOneProblemAnOwner() {
    assertThat(
            new Scans(folder)
                .problems(
                    PluginJars.picker("fat")
                        .entry("META-INF/versions/11/org/slf4j/Logger.class", "")
                        .entry("com/typesafe/config/Config.class", "")
                        .entry("com/typesafe/config/ConfigFactory.class", "")
                        .entry("com/typesafe/config/notes.txt", "")))
        .containsExactly(
            "fat.jar: brings its own com.typesafe.config (com/typesafe/config/Config.class and 2"
                + " more"
                + SHARED
                + "build fat.jar without it: in Maven, give the dependency the scope provided",
            "fat.jar: brings its own org.slf4j (META-INF/versions/11/org/slf4j/Logger.class"
                + SHARED
                + "build fat.jar without it: in Maven, give the dependency the scope provided");
  }

  @Test
  void thePluginsOwnJarIsNotToBeDeletedFromItsFolder() {
    assertThat(
            new Scans(folder)
                .problemsOfFolder(PluginJars.picker("picker").entry("org/slf4j/Logger.class", "")))
        .singleElement()
        .asString()
        .endsWith("build picker.jar without it: in Maven, give the dependency the scope provided");
  }

  @ParameterizedTest
  @CsvSource({
    "org.tensorflow,org/tensorflow/internal/c_api/linux-x86_64/libtensorflow_cc.so.2",
    "org.tensorflow,org/tensorflow/Graph.class",
    "org.tensorflow,natives/libtensorflow_framework.so.2",
    "org.tensorflow,libtensorflow.so",
    "org.tensorflow,a/libjnitensorflow.so",
    "org.tensorflow,a/libjnitensorflow0.so",
    "org.tensorflow,a/jnitensorflow.dll",
    "org.tensorflow,a/libtensorflow.2.dylib",
    "org.bytedeco,org/bytedeco/javacpp/linux-x86_64/libjnijavacpp.so",
    "org.bytedeco,moved/libjnijavacpp.so",
    "ai.djl,ai/djl/Model.class",
    "ai.djl,native/lib/linux-x86_64/cpu/libtokenizers.so",
    "ai.djl,native/lib/tokenizers.properties",
    "ai.djl,native/lib/osx-aarch64/cpu/libtokenizers.dylib",
    "ai.djl,native/lib/win-x86_64/cpu/tokenizers.dll",
    "org.gatehouse.engine,org/gatehouse/engine/tensorflow/EngineException.class"
  })
  void nativesThatLiveInTheHostAreRefusedAsTheyWouldAbortTheJvm(String owner, String entry) {
    PluginReport report =
        new Scans(folder).scan(PluginJars.picker("fat").entry(entry, "not really"));

    assertThat(Scans.problems(report))
        .containsExactly(
            "fat.jar: brings its own "
                + owner
                + " ("
                + entry
                + NATIVES
                + "build fat.jar without it: in Maven, give the dependency the scope provided");
    assertThat(report.natives()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"com/google/protobuf/Message.class", "org/gatehouse/formats/X.class"})
  void whatIsSharedOnRequestMayBeBundledByThoseWhoDoNotAsk(String entry) {
    byte[] empty =
        PluginJars.library("x").source("package x; class X {}").classes().get("x/X.class");

    assertThat(new Scans(folder).problems(PluginJars.picker("own").entry(entry, empty))).isEmpty();
    assertThat(
            new Scans(folder)
                .problems(
                    PluginJars.picker("asks")
                        .attribute("Gatehouse-Requires", "engine-tensorflow")
                        .entry(entry, empty)))
        .anySatisfy(problem -> assertThat(problem).contains("(" + entry + SHARED));
  }

  @Test
  void namesThatOnlyBeginAlikeAreFine() {
    assertThat(
            new Scans(folder)
                .problems(
                    PluginJars.picker("picker")
                        .entry("org/slf4jx/x.txt", "")
                        .entry("tensorflow-notes.txt", "")
                        .entry("org/gatehouse/apis.txt", "")))
        .isEmpty();
  }

  @Test
  void tokenizersOfSomebodyElseAreAnotherNative() {
    PluginReport report =
        new Scans(folder).scan(PluginJars.picker("picker").entry("mine/libtokenizers.so", ""));

    assertThat(report.problems()).isEmpty();
    assertThat(report.natives()).hasSize(1);
  }

  @Test
  void otherNativesAreListedWithTheirHashes() {
    PluginReport report =
        new Scans(folder)
            .scan(
                PluginJars.picker("picker")
                    .entry("linux/libx.so", "abc")
                    .entry("linux/libx.so.1.2", "")
                    .entry("win/X.DLL", "")
                    .entry("mac/x.dylib", "")
                    .entry("mac/x.jnilib", "")
                    .entry("also.not.so.much", ""));

    assertThat(report.problems()).isEmpty();
    assertThat(report.natives())
        .hasSize(5)
        .first()
        .isEqualTo(
            new NativeLibrary(
                "picker.jar!/linux/libx.so",
                "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"));
  }
}
