package org.gatehouse.metagraph.adapters.file;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.gatehouse.api.metagraph.MetagraphException;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MalformedSnapshotTest {

  @TempDir Path folder;

  private Path file() {
    return folder.resolve("m.json");
  }

  private ThrowingCallable reading(byte[] bytes) throws IOException {
    Files.write(file(), bytes);
    return () -> new SnapshotFile(file()).read();
  }

  private void assertMessage(String json, String expected) throws IOException {
    assertThatThrownBy(reading(json.getBytes(StandardCharsets.UTF_8)))
        .isInstanceOf(MetagraphException.class)
        .hasMessage(file() + expected);
  }

  @Nested
  class Network {

    @ParameterizedTest
    @CsvSource(
        delimiter = '|',
        quoteCharacter = '`',
        textBlock =
            """
            ``                                    | :1:1: expected an object, found the end of the file
            []                                    | :1:1: expected an object, found an array
            "netuid"                              | :1:1: expected an object, found "netuid"
            {}                                    | :1:1: netuid: expected a whole number in [0, 65535], found no such field
            {"netuid":null}                       | :1:1: netuid: expected a whole number in [0, 65535], found no such field
            {"netuid":1}                          | :1:1: block: expected a whole number of at least 0, found no such field
            {"netuid":1,"block":2}                | :1:1: neurons: expected an array, found no such field
            {"netuid":1,"block":2,"neurons":null} | :1:1: neurons: expected an array, found no such field
            {"netuid":1,"block":2,"neurons":{}}   | :1:33: neurons: expected an array, found an object
            {"netuid":"1"}                        | :1:11: netuid: expected a whole number in [0, 65535], found "1"
            {"netuid":65536}                      | :1:11: netuid: expected a whole number in [0, 65535], found 65536
            {"netuid":-1}                         | :1:11: netuid: expected a whole number in [0, 65535], found -1
            {"netuid":1.0}                        | :1:11: netuid: expected a whole number in [0, 65535], found 1.0
            {"block":9223372036854775808}         | :1:10: block: expected a whole number in [0, 9223372036854775807], found 9223372036854775808
            {"block":"-1"}                        | :1:10: block: expected a whole number in [0, 18446744073709551615], found "-1"
            {"block":1e3}                         | :1:10: block: expected a whole number in [0, 18446744073709551615], found 1e3
            {"block":true}                        | :1:10: block: expected a whole number in [0, 18446744073709551615], found true
            {"network":5}                         | :1:12: network: expected text that is not blank, found 5
            {"block_hash":[]}                     | :1:15: block_hash: expected text that is not blank, found an array
            {"format":"subtensor"}                | :1:11: format: expected "bittensor-metagraph-snapshot", found "subtensor"
            {"format_version":2}                  | :1:19: format_version: expected format version 1, found 2
            {"format_version":"1"}                | :1:19: format_version: expected a whole number in [0, 2147483647], found "1"
            {"netuid":1,"netuid":1}               | :1:21: expected JSON, found an error: Duplicate field 'netuid'
            {"netuid":1,"block":2,"neurons":[]} 3 | :1:37: expected the end of the file, found 3
            """)
    void isRefusedWithPlaceFieldExpectationAndFinding(String json, String message)
        throws IOException {
      assertMessage(json, message);
    }

    @Test
    void aWrongNumberOfPeersIsShownWhereItStands() throws IOException {
      assertMessage(
          "{\"netuid\":1,\"block\":2,\n \"n\":3,\n \"neurons\":[{\"uid\":0,\"hotkey\":\"a\"}]}",
          ":2:6: n: expected the number of neurons, 1, found 3");
    }

    @Test
    void aLongFindingIsCut() throws IOException {
      assertMessage(
          "{\"format\":\"" + "x".repeat(1000) + "\"}",
          ":1:11: format: expected \"bittensor-metagraph-snapshot\", found \""
              + "x".repeat(60)
              + "...\"");
    }
  }

  @Nested
  class Peers {

    @ParameterizedTest
    @CsvSource(
        delimiter = '|',
        quoteCharacter = '`',
        textBlock =
            """
            7                                                   | :3:1: neurons[1]: expected an object, found 7
            null                                                | :3:1: neurons[1]: expected an object, found null
            {"hotkey":"b"}                                      | :3:1: neurons[1].uid: expected a whole number in [0, 65535], found no such field
            {"uid":1}                                           | :3:1: neurons[1].hotkey: expected text that is not blank, found no such field
            {"uid":1,"hotkey":null}                             | :3:1: neurons[1].hotkey: expected text that is not blank, found no such field
            {"uid":65536}                                       | :3:8: neurons[1].uid: expected a whole number in [0, 65535], found 65536
            {"uid":99999999999999999999999}                     | :3:8: neurons[1].uid: expected a whole number in [0, 65535], found 99999999999999999999999
            {"uid":"1"}                                         | :3:8: neurons[1].uid: expected a whole number in [0, 65535], found "1"
            {"uid":0}                                           | :3:8: neurons[1].uid: expected a uid that no peer before has, found 0
            {"hotkey":"a"}                                      | :3:11: neurons[1].hotkey: expected a hotkey that no peer before has, found "a"
            {"hotkey":""}                                       | :3:11: neurons[1].hotkey: expected text that is not blank, found ""
            {"hotkey":5}                                        | :3:11: neurons[1].hotkey: expected text that is not blank, found 5
            {"coldkey":{}}                                      | :3:12: neurons[1].coldkey: expected text that is not blank, found an object
            {"active":1}                                        | :3:11: neurons[1].active: expected true or false, found 1
            {"validator_permit":"true"}                         | :3:21: neurons[1].validator_permit: expected true or false, found "true"
            {"rank":65536}                                      | :3:9: neurons[1].rank: expected a whole number in [0, 65535], found 65536
            {"trust":-1}                                        | :3:10: neurons[1].trust: expected a whole number in [0, 65535], found -1
            {"consensus":0.5}                                   | :3:14: neurons[1].consensus: expected a whole number in [0, 65535], found 0.5
            {"validator_trust":"1"}                             | :3:20: neurons[1].validator_trust: expected a whole number in [0, 65535], found "1"
            {"incentive":true}                                  | :3:14: neurons[1].incentive: expected a whole number in [0, 65535], found true
            {"dividends":[]}                                    | :3:14: neurons[1].dividends: expected a whole number in [0, 65535], found an array
            {"stake_rao":340282366920938463463374607431768211456}   | :3:14: neurons[1].stake_rao: expected a whole number in [0, 340282366920938463463374607431768211455], found 340282366920938463463374607431768211456
            {"emission_rao":18446744073709551616}               | :3:17: neurons[1].emission_rao: expected a whole number in [0, 18446744073709551615], found 18446744073709551616
            {"last_update":"18446744073709551616"}              | :3:16: neurons[1].last_update: expected a whole number in [0, 18446744073709551615], found "18446744073709551616"
            {"stake_rao":1.5}                                   | :3:14: neurons[1].stake_rao: expected a whole number in [0, 340282366920938463463374607431768211455], found 1.5
            {"stake_rao":"+5"}                                  | :3:14: neurons[1].stake_rao: expected a whole number in [0, 340282366920938463463374607431768211455], found "+5"
            {"stake_rao":""}                                    | :3:14: neurons[1].stake_rao: expected a whole number in [0, 340282366920938463463374607431768211455], found ""
            {"stake_rao":"٣"}                                   | :3:14: neurons[1].stake_rao: expected a whole number in [0, 340282366920938463463374607431768211455], found "٣"
            {"last_update":-1}                                  | :3:16: neurons[1].last_update: expected a whole number in [0, 18446744073709551615], found -1
            {"emission_rao":false}                              | :3:17: neurons[1].emission_rao: expected a whole number in [0, 18446744073709551615], found false
            {"axon":"1.2.3.4:80"}                               | :3:9: neurons[1].axon: expected an object, found "1.2.3.4:80"
            {"axon":{"port":1}}                                 | :3:9: neurons[1].axon.ip: expected an address, found no such field
            {"axon":{"ip":"1.2.3.4"}}                           | :3:9: neurons[1].axon.port: expected a whole number in [0, 65535], found no such field
            {"axon":{"ip":" "}}                                 | :3:15: neurons[1].axon.ip: expected text that is not blank, found " "
            {"axon":{"port":65536}}                             | :3:17: neurons[1].axon.port: expected a whole number in [0, 65535], found 65536
            {"axon":{"ip_type":256}}                            | :3:20: neurons[1].axon.ip_type: expected a whole number in [0, 255], found 256
            {"axon":{"protocol":256}}                           | :3:21: neurons[1].axon.protocol: expected a whole number in [0, 255], found 256
            {"axon":{"version":4294967296}}                     | :3:20: neurons[1].axon.version: expected a whole number in [0, 4294967295], found 4294967296
            {"axon":{"block":"x"}}                              | :3:18: neurons[1].axon.block: expected a whole number in [0, 18446744073709551615], found "x"
            """)
    void areRefusedWithPlaceFieldExpectationAndFinding(String neuron, String message)
        throws IOException {
      assertMessage(
          "{\"netuid\":1,\"block\":2,\"neurons\":[\n{\"uid\":0,\"hotkey\":\"a\"},\n"
              + neuron
              + "]}",
          message);
    }
  }
}
