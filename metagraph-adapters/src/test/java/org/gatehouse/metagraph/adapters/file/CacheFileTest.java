package org.gatehouse.metagraph.adapters.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.gatehouse.api.metagraph.Metagraph;
import org.gatehouse.api.metagraph.MetagraphException;
import org.gatehouse.api.metagraph.Neuron;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Rows with a stake in rao and scores as fractions of 1, as a client of the chain caches them. */
class CacheFileTest {

  @TempDir Path folder;

  private Path file() {
    return folder.resolve("m.json");
  }

  private Metagraph read(String rows) throws IOException {
    String json = "{\"netuid\":1,\"block\":2,\"neurons\":[\n" + rows + "]}";
    return new SnapshotFile(Files.writeString(file(), json)).read();
  }

  @Test
  void everyColumnIsAsTheChainHasIt() {
    assertThat(Recorded.read("agcli_block-7654321_n3.json"))
        .isEqualTo(
            Metagraph.of(124, 7654321, Given.read("neurons_lite_era2023_n3.json").asInTheCache()));
  }

  @Test
  void everyScoreComesBackFromItsFractionInBothPrecisions() throws IOException {
    StringBuilder rows = new StringBuilder();
    for (int score = 0; score <= 0xFFFF; score++) {
      rows.append(score == 0 ? "" : ",\n")
          .append("{\"uid\":%d,\"hotkey\":\"%d\",".formatted(score, score))
          .append("\"rank\":" + score / 65535.0)
          .append(",\"trust\":" + score / 65535.0f)
          .append(",\"stake\":0}");
    }

    for (Neuron neuron : read(rows.toString()).neurons()) {
      assertThat(neuron.rank()).isEqualTo(neuron.uid());
      assertThat(neuron.trust()).isEqualTo(neuron.uid());
    }
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "0.4, 0",
    "0.6, 1",
    "22078039.0, 22078039",
    "9007199254740993, 9007199254740993",
    "\"9007199254740993\", 9007199254740993",
    "4.739925780067136e15, 4739925780067136",
    "18446744073709551615, 18446744073709551615",
    "18446744073709549568.0, 18446744073709549568",
    "1.8446744073709552e19, 18446744073709551615",
  })
  void anEmissionMayHaveBeenAFloatingPointNumber(String written, String rao) throws IOException {
    Neuron neuron =
        read("{\"uid\":0,\"hotkey\":\"a\",\"emission\":" + written + ",\"stake\":1}")
            .neurons()
            .get(0);
    assertThat(neuron.emissionRao()).isEqualTo(Long.parseUnsignedLong(rao));
  }

  @Test
  void stakesAreExact() throws IOException {
    assertThat(
            read("{\"uid\":0,\"hotkey\":\"a\",\"stake\":340282366920938463463374607431768211455}"))
        .isEqualTo(
            Metagraph.of(
                1,
                2,
                List.of(
                    Neuron.builder(0, "a")
                        .stakeRao(BigInteger.ONE.shiftLeft(128).subtract(BigInteger.ONE))
                        .build())));
  }

  @Test
  void besideAStakeInRaoAnotherOneIsOfNoInterest() throws IOException {
    Neuron neuron =
        read("{\"uid\":0,\"hotkey\":\"a\",\"stake\":[1.5],\"incentive\":1,\"stake_rao\":7}")
            .neurons()
            .get(0);
    assertThat(neuron)
        .isEqualTo(Neuron.builder(0, "a").stakeRao(BigInteger.valueOf(7)).incentive(1).build());
  }

  @Test
  void inAFileThatNamesTheSnapshotFormatAStakeIsOfNoInterest() throws IOException {
    String json =
        "{\"format\":\"bittensor-metagraph-snapshot\",\"netuid\":1,\"block\":2,\"neurons\":["
            + "{\"uid\":0,\"hotkey\":\"a\",\"stake\":1.5,\"incentive\":1}]}";
    assertThat(new SnapshotFile(Files.writeString(file(), json)).read().neurons())
        .containsExactly(Neuron.builder(0, "a").incentive(1).build());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {"uid":1,"hotkey":"b"}                                | :3:1: neurons[1]: expected stake and no stake_rao, as in the rows before, found no stake
          {"uid":1,"hotkey":"b","stake_rao":1}                  | :3:1: neurons[1]: expected stake and no stake_rao, as in the rows before, found stake_rao
          {"uid":1,"stake":"x"}                                 | :3:18: neurons[1].stake: expected a whole number in [0, 340282366920938463463374607431768211455], found "x"
          {"uid":1,"stake":1.0}                                 | :3:18: neurons[1].stake: expected a whole number in [0, 340282366920938463463374607431768211455], found 1.0
          {"rank":1.0000001,"stake":1}                          | :3:9: neurons[1].rank: expected a fraction in [0, 1], found 1.0000001
          {"trust":-0.1,"stake":1}                              | :3:10: neurons[1].trust: expected a fraction in [0, 1], found -0.1
          {"consensus":2,"stake":1}                             | :3:14: neurons[1].consensus: expected a fraction in [0, 1], found 2
          {"stake":1,"validator_trust":"0.5"}                   | :3:30: neurons[1].validator_trust: expected a fraction in [0, 1], found "0.5"
          {"stake":1,"incentive":[0.5]}                         | :3:24: neurons[1].incentive: expected a fraction in [0, 1], found an array
          {"stake":1,"dividends":1e999999999}                   | :3:24: neurons[1].dividends: expected a fraction in [0, 1], found 1e999999999
          {"stake":1,"emission":-1.0}                           | :3:23: neurons[1].emission: expected a number in [0, 18446744073709551615], found -1.0
          {"stake":1,"emission":1.9e19}                         | :3:23: neurons[1].emission: expected a number in [0, 18446744073709551615], found 1.9e19
          {"stake":1,"emission":1e999999999}                    | :3:23: neurons[1].emission: expected a number in [0, 18446744073709551615], found 1e999999999
          {"stake":1,"hotkey":"b"}                              | :3:1: neurons[1].uid: expected a whole number in [0, 65535], found no such field
          """)
  void malformedRowsAreRefusedWithPlaceFieldExpectationAndFinding(String row, String message) {
    assertThatThrownBy(() -> read("{\"uid\":0,\"hotkey\":\"a\",\"stake\":0},\n" + row))
        .isInstanceOf(MetagraphException.class)
        .hasMessage(file() + message);
  }

  @Test
  void rowsOfTheSnapshotFormatAreNotFollowedByOthers() {
    assertThatThrownBy(
            () ->
                read(
                    "{\"uid\":0,\"hotkey\":\"a\"},\n"
                        + "{\"uid\":1,\"hotkey\":\"b\",\"stake\":5,\"rank\":0.5}"))
        .isInstanceOf(MetagraphException.class)
        .hasMessage(
            file()
                + ":3:1: neurons[1]: expected no stake without stake_rao, as in the rows before,"
                + " found stake");
  }

  @Test
  void aFormatThatIsNamedAfterSuchRowsIsRefused() throws IOException {
    Files.writeString(
        file(),
        "{\"netuid\":1,\"block\":2,\"neurons\":[{\"uid\":0,\"hotkey\":\"a\",\"stake\":5}],\n"
            + "\"format\":\"bittensor-metagraph-snapshot\"}");
    assertThatThrownBy(() -> new SnapshotFile(file()).read())
        .isInstanceOf(MetagraphException.class)
        .hasMessage(
            file()
                + ":2:10: format: expected no format in a file whose rows have stake and no"
                + " stake_rao, found \"bittensor-metagraph-snapshot\"");
  }
}
