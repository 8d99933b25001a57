package org.gatehouse.host.metagraph;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.nio.file.Path;
import java.util.List;
import org.gatehouse.api.metagraph.Axon;
import org.gatehouse.api.metagraph.Metagraph;
import org.gatehouse.api.metagraph.Neuron;
import org.gatehouse.host.Cli;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class MetagraphTableTest {

  private static final Metagraph NETWORK =
      Metagraph.of(
          3,
          9,
          List.of(
              peer(0, "delta", 5, false, "192.0.2.9", 10).build(),
              Neuron.of(1, "alpha"),
              peer(2, "bravo", 7, true, "0.0.0.0", 30).build(),
              peer(4, "beta", 5, true, "192.0.2.1", 20).build(),
              peer(11, "charlie", 6, false, "2001:db8:0:0:0:0:0:1", 0).build()));

  @TempDir private Path folder;
  private Cli cli;

  private static Neuron.Builder peer(
      int uid, String hotkey, long tao, boolean permit, String ip, int incentive) {
    return Neuron.builder(uid, hotkey)
        .stakeRao(BigInteger.valueOf(tao * 1_000_000_000))
        .validatorPermit(permit)
        .axon(new Axon(ip, 80, 4, 4, 1, 1))
        .incentive(incentive);
  }

  @BeforeEach
  void write() {
    cli = cliOf(NETWORK);
  }

  private Cli cliOf(Metagraph metagraph) {
    Path file = folder.resolve("a.json");
    Networks.write(file, metagraph);
    return Cli.withFakeGate(1)
        .set("gatehouse.metagraph.source=file")
        .set("gatehouse.metagraph.file.path=" + file);
  }

  private List<String> uids(String... options) {
    Cli.Result result = run(options);
    assertThat(result.code()).as(result.err()).isZero();
    assertThat(result.out()).startsWith("network -, netuid 3, block 9, 5 peers\n\n");
    return result.out().lines().skip(3).map(line -> line.strip().replaceFirst(" .*", "")).toList();
  }

  private Cli.Result run(String... options) {
    String[] args = new String[options.length + 1];
    args[0] = "metagraph";
    System.arraycopy(options, 0, args, 1, options.length);
    return cli.run(args);
  }

  @Nested
  class Sorting {

    @ParameterizedTest
    @CsvSource({
      "uid, 0 1 2 4 11",
      "hotkey, 1 4 2 11 0",
      "stake, 2 11 0 4 1",
      "permit, 2 4 0 11 1",
      "serving, 0 4 11 2 1",
      "axon, 2 4 0 11 1",
      "incentive, 2 4 0 11 1",
    })
    void byEveryColumnWithUnknownValuesLastAndTiesByUid(String column, String order) {
      assertThat(uids("--sort", column)).containsExactly(order.split(" ", -1));
    }

    @Test
    void anUnknownColumnIsBadUsageThatListsTheColumns() {
      assertThat(run("--sort", "rank"))
          .isEqualTo(
              new Cli.Result(
                  2,
                  "",
                  """
                  gatehouse: --sort: expected one of uid, hotkey, stake, permit, serving, axon, incentive, found "rank"
                  Run "gatehouse metagraph --help" for what it takes.
                  """));
    }
  }

  @Nested
  class Filtering {

    @ParameterizedTest
    @CsvSource({
      "--serving, 0 4 11",
      "--permit, 2 4",
      "--permit --serving, 4",
      "--hotkey b, 2 4",
      "--uids 11, 11",
      "'--uids 2-4,0', 0 2 4",
      "--uids 0-65535, 0 1 2 4 11",
      "--limit 2, 0 1",
      "--sort stake --limit 2, 2 11",
      "--serving --sort incentive --limit 1, 4",
    })
    void showsOnlyThePeersThatAreAskedFor(String options, String shown) {
      assertThat(uids(options.split(" ", -1))).containsExactly(shown.split(" ", -1));
    }

    @Test
    void anEmptyTableIsSaidToBe() {
      assertThat(run("--hotkey", "zulu"))
          .isEqualTo(
              new Cli.Result(
                  0,
                  """
                  network -, netuid 3, block 9, 5 peers

                  uid  hotkey  stake  permit  serving  axon  incentive
                  """,
                  "none of the network's 5 peers is shown\n"));
    }

    @Test
    void anEmptyNetworkIsSaidToBe() {
      cli = cliOf(Metagraph.of(3, 9, List.of()));
      assertThat(run().err()).isEqualTo("the network has no peers\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a", "1,", "5-3", "65536", "-1", "1-", "1 2", "0-65536", "999999"})
    void whatIsNoListOfUidsIsBadUsage(String list) {
      Cli.Result result = run("--uids=" + list);
      assertThat(result.code()).isEqualTo(2);
      assertThat(result.err())
          .startsWith(
              "gatehouse: --uids: expected uids in [0, 65535] such as 1,5-9, found \""
                  + list
                  + "\"\n");
    }

    @Test
    void aLimitOfNothingIsBadUsage() {
      Cli.Result result = run("--limit", "0");
      assertThat(result.code()).isEqualTo(2);
      assertThat(result.err())
          .startsWith("gatehouse: --limit: expected a number of at least 1, found 0\n");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--json --sort uid",
        "--json --serving",
        "--json --permit",
        "--follow --hotkey a",
        "--follow --uids 1",
        "--save x --limit 5",
      })
  void snapshotsAndChangesAreOfAllPeers(String options) {
    assertThat(run(options.split(" ", -1)))
        .isEqualTo(
            new Cli.Result(
                2,
                "",
                """
                gatehouse: --sort, --serving, --permit, --hotkey, --uids and --limit arrange the table; --json, --save and --follow are about all peers
                Run "gatehouse metagraph --help" for what it takes.
                """));
  }

  @Test
  void namesOfStrangersDoNotReachTheTerminalAsTheyAre() {
    cli = cliOf(Metagraph.of(3, 9, List.of(Neuron.of(0, "a\u001b[2Jb\nc"))));
    assertThat(run().out()).contains("  a?[2Jb?c  ").doesNotContain("\u001b");
  }
}
