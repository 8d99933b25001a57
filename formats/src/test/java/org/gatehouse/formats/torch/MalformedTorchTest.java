package org.gatehouse.formats.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import java.util.function.Consumer;
import org.assertj.core.api.Fail;
import org.gatehouse.formats.Elements;
import org.gatehouse.formats.FormatException;
import org.gatehouse.formats.pickle.PickleDict;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class MalformedTorchTest {

  private static final long SEED = 20_240_612;
  private static final int MUTATIONS = 40_000;
  private static final byte[] NONE = {(byte) 0x80, 2, 'N', '.'};

  private static void assertRefused(byte[] file, String message) {
    assertThatThrownBy(() -> TorchFileTest.open(file))
        .isInstanceOf(FormatException.class)
        .hasMessage("t.pt: " + message);
  }

  private static void assertRefused(Consumer<TorchZip> damage, String message) {
    TorchZip zip = TorchZip.ofPickle(NONE).with("a/data/0", "four");
    damage.accept(zip);
    assertRefused(zip.bytes(), message);
  }

  @Test
  void aZipWithoutFaultIsRead() {
    assertThat(TorchFileTest.open(TorchZip.ofPickle(NONE).bytes()).value()).isNull();
    assertThat(
            TorchFileTest.open(
                    TorchZip.ofPickle(NONE)
                        .with("a/byteorder", "little")
                        .with("a/.data/serialization_id", "1")
                        .bytes())
                .value())
        .isNull();
  }

  @Nested
  final class Entries {

    @Test
    void compressedOnesAreRefused() {
      assertRefused(
          zip -> zip.entry(0).method = 8,
          "zip: entry 'a/data.pkl': expected stored bytes (method 0), found compression method 8");
    }

    @Test
    void encryptedOnesAreRefused() {
      assertRefused(
          zip -> zip.entry(2).flags = 1,
          "zip: entry 'a/data/0': expected plain bytes, found encrypted ones");
    }

    @Test
    void overlappingOnesAreRefused() {
      assertRefused(
          zip -> {
            zip.entry(0).size += 20;
            zip.entry(0).storedSize += 20;
          },
          "zip: entry 'a/data.pkl': expected 24 bytes before byte 44, where something else begins;"
              + " it overlaps");
      assertRefused(
          zip -> zip.entry(2).offset = 0,
          "zip: entry 'a/data.pkl': expected its header at byte 0, found another entry or the"
              + " directory there");
    }

    @Test
    void oneThatClaimsMoreThanTheFileIsRefused() {
      assertRefused(
          zip -> {
            zip.entry(2).size = 0xFFFF_FFFEL;
            zip.entry(2).storedSize = 0xFFFF_FFFEL;
          },
          "zip: entry 'a/data/0': expected 4294967294 bytes before byte 127, where something else"
              + " begins; it overlaps");
    }

    @Test
    void oneThatGrowsWhenUnpackedIsRefused() {
      assertRefused(
          zip -> zip.entry(2).size = 1 << 30,
          "zip: entry 'a/data/0': expected as many stored bytes as it has, found 4 of 1073741824 at"
              + " byte 85");
    }

    @Test
    void oneOfTwoNamesIsRefused() {
      assertRefused(
          zip -> zip.entry(2).localName = "a/data/1",
          "zip: entry 'a/data/0': expected that name in its header, found 'a/data/1'");
    }

    @Test
    void oneThatComesTwiceIsRefused() {
      assertRefused(
          zip -> zip.with("a/data/0", "four"),
          "zip: entry 'a/data/0': expected names that come once, found it twice");
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "../data/0",
          "a/../../etc",
          "/a/data/0",
          "a//0",
          "a/./0",
          "a",
          "a/",
          "b/data/0",
          "a\\data/0",
          "a/\u0000"
        })
    void namesThatLeadElsewhereAreRefused(String name) {
      assertRefused(
          zip -> zip.with(name, "x"),
          "zip: entry '"
              + name.replace('\u0000', '?')
              + "': expected a plain name below one folder, such as 'a/data/0'");
    }

    @Test
    void aDamagedOneIsRefused() {
      assertRefused(
          zip -> zip.entry(0).crc = 5,
          "entry 'data.pkl': expected checksum 00000005, found 7db5d20d; the file is damaged");
    }
  }

  @Nested
  final class Contents {

    @Test
    void thereIsOnePickleAndAVersion() {
      assertRefused(
          new TorchZip().with("a/version", "3\n").bytes(),
          "expected a torch file with an entry 'data.pkl', found a zip of 1 entries without it");
      assertRefused(
          new TorchZip().with("a/data.pkl", NONE).bytes(),
          "expected a torch file with an entry 'version', found a zip of 1 entries without it");
      assertRefused(
          zip -> zip.with("a/b/data.pkl", NONE),
          "expected one data.pkl, found another, 'b/data.pkl'");
      assertRefused(
          new TorchZip().bytes(),
          "expected a torch file with an entry 'version', found a zip of 0 entries without it");
    }

    @Test
    void theVersionIsANumber() {
      assertRefused(
          new TorchZip().with("a/data.pkl", NONE).with("a/version", "x\n").bytes(),
          "entry 'version': expected the digits of a version, found 'x?'");
    }

    @Test
    void theBytesAreLittleEndian() {
      assertRefused(
          zip -> zip.with("a/byteorder", "big"), "entry 'byteorder': expected little, found 'big'");
    }

    @Test
    void theFormatBeforeZipIsRefusedWithTheReason() {
      byte[] legacy = {
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
        (byte) 0x80,
        2,
        'M',
        (byte) 0xe9,
        3,
        '.'
      };

      assertRefused(
          legacy,
          "expected a zip, found the format of torch before 1.6, a chain of pickles whose lengths"
              + " only running them would tell; load and save it with a newer torch");
    }

    @Test
    void otherBytesAreRefused() {
      assertRefused(new byte[0], "expected a zip of 22 bytes or more, found 0");
      assertRefused(
          "PK but nothing of a zip at all".getBytes(StandardCharsets.US_ASCII),
          "expected the end of a zip at byte 8, found other bytes; the file is truncated or still"
              + " being written");
    }
  }

  @Test
  void everyTruncationIsRefused() {
    byte[] whole = TorchFileTest.saved();
    for (int length = 0; length < whole.length; length++) {
      byte[] part = Arrays.copyOf(whole, length);
      assertThatThrownBy(() -> TorchFileTest.open(part))
          .as("the first %d bytes", length)
          .isInstanceOf(FormatException.class);
    }
  }

  @Test
  void mutatedFilesAreReadOrRefused() {
    byte[] valid = TorchFileTest.saved();
    Random random = new Random(SEED);
    int read = 0;
    for (int i = 0; i < MUTATIONS; i++) {
      byte[] mutated = valid.clone();
      // A third of the damage hits the directory, which is a quarter of the file.
      int from = random.nextInt(3) == 0 ? 4370 : 0;
      for (int flips = 1 + random.nextInt(3); flips > 0; flips--) {
        mutated[from + random.nextInt(valid.length - from)] ^= (byte) (1 << random.nextInt(8));
      }
      try (TorchFile file = TorchFileTest.open(mutated)) {
        if (file.value() instanceof PickleDict dict) {
          dict.keys().stream()
              .map(dict::get)
              .filter(Elements.class::isInstance)
              .forEach(value -> ((Elements) value).bytes());
        }
        read++;
      } catch (FormatException e) {
        if (!e.getMessage().startsWith("t.pt")) {
          Fail.fail("seed " + SEED + ", mutation " + i, e);
        }
      } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
        Fail.fail("seed " + SEED + ", mutation " + i, e);
      }
    }
    assertThat(read).isBetween(MUTATIONS / 50, MUTATIONS * 2 / 3);
  }
}
