package org.gatehouse.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.gatehouse.host.cli.StandardOutput;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class MainTest {

  private final Cli cli = Cli.withFakeGate(8);

  @Nested
  class Usage {

    @Test
    void versionAndHelpAreData() {
      assertThat(cli.run("--version").out()).matches("gatehouse \\d+\\.\\d+\\.\\d+.*\\n");
      assertThat(cli.run("--help")).extracting(Cli.Result::code, Cli.Result::err).contains(0, "");
      assertThat(cli.run("--help").out())
          .contains(
              "score",
              "explain",
              "replay",
              "metagraph",
              "serve",
              "state",
              "import-upstream",
              "demo",
              "doctor",
              "encode",
              "export",
              "plugins");
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "score",
          "explain",
          "replay",
          "metagraph",
          "serve",
          "state",
          "import-upstream",
          "demo",
          "doctor",
          "encode",
          "export",
          "plugins"
        })
    void everyCommandHasHelp(String command) {
      Cli.Result result = cli.run(command, "--help");
      assertThat(result.code()).isZero();
      assertThat(result.out()).startsWith("Usage: gatehouse " + command).contains("--set");
    }

    @Test
    void aCommandIsNeeded() {
      assertThat(cli.run())
          .isEqualTo(
              new Cli.Result(
                  2,
                  "",
                  """
                  gatehouse: expected a command: score, explain, replay, metagraph, serve, state, \
                  import-upstream, encode, export, demo, plugins, doctor
                  Run "gatehouse --help" for what it takes.
                  """));
    }

    @Test
    void whatIsUnknownIsNamed() {
      assertThat(cli.run("scor", "x").err())
          .startsWith("gatehouse: there is no command scor; expected score, explain, replay, ");
      assertThat(cli.run("scor", "x").code()).isEqualTo(2);
      assertThat(cli.run("score", "--jsn", "x").err())
          .isEqualTo(
              """
              gatehouse: Unknown option: '--jsn'
              Run "gatehouse score --help" for what it takes.
              """);
    }

    @Test
    void aMissingArgumentIsNamed() {
      Cli.Result result = cli.run("replay");
      assertThat(result.code()).isEqualTo(2);
      assertThat(result.err()).startsWith("gatehouse: Missing required parameter: 'EVENTS.jsonl'");
    }
  }

  @Nested
  class CommonOptions {

    @TempDir private Path folder;

    @Test
    void settingsMayStandBeforeAndAfterTheCommand() {
      Cli.Result result =
          cli.run(
              "--set", "gatehouse.selection.x=1", "score", "--set", "gatehouse.gating.y=2", "p");
      assertThat(result.code()).isEqualTo(2);
      assertThat(result.err())
          .contains(
              "2 problems in the configuration", "gatehouse.selection.x", "gatehouse.gating.y");
    }

    @Test
    void aSettingNeedsAValue() {
      assertThat(cli.run("score", "p", "--set").err())
          .startsWith("gatehouse: --set: expected KEY=VALUE, found nothing");
    }

    @Test
    void theFileMayStandBeforeOrAfterTheCommand() throws IOException {
      Path file = Files.writeString(folder.resolve("g.conf"), "gatehouse.selection.k = 2");
      assertThat(cli.run("-c", file.toString(), "score", "--json", "p").out()).contains("\"k\":2");
      assertThat(cli.run("score", "--json", "p", "-c", file.toString()).out()).contains("\"k\":2");
    }

    @Test
    void settingsCountMoreThanTheFile() throws IOException {
      Path file = Files.writeString(folder.resolve("g.conf"), "gatehouse.selection.k = 2");
      assertThat(
              cli.run(
                      "-c",
                      file.toString(),
                      "score",
                      "--json",
                      "p",
                      "--set",
                      "gatehouse.selection.k=3")
                  .out())
          .contains("\"k\":3");
    }

    @Test
    void theDistributionsFileIsTheDefault() throws IOException {
      Files.createDirectories(folder.resolve("conf"));
      Files.writeString(folder.resolve("conf/gatehouse.conf"), "gatehouse.selection.k = 4");
      System.setProperty("gatehouse.home", folder.toString());
      try {
        assertThat(cli.run("score", "--json", "p").out()).contains("\"k\":4");
      } finally {
        System.clearProperty("gatehouse.home");
      }
    }

    @Test
    void aMissingFileIsAProblemOfTheConfiguration() {
      Cli.Result result = cli.run("score", "p", "-c", "no/such.conf");
      assertThat(result.code()).isEqualTo(2);
      assertThat(result.err()).contains("no/such.conf");
    }
  }

  @Nested
  class FailureReports {

    @Test
    void aFailureIsOneBlockWithoutStackTrace() {
      Cli.Result result = cli.set("gatehouse.gating.fake.broken=true").run("score", "p");
      assertThat(result)
          .isEqualTo(new Cli.Result(1, "", "gatehouse: the fake gate is broken, as asked for\n"));
    }

    @Test
    void verboseAddsTheStackTrace() {
      assertThat(cli.set("gatehouse.gating.fake.broken=true").run("--verbose", "score", "p").err())
          .contains("the fake gate is broken", "\tat org.gatehouse.host.fakes");
      assertThat(cli.run("score", "p", "--verbose").err())
          .contains("\tat org.gatehouse.host.fakes");
    }

    @Test
    void anythingElseIsADefect() {
      assertThat(cli.run("score", "defect"))
          .isEqualTo(
              new Cli.Result(
                  1,
                  "",
                  """
                  gatehouse: java.lang.IllegalStateException: the gate is broken
                  This is a defect; run with --verbose for details.
                  """));
    }
  }

  @Nested
  class ClosedOutput {

    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    private int run(String failure) {
      OutputStream closed =
          new OutputStream() {
            @Override
            public void write(int unit) throws IOException {
              throw new IOException(failure);
            }
          };
      return Main.run(
          InputStream.nullInputStream(),
          new StandardOutput(closed),
          new PrintStream(err, true, StandardCharsets.UTF_8),
          "--set",
          "gatehouse.gating.model=fake",
          "score",
          "p",
          "q");
    }

    @Test
    void aReaderThatHasHadEnoughIsNoFailure() {
      assertThat(run("Broken pipe")).isZero();
      assertThat(err.toString(StandardCharsets.UTF_8)).isEmpty();
    }

    @Test
    void aFullDiskIsOne() {
      assertThat(run("No space left on device")).isEqualTo(1);
      assertThat(err.toString(StandardCharsets.UTF_8))
          .isEqualTo("gatehouse: standard output cannot be written: No space left on device\n");
    }
  }
}
