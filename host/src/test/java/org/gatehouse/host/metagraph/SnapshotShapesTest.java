package org.gatehouse.host.metagraph;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.nio.file.Path;
import java.util.List;
import org.gatehouse.api.metagraph.Axon;
import org.gatehouse.api.metagraph.Metagraph;
import org.gatehouse.api.metagraph.MetagraphSource;
import org.gatehouse.api.metagraph.Neuron;
import org.gatehouse.host.Cli;
import org.gatehouse.host.cli.CommonOptions;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is saved and read back, and the other shapes in which a network may be on disk. */
final class SnapshotShapesTest {

  private static final String V1 = "snapshot_v1_n3.json";
  private static final String RECORD = "btcli_metagraph_n3.json";
  private static final String CACHE = "agcli_block-7654321_n3.json";

  @TempDir private Path folder;

  private static Metagraph read(Path file) {
    try (MetagraphSource source = Sources.file(new CommonOptions(), file)) {
      return source.sync();
    }
  }

  @Nested
  class Saved {

    private Metagraph savedAndReadBack(Path original) {
      Path copy = folder.resolve("copy.json");
      Cli.Result result =
          Cli.withFakeGate(1)
              .set("gatehouse.metagraph.source=file")
              .set("gatehouse.metagraph.file.path=" + original)
              .run("metagraph", "--save", copy.toString());
      assertThat(result.code()).as(result.err()).isZero();
      return read(copy);
    }

    private void assertSurvives(Metagraph metagraph) {
      Path file = folder.resolve("original.json");
      Networks.write(file, metagraph);
      assertThat(read(file)).isEqualTo(metagraph);
      assertThat(savedAndReadBack(file)).isEqualTo(metagraph);
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "finney_sn1_2024-08.snapshot.json.gz",
          "finney_sn1_2025-09-26.snapshot.json.gz",
          "finney_sn1_2025-11-18.snapshot.json.gz",
          "snapshot_v1_n64.json",
          "btcli_metagraph_n64.json",
          CACHE,
        })
    void recordedNetworksAreTheSame(String name) {
      Path original = Recordings.file(name);
      assertThat(savedAndReadBack(original)).isEqualTo(read(original));
      assertThat(read(original).neurons()).isNotEmpty();
    }

    @Test
    void whatIsUnknownStaysUnknown() {
      assertSurvives(new Metagraph(null, 0, 0, null, List.of(Neuron.of(0, "a"))));
    }

    @Test
    void theSmallestAndTheLargestValuesStay() {
      Neuron smallest =
          new Neuron(
              0,
              "a",
              "c",
              BigInteger.ZERO,
              false,
              false,
              0L,
              0,
              0,
              0,
              0,
              0,
              0,
              0L,
              new Axon("0.0.0.0", 0, 0, 0, 0, 0));
      Neuron largest =
          new Neuron(
              65535,
              "\"\\/\u001b\n\u2028🦅",
              "\u0000c",
              BigInteger.ONE.shiftLeft(128).subtract(BigInteger.ONE),
              true,
              true,
              -1L,
              65535,
              65535,
              65535,
              65535,
              65535,
              65535,
              -1L,
              new Axon(
                  "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff", 65535, 255, 255, 4294967295L, -1L));
      assertSurvives(
          new Metagraph("finney", 65535, Long.MAX_VALUE, "0xab", List.of(smallest, largest)));
    }
  }

  @Nested
  class Compared {

    private Cli.Result diff(String before, String after, String... options) {
      String[] args = new String[options.length + 4];
      args[0] = "metagraph";
      args[1] = "diff";
      args[2] = Recordings.file(before).toString();
      args[3] = Recordings.file(after).toString();
      System.arraycopy(options, 0, args, 4, options.length);
      return Cli.withFakeGate(1).run(args);
    }

    private static String changed(String columns) {
      StringBuilder peers = new StringBuilder();
      for (int uid = 0; uid < 3; uid++) {
        peers.append(uid == 0 ? "" : ",");
        peers.append("{\"uid\":" + uid + ",\"columns\":[" + columns + "]}");
      }
      return "{\"netuid\":124,\"previous_block\":7654321,\"block\":7654321,\"replaced\":[],"
          + "\"added\":[],\"removed\":[],\"changed\":["
          + peers
          + "]}\n";
    }

    /** The chain no longer keeps rank and trust, and the record never had the validators' trust. */
    @Test
    void theRecordLacksColumnsThatTheSnapshotHas() {
      assertThat(diff(V1, RECORD, "--json"))
          .isEqualTo(new Cli.Result(1, changed("\"rank\",\"trust\",\"validator_trust\""), ""));
      assertThat(diff(V1, RECORD).out())
          .startsWith(
              "netuid 124, block 7654321 to 7654321: 0 replaced, 0 added, 0 removed, 3 changed,"
                  + " 0 alike\n"
                  + "  changed   uid 0      rank 65535 -> unknown\n"
                  + "  changed   uid 0      trust 51687 -> unknown\n"
                  + "  changed   uid 0      validator_trust 53705 -> unknown\n");
    }

    @Test
    void theCacheLacksNothingButTheAxons() {
      assertThat(diff(V1, CACHE, "--json")).isEqualTo(new Cli.Result(1, changed("\"axon\""), ""));
      assertThat(diff(RECORD, CACHE, "--json"))
          .isEqualTo(
              new Cli.Result(1, changed("\"rank\",\"trust\",\"validator_trust\",\"axon\""), ""));
    }

    /** The stakes of two peers add up to more than the 64 bits that the record has for them. */
    @Test
    void aStakeOfMoreThan64BitsIsCutInTheRecord() {
      Cli.Result result = diff("snapshot_v1_n64.json", "btcli_metagraph_n64.json");
      assertThat(result.code()).isEqualTo(1);
      assertThat(result.out().lines().filter(line -> line.contains("stake_rao")))
          .containsExactly(
              "  changed   uid 1      stake_rao 18458292000512980907 -> 18446744073709551615",
              "  changed   uid 35     stake_rao 18446747133789010571 -> 18446744073709551615");
      assertThat(result.out()).doesNotContain(" axon ", " coldkey ", " emission_rao ");
    }

    @ParameterizedTest
    @ValueSource(strings = {V1, RECORD, CACHE, "finney_sn1_2024-08.snapshot.json.gz"})
    void everyShapeEqualsItself(String name) {
      assertThat(diff(name, name)).isEqualTo(new Cli.Result(0, "", ""));
    }

    @ParameterizedTest
    @CsvSource({V1 + ", btcli_metagraph_n64.json", RECORD + ", snapshot_v1_n64.json"})
    void otherNetworksAreTrouble(String before, String after) {
      Cli.Result result = diff(before, after);
      assertThat(result.code()).isEqualTo(2);
      assertThat(result.err()).contains("found netuid 124 and netuid 5");
    }
  }
}
