package org.gatehouse.host.score;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.gatehouse.host.Cli;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ScoreCommandTest {

  @TempDir private Path folder;

  private final Cli cli = Cli.withFakeGate(4);

  private Path network() throws IOException {
    return Files.writeString(
        folder.resolve("network.json"),
        """
        {"netuid": 1, "block": 77, "neurons": [
          {"uid": 0, "hotkey": "alice"},
          {"uid": 2, "hotkey": "bob"},
          {"uid": 3, "hotkey": "carol", "axon": {"ip": "0.0.0.0", "port": 1, "ip_type": 4,
            "protocol": 4, "version": 1, "block": 1}}]}
        """);
  }

  private Cli withNetwork() throws IOException {
    return cli.set("gatehouse.metagraph.source=file")
        .set("gatehouse.metagraph.file.path=" + network());
  }

  @Test
  void aDashAmongPromptsIsRefused() {
    Cli.Result result = cli.run("score", "-", "more");
    assertThat(result.code()).isEqualTo(2);
    assertThat(result.err()).contains("-: expected alone, found it among prompts");
  }

  @Test
  void writesOneJsonObjectForEachPrompt() throws IOException {
    Cli.Result result = withNetwork().run("score", "-k", "2", "--json", "What's up?", "zwö");
    assertThat(result)
        .isEqualTo(
            new Cli.Result(
                0,
                """
                {"prompt":"What's up?","gate":"fake","selector":"top-k","k":2,"block":77,"selected":[{"uid":0,"hotkey":"alice","score":0.0,"propensity":1.0},{"uid":2,"hotkey":"bob","score":0.0,"propensity":1.0}]}
                {"prompt":"zwö","gate":"fake","selector":"top-k","k":2,"block":77,"selected":[{"uid":0,"hotkey":"alice","score":0.0,"propensity":1.0},{"uid":2,"hotkey":"bob","score":0.0,"propensity":1.0}]}
                """,
                ""));
  }

  @Test
  void writesATableForAPerson() throws IOException {
    assertThat(withNetwork().run("score", "-k", "2", "two\nlines").out())
        .isEqualTo(
            """
            two lines
              uid  hotkey     score  propensity
                0  alice   0.000000      1.0000
                2  bob     0.000000      1.0000
            """);
  }

  @Test
  void withoutANetworkPeersHaveNoNames() {
    assertThat(cli.run("score", "-k", "1", "--json", "p").out())
        .contains("\"block\":null,\"selected\":[{\"uid\":0,\"hotkey\":null,");
    assertThat(cli.run("score", "-k", "1", "p").out()).contains("    0  -       0.000000");
  }

  @Test
  void readsOnePromptFromEachLineOfStandardInput() {
    Cli.Result result = cli.input("one\n\n  \ntwo").run("score", "-k", "1", "--json", "-");
    assertThat(result.code()).isZero();
    assertThat(result.out().lines())
        .extracting(line -> line.substring(0, 15))
        .containsExactly("{\"prompt\":\"one\"", "{\"prompt\":\"two\"");
  }

  @Test
  void namesTheLineOfStandardInputThatCannotBeScored() {
    Cli.Result result = cli.input("one\nunscorable\nthree\n").run("score", "-k", "1", "-");
    assertThat(result.code()).isEqualTo(1);
    assertThat(result.out()).startsWith("one\n").doesNotContain("three");
    assertThat(result.err())
        .isEqualTo("gatehouse: line 2 of standard input: the message is unscorable\n");
  }

  @Test
  void morePeersThanThereAreIsAFailure() throws IOException {
    assertThat(withNetwork().run("score", "-k", "3", "p"))
        .isEqualTo(
            new Cli.Result(1, "", "gatehouse: expected at least 3 available peers, found 2\n"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "-1", "x", "1.5", "2147483648", ""})
  void aNumberOfPeersThatIsNoneIsBadUsage(String k) {
    assertThat(cli.run("score", "-k", k, "p"))
        .isEqualTo(
            new Cli.Result(
                2,
                "",
                """
                gatehouse: -k: expected a whole number in [1, 2147483647], found %s
                Run "gatehouse score --help" for what it takes.
                """
                    .formatted(k.isEmpty() ? "\"\"" : k)));
  }

  @Test
  void aSelectorThatAddsUncertaintyToOptimisticScoresIsWarnedOf() {
    cli.set("gatehouse.gating.fake.explains=true").set("gatehouse.gating.fake.optimism=2");
    assertThat(cli.run("score", "-k", "1", "p").err()).isEmpty();
    assertThat(cli.set("gatehouse.selection.selector=ucb").run("score", "-k", "1", "p").err())
        .startsWith("gatehouse.selection.selector = ucb adds uncertainty to scores");
  }

  @Test
  void aSnapshotBringsWhatWasLearnedAndItsPeers() throws IOException {
    Path snapshot = Learned.snapshot(folder);
    Cli.Result result =
        cli.run("score", "-k", "1", "--json", "--snapshot-in", snapshot.toString(), "p");
    assertThat(result.out())
        .contains("\"block\":9,\"selected\":[{\"uid\":1,\"hotkey\":\"bob\",\"score\":0.5,");
    assertThat(result.err())
        .isEqualTo(
            """
            restored 2 peers after 1 steps; 0 start afresh, 0 are gone
            the snapshot's seed 9 counts for the gate from here on, not 0
            """);
    cli.set("gatehouse.gating.seed=9");
    assertThat(withNetwork().run("score", "--snapshot-in", snapshot.toString(), "-k", "1", "p"))
        .isEqualTo(
            new Cli.Result(
                0,
                """
                p
                  uid  hotkey     score  propensity
                    0  alice   0.250000      1.0000
                """,
                "restored 1 peers after 1 steps; 2 start afresh, 1 are gone\n"));
    Path none = Files.writeString(folder.resolve("none"), "none");
    assertThat(cli.run("score", "--snapshot-in", none.toString(), "p").code()).isEqualTo(1);
  }

  @Test
  void linesOfStandardInputMayEndLikeOnWindows() {
    assertThat(cli.input("one\r\n\r\ntwo\r\n").run("score", "-k", "1", "--json", "-").out().lines())
        .extracting(line -> line.substring(0, 15))
        .containsExactly("{\"prompt\":\"one\"", "{\"prompt\":\"two\"");
  }
}
