package org.gatehouse.host.score;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.gatehouse.host.Cli;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ExplainCommandTest {

  @TempDir private Path folder;

  private final Cli cli = Cli.withFakeGate(4);

  private Cli explaining() {
    return cli.set("gatehouse.gating.fake.explains=true");
  }

  @Test
  void saysInJsonWhatTheScoresOfTheChosenPeersAreMadeOf() {
    Path snapshot = Learned.snapshot(folder);
    assertThat(
            explaining()
                .run("explain", "-k", "2", "--json", "--snapshot-in", snapshot.toString(), "What")
                .out())
        .isEqualTo(
            """
            {"prompt":"What","gate":"fake","selector":"top-k","k":2,"block":9,"selected":[\
            {"uid":1,"hotkey":"bob","score":1.0,"propensity":1.0,"everyone":0.0,"peer":0.5,\
            "message":0.5,"optimism":0.0,"standard_deviation":0.5,"rewards":1},\
            {"uid":0,"hotkey":"alice","score":0.75,"propensity":1.0,"everyone":0.0,"peer":0.25,\
            "message":0.5,"optimism":0.0,"standard_deviation":0.5,"rewards":1}]}
            """);
  }

  @Test
  void writesTablesForAPersonAndHowToReadThem() {
    Path snapshot = Learned.snapshot(folder);
    assertThat(
            explaining()
                .input("What\n\nWhy?\n")
                .run("explain", "-k", "1", "--snapshot-in", snapshot.toString(), "-")
                .out())
        .isEqualTo(
            """
            What
              uid  hotkey   score  everyone     peer  message  optimism  deviation  rewards  propensity
                1  bob     1.0000    0.0000  +0.5000  +0.5000   +0.0000     0.5000        1      1.0000
            Why?
              uid  hotkey   score  everyone     peer  message  optimism  deviation  rewards  propensity
                1  bob     1.0000    0.0000  +0.5000  +0.5000   +0.0000     0.5000        1      1.0000

            score = everyone + peer + message + optimism: what the gate expects of anybody for this prompt, how much more of
            this peer whatever the prompt, how much more of it because of the prompt, and what it adds because it is not certain.
            deviation: how uncertain it is (a standard deviation). rewards: how many of this peer the gate has learned. -: the
            gate does not say.
            """);
  }

  @Test
  void theScoreOfALinearGateIsABiasAndWeightsAndNothingElseIsKnown() {
    Cli sentence =
        new Cli().set("gatehouse.gating.model=sentence").set("gatehouse.gating.num-uids=3");
    assertThat(sentence.run("explain", "-k", "1", "Hello").out())
        .containsPattern(
            "\n    \\d  -  +-?0\\.\\d{4} +0\\.0000 +[+-]0\\.\\d{4} +[+-]0\\.\\d{4} +\\+0\\.0000 +- +- ");
    assertThat(sentence.run("explain", "-k", "1", "--json", "Hello").out())
        .contains("\"everyone\":0.0,", "\"standard_deviation\":null,\"rewards\":null}]}");
  }

  @Test
  void aGateThatCannotSayItIsAFailureBeforeAnythingIsRead() {
    assertThat(cli.input("unscorable").run("explain", "-"))
        .isEqualTo(
            new Cli.Result(
                1,
                "",
                "gatehouse: gate fake does not say what its scores are made of; gatehouse score"
                    + " shows them\n"));
  }
}
