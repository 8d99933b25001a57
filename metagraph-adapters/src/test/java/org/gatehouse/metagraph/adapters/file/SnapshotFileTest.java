package org.gatehouse.metagraph.adapters.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.gatehouse.api.metagraph.Axon;
import org.gatehouse.api.metagraph.Metagraph;
import org.gatehouse.api.metagraph.Neuron;
import org.gatehouse.api.selection.SelectionRequest;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SnapshotFileTest {

  @TempDir Path folder;

  private Metagraph read(String json) throws IOException {
    return new SnapshotFile(Files.writeString(folder.resolve("m.json"), json)).read();
  }

  @Nested
  class RecordedFiles {

    @Test
    void everyColumnOfASmallNetworkIsRead() {
      Metagraph metagraph = Recorded.read("snapshot_v1_n3.json");

      assertThat(metagraph.network()).isEqualTo("finney");
      assertThat(metagraph.netuid()).isEqualTo(124);
      assertThat(metagraph.block()).isEqualTo(7654321);
      assertThat(metagraph.blockHash()).isEqualTo("0x" + "ab".repeat(32));
      assertThat(metagraph.neurons()).hasSize(3);
      assertThat(metagraph.neurons().get(1))
          .isEqualTo(
              new Neuron(
                  1,
                  "5EDzKgCRoc85PLqxm334NMhRte7mvvEL4t27qRx2yaGdYeRQ",
                  "5EoPnSpxRqnuEwS39peEH6bAukhGuBEfbyhs5ND6LyyvnwEt",
                  BigInteger.valueOf(10171893835557L),
                  false,
                  true,
                  850035L,
                  65534,
                  31920,
                  8217,
                  41234,
                  64621,
                  38857,
                  4739925780067136L,
                  new Axon("0.0.0.0", 8091, 4, 4, 700, 2562490430L)));
    }

    @Test
    void stakesAndEmissionsAboveTheSignedRangeAreExact() {
      Metagraph metagraph = Recorded.read("snapshot_v1_n64.json");

      assertThat(metagraph.neurons()).hasSize(64);
      assertThat(metagraph.neurons().get(1).stakeRao()).isEqualTo("18458292000512980907");
      assertThat(metagraph.neurons().get(33).stakeTao().orElseThrow())
          .isEqualByComparingTo("18446744073.709551614");
      assertThat(Long.toUnsignedString(metagraph.neurons().get(21).emissionRao()))
          .isEqualTo("9223372036854775808");
      assertThat(
              metagraph.neurons().stream().map(n -> n.axon().ip()).filter(ip -> ip.contains(":")))
          .contains("ffff:ffff:ffff:ffff:ffff:ffff:ffff:fffe");
    }

    @Test
    void theAvailablePeersAreThoseOfTheRecording() throws IOException {
      SelectionRequest request = SelectionRequest.of(1);
      List<Integer> expected =
          Files.readAllLines(Recorded.path("snapshot_v1_n64.available_uids.txt")).stream()
              .map(Integer::valueOf)
              .toList();

      assertThat(request.vpermitTaoLimit()).isEqualTo(4096);
      assertThat(Recorded.read("snapshot_v1_n64.json").neurons())
          .filteredOn(request::isAvailable)
          .extracting(Neuron::uid)
          .isEqualTo(expected);
      assertThat(expected).hasSize(29);
    }

    @ParameterizedTest
    @CsvSource({
      "2024-08, 3699313, , 1023, 128, 5782740578881971, 65040,"
          + " 5HBgYDtNgTre9eysyHB3oiUJLNLr7LXxMXCZvWNZK4nqAG5T, 9422",
      "2025-09-26, 6530367, 0xf1917b9d26836fdd142a69f022e742eb5bbb4f39dc20b31a93a4407b1caa8d11,"
          + " 1020, 8, 1655619412577549, 64692,"
          + " 5FZkmhqwPs4iLxcNapmdWPFdkSeBsSjdRWSh9PArEiu6VchU, 8081",
      "2025-11-18, 6852690, 0xdb13c066e2c63969f140164fb3bfe7a0aaa7b71407fc0fe525d68e57329ef9d0,"
          + " 827, 12, 1723833369970050, 65535,"
          + " 5CRiXx9Mty5xsknVUmjHj8kx8HYKUgXwRTQiBjQVjPnkFvSb, 5426",
    })
    void gzippedNetworksOf1024PeersAreRead(
        String date,
        long block,
        String blockHash,
        long serving,
        long permits,
        BigInteger stake,
        long incentive,
        String hotkeyOf510,
        int portOf510) {
      Metagraph metagraph = Recorded.read("finney_sn1_" + date + ".snapshot.json.gz");

      assertThat(metagraph.network()).isEqualTo("finney");
      assertThat(metagraph.netuid()).isEqualTo(1);
      assertThat(metagraph.block()).isEqualTo(block);
      assertThat(metagraph.blockHash()).isEqualTo(blockHash);
      assertThat(metagraph.neurons()).hasSize(1024);
      assertThat(metagraph.uidSpace()).isEqualTo(1024);
      assertThat(metagraph.neurons()).filteredOn(n -> n.axon().isServing()).hasSize((int) serving);
      assertThat(metagraph.neurons()).filteredOn(Neuron::validatorPermit).hasSize((int) permits);
      assertThat(metagraph.neurons().stream().map(Neuron::stakeRao).reduce(BigInteger::add))
          .contains(stake);
      assertThat(metagraph.neurons().stream().mapToLong(Neuron::incentive).sum())
          .isEqualTo(incentive);
      Neuron neuron = metagraph.neuron(510).orElseThrow();
      assertThat(neuron.hotkey()).isEqualTo(hotkeyOf510);
      assertThat(neuron.axon()).extracting(Axon::ip, Axon::port).contains("203.0.113.3", portOf510);
    }
  }

  @Nested
  class Leniency {

    @Test
    void onlyNetuidBlockUidsAndHotkeysAreNeeded() throws IOException {
      Metagraph metagraph =
          read("{\"netuid\":7,\"block\":9,\"neurons\":[{\"uid\":4,\"hotkey\":\"a/b c\"}]}");

      assertThat(metagraph).isEqualTo(Metagraph.of(7, 9, List.of(Neuron.of(4, "a/b c"))));
    }

    @Test
    void nullIsAsGoodAsAbsent() throws IOException {
      Metagraph metagraph =
          read(
              """
              {"format": null, "format_version": null, "network": null, "netuid": 7, "block": 9,
               "block_hash": null, "n": null, "neurons": [{"uid": 4, "hotkey": "h",
               "coldkey": null, "stake_rao": null, "active": null, "validator_permit": null,
               "last_update": null, "rank": null, "trust": null, "consensus": null,
               "validator_trust": null, "incentive": null, "dividends": null,
               "emission_rao": null, "axon": null}]}
              """);

      assertThat(metagraph).isEqualTo(Metagraph.of(7, 9, List.of(Neuron.of(4, "h"))));
    }

    @Test
    void unknownFieldsOfAnyShapeAreIgnored() throws IOException {
      Metagraph metagraph =
          read(
              """
              {"spec": {"neurons": [{"uid": "no"}]}, "netuid": 7, "tags": [1.5e300, [null], {}],
               "block": 9, "neurons": [{"uid": 4, "alpha": {"uid": 9}, "hotkey": "h",
               "axon": {"ip": "1.2.3.4", "extra": [], "port": 1}}]}
              """);

      Neuron neuron = Neuron.builder(4, "h").axon(new Axon("1.2.3.4", 1, 0, 0, 0, 0)).build();
      assertThat(metagraph).isEqualTo(Metagraph.of(7, 9, List.of(neuron)));
    }

    @Test
    void peersMayComeInAnyOrderWithGapsBeforeTheirNetwork() throws IOException {
      Metagraph metagraph =
          read(
              """
              {"neurons": [{"hotkey": "z", "uid": 65535}, {"hotkey": "a", "uid": 0}],
               "n": 2, "block": "9223372036854775807", "netuid": 65535}
              """);

      assertThat(metagraph.uids().toArray()).containsExactly(0, 65535);
      assertThat(metagraph.block()).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void largeIntegersAreTextOrNumbers() throws IOException {
      Metagraph metagraph =
          read(
              """
              {"netuid": 7, "block": "9", "neurons": [
               {"uid": 0, "hotkey": "a", "stake_rao": "18446744073709551615", "last_update": 0},
               {"uid": 1, "hotkey": "b", "stake_rao": 18446744073709551615, "last_update": "0",
                "emission_rao": 9007199254740993,
                "axon": {"ip": "::1", "port": 65535, "ip_type": 6, "protocol": 255,
                         "version": 4294967295, "block": 18446744073709551615}}]}
              """);

      assertThat(metagraph.neurons())
          .extracting(Neuron::stakeRao)
          .containsOnly(new BigInteger("18446744073709551615"));
      assertThat(metagraph.neurons()).extracting(Neuron::lastUpdate).containsOnly(0L);
      assertThat(metagraph.neurons().get(1).emissionRao()).isEqualTo(9007199254740993L);
      assertThat(metagraph.neurons().get(1).axon())
          .isEqualTo(new Axon("::1", 65535, 6, 255, 4294967295L, -1L));
    }

    @Test
    void anEmptyNetworkIsANetwork() throws IOException {
      assertThat(read("{\"netuid\":7,\"block\":9,\"n\":0,\"neurons\":[]}").neurons()).isEmpty();
    }
  }

  @Nested
  class WhileBeingWritten {

    private BasicFileAttributes look() throws IOException {
      return Files.readAttributes(folder.resolve("m.json"), BasicFileAttributes.class);
    }

    @Test
    void anotherSizeOrTimeOfTheSameFileIsAWrite() throws IOException {
      Path file = Files.writeString(folder.resolve("m.json"), "{");
      BasicFileAttributes before = look();
      Files.writeString(file, "{}");
      Files.setLastModifiedTime(file, before.lastModifiedTime());
      BasicFileAttributes longer = look();
      Files.setLastModifiedTime(file, FileTime.from(Instant.EPOCH));

      assertThat(SnapshotFile.isWritten(before, before)).isFalse();
      assertThat(SnapshotFile.isWritten(before, longer)).isTrue();
      assertThat(SnapshotFile.isWritten(longer, look())).isTrue();
    }

    @Test
    void anotherFileOfTheSameNameIsNone() throws IOException {
      Path fresh = Files.writeString(folder.resolve("fresh"), "{}");
      Path file = Files.writeString(folder.resolve("m.json"), "{");
      BasicFileAttributes before = look();
      Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING);

      assertThat(SnapshotFile.isWritten(before, look())).isFalse();
    }
  }

  @Nested
  class Encodings {

    @Test
    void gzipIsToldByTheFirstBytesAndNotByTheName() throws IOException {
      String json = "{\"netuid\":7,\"block\":9,\"neurons\":[{\"uid\":0,\"hotkey\":\"h\"}]}";
      Path gzipped = folder.resolve("plain.json");
      try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(gzipped))) {
        out.write(json.getBytes(StandardCharsets.UTF_8));
      }
      Path plain = Files.writeString(folder.resolve("gzipped.json.gz"), json);

      assertThat(new SnapshotFile(gzipped).read()).isEqualTo(new SnapshotFile(plain).read());
    }

    @Test
    void gzipMayHaveSeveralMembers() throws IOException {
      Path file = folder.resolve("m.json.gz");
      try (OutputStream raw = Files.newOutputStream(file)) {
        for (String part :
            List.of("{\"netuid\":7,\"block\":9,\"neurons\":", "[{\"uid\":0,\"hotkey\":\"h\"}]}")) {
          GZIPOutputStream out = new GZIPOutputStream(raw);
          out.write(part.getBytes(StandardCharsets.UTF_8));
          out.finish();
        }
      }

      assertThat(new SnapshotFile(file).read().neurons()).containsExactly(Neuron.of(0, "h"));
    }

    @Test
    void hotkeysOfAnyAlphabetSurvive() throws IOException {
      assertThat(
              read("{\"netuid\":7,\"block\":9,\"neurons\":[{\"uid\":0,\"hotkey\":\"ключ-鍵-😀\"}]}")
                  .neurons()
                  .get(0)
                  .hotkey())
          .isEqualTo("ключ-鍵-😀");
    }
  }
}
