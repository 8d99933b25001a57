package org.gatehouse.metagraph.adapters.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.GZIPOutputStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.gatehouse.api.metagraph.MetagraphException;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UnreadableSnapshotTest {

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

  private static byte[] gzip(String json) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
      out.write(json.getBytes(StandardCharsets.UTF_8));
    }
    return bytes.toByteArray();
  }

  @Nested
  class Json {

    @ParameterizedTest
    @CsvSource(
        delimiter = '|',
        quoteCharacter = '`',
        textBlock =
            """
            {"netuid":1,}   | :1:13: expected JSON, found an error: Unexpected character ('}' (code 125)): was expecting double-quote to start field name
            {"netuid":01}   | :1:12: expected JSON, found an error: Invalid numeric value: Leading zeroes not allowed
            {"netuid":NaN}  | :1:14: expected JSON, found an error: Non-standard token 'NaN': enable `JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS` to allow
            {"a":[}         | :1:7: expected JSON, found an error: Unexpected close marker '}': expected ']' (for Array starting at line: 1, column: 6)
            netuid = 1      | :1:1: expected JSON, found an error: Unrecognized token 'netuid': was expecting (JSON String, Number, Array, Object or token 'null', 'true' or 'false')
            {"netuid":1     | :1:12: the JSON ends early; the file is truncated or still being written
            {"network":"fi  | :1:15: the JSON ends early; the file is truncated or still being written
            """)
    void thatIsNoneIsRefusedWithItsPlace(String json, String message) throws IOException {
      assertMessage(json, message);
    }

    @Test
    void deepNestingIsRefusedWithoutOverflow() throws IOException {
      assertThatThrownBy(
              reading(("{\"x\":" + "[".repeat(1_000_000)).getBytes(StandardCharsets.UTF_8)))
          .isInstanceOf(MetagraphException.class)
          .hasMessageContaining("nesting depth (21) exceeds the maximum allowed");
    }

    @ParameterizedTest
    @CsvSource({"{, :1:1:", "{\"netuid\":1, :1:1:", "{\"unknown\":{\"x\":0, :1:12: unknown:"})
    void endlessObjectsAreRefused(String start, String place) throws IOException {
      StringBuilder json = new StringBuilder(start);
      for (int i = 0; i < 65537; i++) {
        json.append(json.length() == 1 ? "" : ",").append("\"" + i + "\":0");
      }

      assertMessage(
          json.toString(), place + " expected an object of at most 65536 fields, found more");
    }

    @Test
    void brokenUtf8IsRefused() throws IOException {
      byte[] bytes = "{\"network\":\"?\"}".getBytes(StandardCharsets.UTF_8);
      bytes[12] = (byte) 0xff;

      assertThatThrownBy(reading(bytes))
          .isInstanceOf(MetagraphException.class)
          .hasMessageStartingWith(file() + ":1:")
          .hasMessageContaining("Invalid UTF-8");
    }

    @Test
    void everyTruncationOfAFileIsRefused() throws IOException {
      byte[] whole = Files.readAllBytes(Recorded.path("snapshot_v1_n3.json"));
      int end = new String(whole, StandardCharsets.UTF_8).stripTrailing().length();
      for (int length = 0; length < end; length++) {
        assertThatThrownBy(reading(Arrays.copyOf(whole, length)))
            .as("the first %d bytes", length)
            .isInstanceOf(MetagraphException.class)
            .hasMessageStartingWith(file() + ":1:");
      }
    }
  }

  @Nested
  class Gzip {

    @Test
    void everyTruncationIsRefused() throws IOException {
      byte[] whole = gzip(Files.readString(Recorded.path("snapshot_v1_n3.json")));
      for (int length = 2; length < whole.length; length++) {
        assertThatThrownBy(reading(Arrays.copyOf(whole, length)))
            .as("the first %d bytes", length)
            .isInstanceOf(MetagraphException.class)
            .hasMessageStartingWith(file().toString())
            .hasMessageEndingWith(
                ": the gzipped data end early; the file is truncated or still being written");
      }
    }

    @Test
    void aTruncationNamesThePlaceUpToWhichItCouldBeRead() throws IOException {
      byte[] whole = gzip("{\"netuid\":1,\"block\":2,\"neurons\":[]}");

      assertThatThrownBy(reading(Arrays.copyOf(whole, whole.length - 4)))
          .hasMessage(
              file()
                  + ":1:35: the gzipped data end early; the file is truncated or still being"
                  + " written");
    }

    @Test
    void aFlippedBitIsRefused() throws IOException {
      byte[] whole = gzip("{\"netuid\":1,\"block\":2,\"neurons\":[]}");
      whole[whole.length - 6] ^= 1;

      assertThatThrownBy(reading(whole))
          .isInstanceOf(MetagraphException.class)
          .hasMessageEndingWith(": the gzipped data are damaged: Corrupt GZIP trailer");
    }

    @Test
    void aBombIsRefusedAtTheBound() throws IOException {
      Files.write(file(), gzip("{\"x\":" + " ".repeat(100_000)));

      assertThatThrownBy(() -> new SnapshotFile(file(), 50_000).read())
          .isInstanceOf(MetagraphException.class)
          .hasMessageStartingWith(file() + ":1:")
          .hasMessageEndingWith(": expected at most 50000 bytes of JSON, found more");
    }
  }

  @Nested
  class OnDisk {

    @Test
    void aMissingFileIsNamed() {
      assertThatThrownBy(() -> new SnapshotFile(file()).read())
          .isInstanceOf(MetagraphException.class)
          .hasMessage(file() + ": expected a metagraph snapshot file, found nothing");
    }

    @Test
    void aFolderIsNamed() {
      assertThatThrownBy(() -> new SnapshotFile(folder).read())
          .isInstanceOf(MetagraphException.class)
          .hasMessage(
              folder
                  + ": expected a metagraph snapshot file, or a folder of files such as"
                  + " block-123.pt or block-123.json, found a folder without one");
    }

    @Test
    void aFileOfExactlyTheBoundIsRead() throws IOException {
      String json = "{\"netuid\":1,\"block\":2,\"neurons\":[]}";
      Files.writeString(file(), json);

      assertThat(new SnapshotFile(file(), json.length()).read().neurons()).isEmpty();
      assertThatThrownBy(() -> new SnapshotFile(file(), json.length() - 1).read())
          .hasMessageEndingWith("expected at most 34 bytes of JSON, found more");
    }
  }
}
