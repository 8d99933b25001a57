package org.gatehouse.host.metagraph;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.gatehouse.api.metagraph.Metagraph;
import org.gatehouse.host.Cli;
import org.gatehouse.host.LiveNetwork;
import org.gatehouse.host.Main;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The commands about a network that a node serves. */
@Timeout(60)
final class LiveNetworkTest {

  private static final String[] PEERS = {"a", "b", "c"};

  private final LiveNetwork network = new LiveNetwork(PEERS);

  @TempDir private Path folder;

  @AfterEach
  void close() {
    network.close();
  }

  private String[] withOptions(String... command) {
    return Stream.of(command, network.options()).flatMap(Stream::of).toArray(String[]::new);
  }

  private Cli.Result run(String... command) {
    return new Cli().run(withOptions(command));
  }

  private Metagraph present(String... peers) {
    return LiveNetwork.at(network.node().chain().finalizedHead(), peers);
  }

  @Test
  void isPrintedAsJson() {
    assertThat(run("metagraph", "--json"))
        .isEqualTo(new Cli.Result(0, SnapshotJson.of(present(PEERS)) + "\n", ""));
  }

  @Test
  void isPrintedAsATable() {
    assertThat(run("metagraph", "--sort", "stake"))
        .isEqualTo(
            new Cli.Result(
                0,
                """
                network -, netuid 7, block 1, 3 peers

                uid  hotkey                                             stake  permit  serving  axon            incentive
                  2  %s  12.000  no      yes      192.0.2.2:8091     1.0000
                  1  %s   8.000  no      no       0.0.0.0:8091       1.0000
                  0  %s   4.000  yes     yes      192.0.2.0:8091     1.0000
                """
                    .formatted(
                        LiveNetwork.hotkey("c"), LiveNetwork.hotkey("b"), LiveNetwork.hotkey("a")),
                ""));
  }

  @Test
  void isSavedAsAFileThatIsReadBackAlike() {
    Path saved = folder.resolve("saved.json");
    assertThat(run("metagraph", "--save", saved.toString()).code()).isZero();
    assertThat(
            new Cli()
                .set("gatehouse.metagraph.source=file")
                .set("gatehouse.metagraph.file.path=" + saved)
                .run("metagraph", "--json")
                .out())
        .isEqualTo(SnapshotJson.of(present(PEERS)) + "\n");

    Path again = folder.resolve("again.json");
    network.publish(PEERS);
    assertThat(run("metagraph", "--save", again.toString()).code()).isZero();
    assertThat(new Cli().run("metagraph", "diff", saved.toString(), again.toString()))
        .isEqualTo(new Cli.Result(0, "", ""));
  }

  @Test
  void isExamined() {
    assertThat(Cli.withFakeGate(4).run(withOptions("doctor")).out())
        .containsPattern(
            "ok +metagraph source +subtensor: netuid 7, block 1, 3 peers, "
                + network.node().uri()
                + ", runtime 343, stake is the subnet's total of alpha and TAO");
  }

  @Test
  void thatCannotBeReadIsAFailure() {
    network.node().stop();
    assertThat(run("metagraph"))
        .satisfies(
            result -> {
              assertThat(result.code()).isEqualTo(1);
              assertThat(result.out()).isEmpty();
              assertThat(result.err()).startsWith("gatehouse: " + network.node().uri() + ": ");
            });
  }

  @Test
  void isFollowedThroughAnOutageUntilInterrupted() throws Exception {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    CompletableFuture<Integer> code = new CompletableFuture<>();
    Thread following =
        new Thread(
            () ->
                code.complete(
                    Main.run(
                        InputStream.nullInputStream(),
                        new PrintStream(out, true, StandardCharsets.UTF_8),
                        new PrintStream(err, true, StandardCharsets.UTF_8),
                        withOptions("metagraph", "--follow"))));
    following.start();
    await(err, "following netuid 7 from block 1, 3 peers\n");
    // The usual interval is 100 blocks.
    network.publishAt(101, "a", "x", "c");
    await(out, "replaced  uid 1 ");

    network.node().stop();
    await(err, "further failures are not shown until the network is read again\n");
    // Time for more attempts, which fail too.
    Thread.sleep(3000);
    network.node().restart();
    network.publishAt(102, "a", "x");
    await(err, "the network is read again, at block 102\n");
    await(out, "removed   uid 2 ");
    following.interrupt();

    assertThat(code.get(20, TimeUnit.SECONDS)).isZero();
    assertThat(text(out))
        .isEqualTo(
            """
            netuid 7, block 1 to 101: 1 replaced, 0 added, 0 removed, 0 changed, 2 alike
              replaced  uid 1      %s -> %s
            netuid 7, block 101 to 102: 0 replaced, 0 added, 1 removed, 0 changed, 2 alike
              removed   uid 2      %s
            """
                .formatted(
                    LiveNetwork.hotkey("b"), LiveNetwork.hotkey("x"), LiveNetwork.hotkey("c")));
    assertThat(text(err))
        .matches(
            """
            following netuid 7 from block 1, 3 peers
            %s: [^\\n]+
              what is known is of block 101, \\d+ s old; further failures are not shown until the network is read again
            the network is read again, at block 102
            """
                .formatted(network.node().uri()));
  }

  private static String text(ByteArrayOutputStream stream) {
    return stream.toString(StandardCharsets.UTF_8);
  }

  private static void await(ByteArrayOutputStream stream, String text) throws InterruptedException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
    while (!text(stream).contains(text)) {
      assertThat(System.nanoTime()).as("patience; so far: %s", text(stream)).isLessThan(end);
      Thread.sleep(5);
    }
  }
}
