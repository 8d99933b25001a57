package org.gatehouse.metagraph.adapters.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.gatehouse.api.metagraph.Axon;
import org.gatehouse.api.metagraph.Metagraph;
import org.gatehouse.api.metagraph.MetagraphException;
import org.gatehouse.api.metagraph.Neuron;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The record of the chain's command line: an array for each column. */
class RecordFileTest {

  @TempDir Path folder;

  private Path file() {
    return folder.resolve("m.json");
  }

  private Metagraph read(String json) throws IOException {
    return new SnapshotFile(Files.writeString(file(), json)).read();
  }

  private Axon axon(String fields) throws IOException {
    return read("{\"netuid\":1,\"block\":2,\"hotkeys\":[\"a\"],\"axons\":[{" + fields + "}]}")
        .neurons()
        .get(0)
        .axon();
  }

  @Nested
  class Recordings {

    @ParameterizedTest
    @CsvSource({"3, 124", "64, 5"})
    void everyColumnIsAsTheChainHasIt(int peers, int netuid) {
      Metagraph metagraph = Recorded.read("btcli_metagraph_n" + peers + ".json");

      assertThat(metagraph)
          .isEqualTo(
              Metagraph.of(
                  netuid,
                  7654321,
                  Given.read("neurons_lite_era2023_n" + peers + ".json").asInTheRecord()));
      assertThat(metagraph.neurons()).hasSize(peers).extracting(Neuron::rank).containsOnlyNulls();
    }
  }

  @Nested
  class Leniency {

    @Test
    void onlyNetuidBlockAndHotkeysAreNeeded() throws IOException {
      assertThat(read("{\"netuid\":7,\"block\":9,\"hotkeys\":[\"x\",\"a\"]}"))
          .isEqualTo(Metagraph.of(7, 9, List.of(Neuron.of(0, "x"), Neuron.of(1, "a"))));
    }

    @Test
    void columnsMayComeBeforeTheHotkeysThatMakeThemSuch() throws IOException {
      Metagraph metagraph =
          read(
              """
              {"total_stake": [18446744073709551615, "9007199254740993"], "trust": [],
               "active": [null, true], "num_uids": 2, "rank": null, "emission": [0, 1],
               "hotkeys": ["a", "b"], "incentives": [65535, 0], "block": 1, "netuid": 0}
              """);

      assertThat(metagraph.neurons())
          .containsExactly(
              Neuron.builder(0, "a")
                  .stakeRao(Given.U64_MAX)
                  .emissionRao(0L)
                  .incentive(65535)
                  .build(),
              Neuron.builder(1, "b")
                  .stakeRao(BigInteger.valueOf(9007199254740993L))
                  .emissionRao(1L)
                  .incentive(0)
                  .active(true)
                  .build());
    }

