package org.gatehouse.metagraph.adapters.sdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.gatehouse.api.metagraph.MetagraphException;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class RefusedMetagraphTest {

  @TempDir Path folder;

  private Path file() {
    return folder.resolve("m.pt");
  }

  private void assertRefused(byte[] bytes, String message) {
    assertThatThrownBy(() -> Saved.read(bytes, file(), NetworkHint.none()))
        .isInstanceOf(MetagraphException.class)
        .hasMessage(file() + ": " + message);
  }

  /** Returns a file of SDK 10 with the only occurrence of some bytes replaced by as many others. */
  private static byte[] replaced(byte[] old, byte[] fresh) {
    byte[] file = Saved.bytes(Saved.path("numpy2/v10.pt"));
    assertThat(fresh).hasSameSizeAs(old);
    int found = -1;
    for (int i = 0; i + old.length <= file.length; i++) {
      if (Arrays.equals(file, i, i + old.length, old, 0, old.length)) {
        assertThat(found).as("another place").isEqualTo(-1);
        found = i;
      }
    }
    assertThat(found).as("a place").isNotNegative();
    System.arraycopy(fresh, 0, file, found, fresh.length);
    return file;
  }

  private static byte[] text(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] floats(float... values) {
    ByteBuffer bytes = ByteBuffer.allocate(4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asFloatBuffer().put(values);
    return bytes.array();
  }

  private static byte[] longs(long... values) {
    ByteBuffer bytes = ByteBuffer.allocate(8 * values.length).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asLongBuffer().put(values);
    return bytes.array();
  }

  @Nested
  final class Fields {

    @ParameterizedTest
    @CsvSource({
      "1.5, 'a fraction in [0, 1], found 1.5'",
      "-0.25, 'a fraction in [0, 1], found -0.25'",
      "NaN, 'a fraction in [0, 1], found NaN'"
    })
    void aScoreIsAFraction(float value, String message) {
      assertRefused(
          replaced(floats(0.25f, 0.75f), floats(0.25f, value)),
          "dividends of uid 9: expected " + message);
    }

    @ParameterizedTest
    @CsvSource({"-1, -1.0", "Infinity, Infinity", "NaN, NaN"})
    void stakeIsAnAmount(float value, String found) {
      assertRefused(
          replaced(floats(16777216f, 0.1f), floats(value, 0.1f)),
          "stake of uid 3: expected TAO of at least 0 and below 2^128 rao, found " + found);
    }

    @Test
    void emissionFitsItsColumn() {
      assertRefused(
          replaced(floats(0, 1e-9f), floats(0, 0x1p35f)),
          "emission of uid 9: expected TAO of at least 0 and below 2^64 rao, found 3.4359738E10");
    }

    @Test
    void activeIsYesOrNo() {
      assertRefused(replaced(longs(1, 0), longs(1, 2)), "active[1]: expected 0 or 1, found 2");
    }

    @Test
    void uidsAreThoseOfANetwork() {
      assertRefused(
          replaced(longs(3, 9), longs(3, 65536)),
          "uids[1]: expected a whole number in [0, 65535], found 65536");
      assertRefused(replaced(longs(3, 9), longs(3, 3)), "uid 3 appears twice; uids are unique");
    }

    @Test
    void hotkeysAreTextThatComesOnce() {
      assertRefused(
          replaced(text("\u0005hot-b"), text("\u0005     ")),
          "axon.hotkey of uid 9: expected text that is not blank, found '     '");
      assertRefused(
          replaced(text("\u0005hot-b"), text("\u0005hot-a")),
          "hotkey hot-a of uid 9 also holds another uid");
      assertRefused(
          replaced(text("\u0006hotkey"), text("\u0006hotkez")),
          "axon.hotkey of uid 3: expected text that is not blank, found no such attribute");
    }

    @Test
    void everyColumnHasNElements() {
      assertRefused(
          replaced(longs(2), longs(3)), "axons: expected a list of n = 3, found a list of 2");
      assertRefused(
          replaced(longs(2), longs(-2)), "n: expected a whole number in [0, 65536], found -2");
    }

    @Test
    void whatHasToBeThereIsMissed() {
      assertRefused(
          replaced(text("\u0005block"), text("\u0005blocc")),
          "block: expected a value, found no such field among 21");
      assertRefused(
          replaced(text("\u0004uids"), text("\u0004uidz")),
          "uids: expected a value, found no such field among 21");
    }

    @Test
    void anotherPickleIsNoMetagraph() {
      assertRefused(
          new byte[] {(byte) 0x80, 4, ']', '.'},
          "expected a saved metagraph, a dict of its fields, found a list of 0");
    }
  }

  @Nested
  final class Networks {

    private final Path silent = Saved.path("numpy2/v10-without-netuid.pt");

    @Test
    void aFileThatDoesNotSayItNeedsAHint() {
      assertThatThrownBy(() -> Saved.read(silent))
          .isInstanceOf(MetagraphException.class)
          .hasMessage(
              silent
                  + ": netuid: expected a file or folders network-NAME/netuid-NUMBER that say it,"
                  + " found none; set gatehouse.metagraph.file.netuid");
      assertThat(Saved.read(silent, new NetworkHint(7, "test")))
          .isEqualTo(Saved.read(Saved.path("numpy2/v10.pt")));
      assertThat(Saved.read(silent, new NetworkHint(7, null)).network()).isNull();
    }

    @Test
    void foldersSayItToo() throws IOException {
      Path path = folder.resolve("network-test/netuid-7/block-1.pt");
      Files.createDirectories(path.getParent());
      Files.copy(silent, path);

      assertThat(Saved.read(path)).isEqualTo(Saved.read(Saved.path("numpy2/v10.pt")));
    }

    @Test
    void aHintThatContradictsIsRefused() {
      Path v6 = Saved.of("v6-torch", 3);

      assertThat(Saved.read(v6, new NetworkHint(124, "finney")).netuid()).isEqualTo(124);
      assertThatThrownBy(() -> Saved.read(v6, new NetworkHint(1, null)))
          .isInstanceOf(MetagraphException.class)
          .hasMessage(
              v6
                  + ": netuid: expected 1, as gatehouse.metagraph.file.netuid says, found 124; leave"
                  + " the key out for files that say it themselves");
      Path v10 = Saved.path("numpy2/v10.pt");
      assertThatThrownBy(() -> Saved.read(v10, new NetworkHint(7, "finney")))
          .isInstanceOf(MetagraphException.class)
          .hasMessageStartingWith(v10 + ": network: expected finney, as gatehouse.metagraph.file");
    }

    @Test
    void aFileThatSaysItIsBelievedOverItsFolders() throws IOException {
      Path path = folder.resolve("network-finney/netuid-99/block-1.pt");
      Files.createDirectories(path.getParent());
      Files.copy(Saved.path("numpy2/v10.pt"), path);

      assertThat(Saved.read(path).netuid()).isEqualTo(7);
    }
  }

  @Nested
  final class Bytes {

    @Test
    void arraysOfProtocol5AreRefusedByName() {
      assertRefused(
          Saved.bytes(Saved.path("numpy2/v10-protocol5.pt")),
          "STACK_GLOBAL at offset 88: the name 'numpy._core.numeric._frombuffer' is refused; it is"
              + " not among those allowed here");
    }

    @Test
    void theOldFormatOfTorchIsRefused() {
      byte[] start = {
        (byte) 0x80,
        2,
        (byte) 0x8a,
        10,
        0x6c,
        (byte) 0xfc,
        (byte) 0x9c,
        0x46,
        (byte) 0xf9,
        0x20,
        0x6a,
        (byte) 0xa8,
        0x50,
        0x19,
        '.',
        (byte) 0x80
      };
      assertRefused(
          start,
          "expected a zip, found the format of torch before 1.6, a chain of pickles whose lengths"
              + " only running them would tell; load and save it with a newer torch");
    }

    @Test
    void aReferenceOutsideOfTorchIsRefused() {
      assertRefused(
          new byte[] {(byte) 0x80, 4, 'N', 'Q', '.'},
          "BINPERSID at offset 3: expected no reference to anything outside of the pickle, found"
              + " None");
    }

    @Test
    void moreBytesThanAllowedAreRefused() throws IOException {
      Path path = Saved.of("v7-numpy", 64);
      assertThatThrownBy(() -> SavedMetagraph.read(path, 1000, NetworkHint.none()))
          .isInstanceOf(MetagraphException.class)
          .hasMessage(path + ": expected at most 1000 bytes, found " + Files.size(path));
    }

    @ParameterizedTest
    @CsvSource({"v6-torch", "v7-numpy", "v10-numpy", "v10-numpy2names"})
    void everyTruncationIsRefused(String version) {
      byte[] whole = Saved.bytes(Saved.of(version, 3));
      for (int length = 0; length < whole.length; length++) {
        byte[] part = Arrays.copyOf(whole, length);
        assertThatThrownBy(() -> Saved.read(part, file(), NetworkHint.none()))
            .as("the first %d bytes", length)
            .isInstanceOf(MetagraphException.class)
            .hasMessageStartingWith(file().toString());
      }
    }
  }
}
