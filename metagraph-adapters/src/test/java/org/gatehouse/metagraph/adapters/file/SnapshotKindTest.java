package org.gatehouse.metagraph.adapters.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HexFormat;
import java.util.Objects;
import org.gatehouse.api.metagraph.Metagraph;
import org.gatehouse.api.metagraph.MetagraphContext;
import org.gatehouse.api.metagraph.MetagraphException;
import org.gatehouse.api.metagraph.MetagraphSource;
import org.gatehouse.metagraph.adapters.sdk.NetworkHint;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SnapshotKindTest {

  private static final String V6 = "v6-torch-n3/network-finney/netuid-124/block-7654321.pt";
  private static final String V7 = "v7-numpy-n3/network-finney/netuid-124/block-7654321.pt";

  @TempDir Path folder;

  private Path saved(String resource, String name) throws IOException {
    try (InputStream in = SnapshotKindTest.class.getResourceAsStream("../sdk/" + resource)) {
      Path file = folder.resolve(name);
      Files.copy(Objects.requireNonNull(in, resource), file);
      return file;
    }
  }

  private static String json(long block) {
    return "{\"netuid\":1,\"block\":" + block + ",\"neurons\":[]}";
  }

  @Nested
  class Kinds {

    @Test
    void whatTheSdkSavedIsToldByTheFirstBytesAndNotByTheName() throws IOException {
      Path pickle = saved(V7, "pickle.json");
      Path zip = saved(V6, "zip.json.gz");

      Metagraph metagraph = new SnapshotFile(pickle).read();

      assertThat(metagraph.netuid()).isEqualTo(124);
      assertThat(metagraph.neurons()).hasSize(3);
      assertThat(new SnapshotFile(zip, new NetworkHint(124, "finney")).read()).isEqualTo(metagraph);
    }

    @Test
    void theNetworkOfASilentFileComesFromTheConfiguration() throws IOException {
      Path zip = saved(V6, "m.pt");
      Config config =
          ConfigFactory.parseString("path = \"" + zip + "\"\nnetuid = 124\nnetwork = finney")
              .withFallback(ConfigFactory.defaultReference().getConfig("gatehouse.metagraph.file"));

      try (MetagraphSource source =
          new FileMetagraphSourceProvider().create(config, MetagraphContext.standalone())) {
        assertThat(source.sync().netuid()).isEqualTo(124);
        assertThat(source.sync().network()).isEqualTo("finney");
      }
      assertThatThrownBy(() -> new SnapshotFile(zip).read())
          .isInstanceOf(MetagraphException.class)
          .hasMessageEndingWith("found none; set gatehouse.metagraph.file.netuid");
    }

    @Test
    void netuidsOutOfRangeAreProblemsOfTheConfiguration() {
      assertThat(
              new FileMetagraphSourceProvider()
                  .check(
                      ConfigFactory.parseString("path = m.pt\nnetuid = 65536")
                          .withFallback(
                              ConfigFactory.defaultReference()
                                  .getConfig("gatehouse.metagraph.file"))))
          .singleElement()
          .asString()
          .contains("gatehouse.metagraph.file.netuid", "[0, 65535], found 65536");
    }

    @ParameterizedTest
    @CsvSource({
      "00010203, ' 00 01 02 03'",
      "1f8c00, ' 1f 8c 00'",
      "7f454c46, ' 7f 45 4c 46'",
      "81, ' 81'"
    })
    void otherBytesAreRefused(String hex, String found) throws IOException {
      Path file = Files.write(folder.resolve("m"), HexFormat.of().parseHex(hex));

      assertThatThrownBy(() -> new SnapshotFile(file).read())
          .isInstanceOf(MetagraphException.class)
          .hasMessage(
              file
                  + ": expected JSON, gzipped or not, a zip of torch or a pickle, found a file that"
                  + " begins with the bytes"
                  + found);
    }

    @Test
    void aFileOfTheSdkThatIsTooLargeIsRefused() throws IOException {
      Path file = saved(V7, "m.pt");

      assertThatThrownBy(() -> new SnapshotFile(file, 100).read())
          .isInstanceOf(MetagraphException.class)
          .hasMessage(file + ": expected at most 100 bytes, found " + Files.size(file));
    }

    @Test
    void lookingMovesNothing() throws IOException {
      Path file = saved(V6, "m.pt");
      try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
        assertThat(SnapshotKind.of(file, channel)).isEqualTo(SnapshotKind.SAVED);
        assertThat(channel.position()).isZero();
      }
    }
  }

  @Nested
  class Folders {

    private Metagraph read() {
      return new SnapshotFile(folder).read();
    }

    @Test
    void theFileWithTheLargestNumberCounts() throws IOException {
      Files.writeString(folder.resolve("block-9.json"), json(9));
      Files.writeString(folder.resolve("block-10.json"), json(10));
      Files.writeString(folder.resolve("block-99.json.tmp"), "{");
      Files.writeString(folder.resolve("block-x.json"), "{");
      Files.writeString(folder.resolve("latest.json"), "{");
      Files.writeString(folder.resolve("block--11.json"), "{");
      Files.writeString(folder.resolve("block-9999999999999999999.json"), "{");
      assertThat(read().block()).isEqualTo(10);

      saved(V7, "block-7654321.pt");
      assertThat(read().block()).isEqualTo(7654321);
    }

    @Test
    void itIsLookedForAtEachReading() throws IOException {
      SnapshotFile newest = new SnapshotFile(folder);
      Files.writeString(folder.resolve("block-1.json"), json(1));
      assertThat(newest.read().block()).isEqualTo(1);
      Files.writeString(folder.resolve("block-2.json"), json(2));
      assertThat(newest.read().block()).isEqualTo(2);
      Files.delete(folder.resolve("block-2.json"));
      assertThat(newest.read().block()).isEqualTo(1);
    }

    @Test
    void ofSeveralWithOneNumberTheLastByNameCounts() throws IOException {
      Files.writeString(folder.resolve("block-5.json"), json(1));
      Files.writeString(folder.resolve("block-05.pt"), json(2));
      Files.writeString(folder.resolve("block-5.pt"), json(3));

      assertThat(read().block()).isEqualTo(3);
    }

    @Test
    void messagesNameTheFile() throws IOException {
      Path file = Files.writeString(folder.resolve("block-5.json"), "{\"netuid\":1}");

      assertThatThrownBy(this::read)
          .isInstanceOf(MetagraphException.class)
          .hasMessage(
              file + ":1:1: block: expected a whole number of at least 0, found no such field");
    }
  }
}
