package org.gatehouse.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The script {@code bin/gatehouse}, with a Java that only prints its arguments. */
@DisabledOnOs(OS.WINDOWS)
final class LauncherTest {

  @TempDir private Path folder;

  private Path home;
  private Path java;

  @BeforeEach
  void installDistribution() throws IOException {
    home = Files.createDirectories(folder.toRealPath().resolve("a folder/gatehouse"));
    Files.createDirectories(home.resolve("bin"));
    Path script = home.resolve("bin/gatehouse");
    Files.copy(Path.of("src/dist/bin/gatehouse"), script);
    assertThat(script.toFile().setExecutable(true)).isTrue();
    java = folder.resolve("jdk");
  }

  private void installJava(String version) throws IOException {
    Path command = Files.createDirectories(java.resolve("bin")).resolve("java");
    Files.writeString(
        command,
        """
        #!/bin/sh
        if [ "$1" = -XshowSettings:properties ]; then
          echo "    java.specification.version = %s" >&2
        else
          for argument; do echo "$argument"; done
          echo "in $PWD with $LC_ALL"
        fi
        """
            .formatted(version));
    assertThat(command.toFile().setExecutable(true)).isTrue();
  }

  private record Result(int code, List<String> lines) {}

  private Result run(Path script, String... args) throws IOException, InterruptedException {
    ProcessBuilder builder = new ProcessBuilder(script.toString());
    builder.command().addAll(List.of(args));
    builder.directory(folder.toFile()).redirectErrorStream(true);
    builder.environment().put("JAVA_HOME", java.toString());
    builder.environment().put("GATEHOUSE_OPTS", "-Xmx1g -Done=1");
    builder.environment().put("LC_ALL", "POSIX");
    Process process = builder.start();
    process.getOutputStream().close();
    try (InputStream out = process.getInputStream()) {
      List<String> lines = new String(out.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
      return new Result(process.waitFor(), lines);
    }
  }

  @Test
  void runsTheMainClassWithTheLibrariesOfTheDistribution() throws Exception {
    installJava("17");
    Result result = run(home.resolve("bin/gatehouse"), "score", "two words", "");
    assertThat(result.code()).isZero();
    assertThat(result.lines())
        .containsSubsequence(
            "-Dgatehouse.home=" + home,
            "-cp",
            home + "/lib/*",
            "-Xmx1g",
            "-Done=1",
            "org.gatehouse.host.Main",
            "score",
            "two words",
            "",
            "in " + folder.toRealPath() + " with C.UTF-8");
  }

  @Test
  void worksThroughSymbolicLinks() throws Exception {
    installJava("21");
    Path link =
        Files.createSymbolicLink(folder.resolve("g"), Path.of("a folder/gatehouse/bin/gatehouse"));
    Path linkToLink = Files.createSymbolicLink(folder.resolve("h"), link);
    assertThat(run(linkToLink, "demo").lines()).contains("-Dgatehouse.home=" + home, "demo");
  }

  @Test
  void tellsLaterJavasThatNativeLibrariesAreLoaded() throws Exception {
    installJava("24");
    assertThat(run(home.resolve("bin/gatehouse"), "demo").lines())
        .contains("--enable-native-access=ALL-UNNAMED");
    installJava("17");
    assertThat(run(home.resolve("bin/gatehouse"), "demo").lines())
        .doesNotContain("--enable-native-access=ALL-UNNAMED");
  }

  @Test
  void refusesAnOldJava() throws Exception {
    installJava("11");
    assertThat(run(home.resolve("bin/gatehouse"), "demo"))
        .isEqualTo(
            new Result(
                1,
                List.of("gatehouse: " + java + "/bin/java is Java 11; expected Java 17 or later")));
    installJava("1.8");
    assertThat(run(home.resolve("bin/gatehouse"), "demo").lines().get(0)).contains("is Java 1.8");
  }

  @Test
  void saysThatThereIsNoJava() throws Exception {
    assertThat(run(home.resolve("bin/gatehouse"), "demo"))
        .isEqualTo(
            new Result(
                1,
                List.of(
                    "gatehouse: JAVA_HOME is "
                        + java
                        + ", but there is no bin/java in it; expected Java 17 or later")));
  }
}