    @Test
    void aNetworkOfNobodyIsANetwork() throws IOException {
      assertThat(read("{\"netuid\":7,\"block\":9,\"num_uids\":0,\"hotkeys\":[]}").neurons())
          .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "\"active\": [1, {\"a\": [2]}], \"neurons\": []",
          "\"axons\": [[{\"ip\": {}}], 3], \"neurons\": []",
          "\"total_stake\": {\"a\": 1}, \"emission\": \"none\", \"neurons\": []",
          "\"num_uids\": {\"a\": [1]}, \"neurons\": []",
          "\"neurons\": [], \"trust\": {\"a\": [1]}, \"num_uids\": 3",
        })
    void inAFileWithRowsColumnsAreFieldsOfNoInterest(String fields) throws IOException {
      assertThat(read("{\"netuid\":1," + fields + ",\"block\":2}"))
          .isEqualTo(Metagraph.of(1, 2, List.of()));
    }
  }

  @Nested
  class Addresses {

    @ParameterizedTest
    @CsvSource({
      "0, 0, 0.0.0.0",
      "0, 4, 0.0.0.0",
      "0, 6, 0:0:0:0:0:0:0:0",
      "167772161, 4, 10.0.0.1",
      "4294967295, 0, 255.255.255.255",
      "167772161, 6, 0:0:0:0:0:0:a00:1",
      "4294967296, 4, 0:0:0:0:0:1:0:0",
      "281470849515521, 6, 0:0:0:0:0:ffff:a00:1",
      "340282366920938463463374607431768211455, 6, ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff",
    })
    void areNumbers(String number, int type, String text) throws IOException {
      assertThat(axon("\"ip\":" + number + ",\"port\":1,\"ip_type\":" + type))
          .isEqualTo(new Axon(text, 1, type, 0, 0, 0));
      assertThat(axon("\"ip_type\":" + type + ",\"ip\":" + number + ",\"port\":1").ip())
          .isEqualTo(text);
    }
  }

  @Nested
  class Malformed {

    @ParameterizedTest
    @CsvSource(
        delimiter = '|',
        quoteCharacter = '`',
        textBlock =
            """
            "hotkeys":["a","a"]                          | :2:16: hotkeys[1]: expected a hotkey that no peer before has, found "a"
            "hotkeys":["a",5]                            | :2:16: hotkeys[1]: expected text that is not blank, found 5
            "hotkeys":["a",null]                         | :2:11: hotkeys[1]: expected text that is not blank, found null
            "hotkeys":"a"                                | :2:11: hotkeys: expected an array, found "a"
            "hotkeys":["a"],"coldkeys":["b","c"]         | :2:28: coldkeys: expected the number of hotkeys, 1, or nothing, found 2 values
            "active":[true],"hotkeys":["a","b"]          | :2:10: active: expected the number of hotkeys, 2, or nothing, found 1 value
            "axons":[{"ip":1,"port":1}],"hotkeys":[]     | :2:9: axons: expected the number of hotkeys, 0, or nothing, found 1 value
            "hotkeys":["a"],"num_uids":2                 | :2:28: num_uids: expected the number of hotkeys, 1, found 2
            "num_uids":1.0,"hotkeys":["a"]               | :2:12: num_uids: expected a whole number in [0, 65536], found 1.0
            "num_uids":[],"hotkeys":["a"]                | :2:12: num_uids: expected a whole number in [0, 65536], found an array
            "n":2,"hotkeys":["a"]                        | :2:5: n: expected the number of neurons, 1, found 2
            "hotkeys":["a"],"active":[1]                 | :2:27: active[0]: expected true or false, found 1
            "consensus":[0.5],"hotkeys":["a"]            | :2:14: consensus[0]: expected a whole number in [0, 65535], found 0.5
            "hotkeys":["a"],"incentives":[65536]         | :2:31: incentives[0]: expected a whole number in [0, 65535], found 65536
            "hotkeys":["a"],"total_stake":[1.0]          | :2:32: total_stake[0]: expected a whole number in [0, 340282366920938463463374607431768211455], found 1.0
            "hotkeys":["a"],"emission":[18446744073709551616] | :2:29: emission[0]: expected a whole number in [0, 18446744073709551615], found 18446744073709551616
            "hotkeys":["a"],"axons":[{"ip":"1.2.3.4"}]   | :2:32: axons[0].ip: expected a whole number in [0, 340282366920938463463374607431768211455], found "1.2.3.4"
            "hotkeys":["a"],"axons":[{"port":1}]         | :2:26: axons[0].ip: expected an address, found no such field
            "axons":[{"ip":-1,"x":{}}],"hotkeys":["a"]   | :2:16: axons[0].ip: expected a whole number in [0, 340282366920938463463374607431768211455], found -1
            "hotkeys":["a"],"neurons":[]                 | :2:11: hotkeys: expected no column beside neurons, found a column
            "neurons":[],"hotkeys":5                     | :2:24: hotkeys: expected no column beside neurons, found a column
            "hotkeys":[],"format":"bittensor-metagraph-snapshot" | :2:11: hotkeys: expected no column beside the format of a snapshot, found a column
            """)
    void isRefusedWithPlaceFieldExpectationAndFinding(String fields, String message)
        throws IOException {
      assertThatThrownBy(() -> read("{\"netuid\":1,\"block\":2,\n" + fields + "}"))
          .isInstanceOf(MetagraphException.class)
          .hasMessage(file() + message);
    }

    @Test
    void moreHotkeysThanUidsAreRefused() {
      String hotkeys = String.join(",", Collections.nCopies(65537, "null"));
      assertThatThrownBy(() -> read("{\"netuid\":1,\"block\":2,\n\"hotkeys\":[" + hotkeys + "]}"))
          .isInstanceOf(MetagraphException.class)
          .hasMessage(file() + ":2:11: hotkeys: expected at most 65536 values, found more");
    }

    @Test
    void aFileThatEndsEarlyIsSaidToDoSo() {
      assertThatThrownBy(() -> read("{\"netuid\":1,\"active\":[3,{\"a\":"))
          .isInstanceOf(MetagraphException.class)
          .hasMessageContaining("the JSON ends early");
    }

    @ParameterizedTest
    @ValueSource(strings = {"btcli_metagraph_n3.json", "agcli_block-7654321_n3.json"})
    void damagedFilesAreReadOrRefusedInTheOneWay(String name) throws IOException {
      byte[] original = Files.readAllBytes(Recorded.path(name));
      byte[] alphabet = "[]{},:\"0-.eE9nt \\\u0000".getBytes(StandardCharsets.UTF_8);
      Random random = new Random(7);
      int refused = 0;
      for (int i = 0; i < 3000; i++) {
        byte[] bytes = original.clone();
        for (int changes = random.nextInt(3); changes >= 0; changes--) {
          bytes[random.nextInt(bytes.length)] = alphabet[random.nextInt(alphabet.length)];
        }
        Files.write(file(), bytes);
        try {
          new SnapshotFile(file()).read();
        } catch (MetagraphException e) {
          refused++;
          assertThat(e).as("change %d", i).hasMessageStartingWith(file() + ":");
        }
      }
      assertThat(refused).isBetween(1, 2999);
    }

    @Test
    void passingOverAColumnHasAnEnd() {
      String many = String.join(",", Collections.nCopies(70000, "{}"));
      assertThatThrownBy(
              () -> read("{\"netuid\":1,\"block\":2,\"active\":[" + many + "],\"neurons\":[]}"))
          .isInstanceOf(MetagraphException.class)
          .hasMessage(file() + ":1:33: active[0]: expected true or false, found an object");
    }
  }
}
