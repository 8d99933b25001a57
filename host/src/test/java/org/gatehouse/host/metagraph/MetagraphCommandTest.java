package org.gatehouse.host.metagraph;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.gatehouse.api.metagraph.Metagraph;
import org.gatehouse.api.metagraph.Neuron;
import org.gatehouse.host.Cli;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class MetagraphCommandTest {

  @TempDir private Path folder;

  private Path file;

  @BeforeEach
  void writeSnapshot() {
    file = write("a.json", Networks.small());
  }

  private Path write(String name, Metagraph metagraph) {
    Path path = folder.resolve(name);
    Networks.write(path, metagraph);
    return path;
  }

  private Cli cli() {
    return Cli.withFakeGate(1)
        .set("gatehouse.metagraph.source=file")
        .set("gatehouse.metagraph.file.path=" + file);
  }

  @Nested
  class Show {

    @Test
    void printsATable() {
      assertThat(cli().run("metagraph"))
          .isEqualTo(
              new Cli.Result(
                  0,
                  """
                  network finney, netuid 1, block 100, 3 peers

                  uid  hotkey            stake  permit  serving  axon            incentive
                    0  alice   18446744073.710  no      yes      192.0.2.7:8091     0.5000
                    2  bob                   -  -       -        -                       -
                    5  carol                 -  -       no       [::]:0                  -
                  """,
                  ""));
    }

    @Test
    void printsTheSnapshotFormat() {
      assertThat(cli().run("metagraph", "--json").out())
          .isEqualTo(SnapshotJson.of(Networks.small()) + "\n");
    }

    @Test
    void savesToAFile() {
      Path copy = folder.resolve("copy.json");
      Cli.Result result = cli().run("metagraph", "--save", copy.toString());
      assertThat(result)
          .isEqualTo(new Cli.Result(0, "", "saved 3 peers of block 100 to " + copy + "\n"));
      assertThat(copy).hasSameTextualContentAs(file);
    }

    @Test
    void doesNotFollowAndSaveAtOnce() {
      Path copy = folder.resolve("copy.json");
      assertThat(cli().run("metagraph", "--follow", "--save", copy.toString()))
          .isEqualTo(
              new Cli.Result(
                  2,
                  "",
                  """
                  gatehouse: --follow shows changes and --save writes one snapshot; give one
                  Run "gatehouse metagraph --help" for what it takes.
                  """));
      assertThat(copy).doesNotExist();
    }

    @Test
    void withoutASourceThereIsNothingToShow() {
      Cli.Result result = Cli.withFakeGate(1).run("metagraph");
      assertThat(result.code()).isEqualTo(2);
      assertThat(result.err())
          .contains("gatehouse.metagraph.source", "expected a source, such as file, found none");
    }

    @Test
    void aFileThatIsNotThereIsAFailure() throws IOException {
      Files.delete(file);
      Cli.Result result = cli().run("metagraph");
      assertThat(result.code()).isEqualTo(1);
      assertThat(result.err()).startsWith("gatehouse: ").contains("a.json");
    }
  }

  @Nested
  class Diff {

    private Cli.Result diff(Path later, String... options) {
      String[] args = new String[options.length + 4];
      args[0] = "metagraph";
      args[1] = "diff";
      args[2] = file.toString();
      args[3] = later.toString();
      System.arraycopy(options, 0, args, 4, options.length);
      return Cli.withFakeGate(1).run(args);
    }

    @Test
    void equalSnapshotsAreSilent() {
      Metagraph later = Metagraph.of(1, 200, Networks.small().neurons());
      assertThat(diff(write("b.json", later))).isEqualTo(new Cli.Result(0, "", ""));
    }

    @Test
    void differentSnapshotsAreCompared() {
      Path later = write("b.json", Metagraph.of(1, 200, List.of(Neuron.of(2, "dave"))));
      Cli.Result result = diff(later);
      assertThat(result.code()).isEqualTo(1);
      assertThat(result.out()).contains("replaced  uid 2", "removed   uid 0", "removed   uid 5");
      assertThat(diff(later, "--json").out()).startsWith("{\"netuid\":1,\"previous_block\":100,");
    }

    @Test
    void anUnreadableSnapshotIsTrouble() {
      Cli.Result result = diff(folder.resolve("none.json"));
      assertThat(result.code()).isEqualTo(2);
      assertThat(result.out()).isEmpty();
      assertThat(result.err()).contains("none.json");
    }

    @Test
    void anotherNetworkIsTrouble() {
      Cli.Result result = diff(write("b.json", Metagraph.of(3, 200, List.of())));
      assertThat(result.code()).isEqualTo(2);
      assertThat(result.err())
          .isEqualTo(
              "gatehouse: expected two metagraphs of one network, found netuid 1 and netuid 3\n");
    }

    @Test
    void aMissingFileNameIsBadUsage() {
      assertThat(Cli.withFakeGate(1).run("metagraph", "diff", "a").code()).isEqualTo(2);
    }
  }
}
