package org.gatehouse.engine.tensorflow.encoder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.gatehouse.engine.tensorflow.device.ComputeDevice;
import org.gatehouse.engine.tensorflow.fixture.AtOnce;
import org.gatehouse.engine.tensorflow.fixture.TinyBert;
import org.gatehouse.engine.tensorflow.pooling.MeanPooling;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EncoderTest {

  private static final float TOLERANCE = 1e-5f;

  @TempDir static Path folder;
  private static final EncoderRegistry REGISTRY = new EncoderRegistry();
  private static Encoder encoder;

  @BeforeAll
  static void acquire() {
    TinyBert.exportTo(folder.resolve("model"));
    encoder = REGISTRY.acquire(folder.resolve("model"), ComputeDevice.CPU);
  }

  @AfterAll
  static void close() {
    encoder.close();
  }

  @Test
  void itSaysWhatItIs() {
    assertThat(encoder.id()).matches("tiny-bert@[0-9a-f]{16}/mean-normalised");
    assertThat(encoder.model()).isEqualTo("tiny-bert");
    assertThat(encoder.dimension()).isEqualTo(TinyBert.HIDDEN);
    assertThat(encoder.maxTokens()).isEqualTo(TinyBert.MAX_TOKENS);
  }

  @Test
  void anotherPoolingIsAnotherEncoder() {
    Path model = folder.resolve("model");
    try (Encoder plain = REGISTRY.acquire(model, ComputeDevice.CPU, new MeanPooling(false))) {
      assertThat(plain.id()).endsWith("/mean").isNotEqualTo(encoder.id());
      assertThat(length(plain.encode("w1 w2").representation())).isGreaterThan(1.1);
    }
  }

  @Nested
  class Messages {

    @Test
    void aShortMessageIsAUnitVectorOfOneChunk() {
      Encoding encoding = encoder.encode("w1 w2 w3");
      assertThat(encoding.tokenIds()).containsExactly(new int[] {2, 5, 6, 7, 3});
      assertThat(length(encoding.representation())).isCloseTo(1, within(1e-6));
    }

    @Test
    void aLongMessageIsThePlainAverageOfItsChunks() {
      Encoding encoding = encoder.encode(words(3000));
      List<long[]> chunks =
          encoding.tokenIds().stream()
              .map(ids -> Arrays.stream(ids).asLongStream().toArray())
              .toList();
      assertThat(chunks).hasSize(49);
      assertThat(chunks.get(48)).hasSize(3000 % 62 + 2);
      double[] sum = new double[TinyBert.HIDDEN];
      for (RowEncoding row : encoder.encodeIds(chunks)) {
        for (int i = 0; i < sum.length; i++) {
          sum[i] += row.representation()[i];
        }
      }
      for (int i = 0; i < sum.length; i++) {
        assertThat(encoding.representation()[i])
            .isCloseTo((float) (sum[i] / 49), within(TOLERANCE));
      }
      assertThat(length(encoding.representation())).isLessThan(0.9999);
    }

    @Test
    void aBatchGivesWhatItsMessagesGiveAloneAndInTheirOrder() {
      List<String> messages = new ArrayList<>();
      for (int i = 0; i < 60; i++) {
        messages.add(words(1 + (i * 37) % 150));
      }
      Collections.shuffle(messages, new Random(7));
      List<Encoding> batch = encoder.encode(messages);
      assertThat(batch).hasSize(60);
      for (int i = 0; i < messages.size(); i++) {
        Encoding alone = encoder.encode(messages.get(i));
        assertThat(batch.get(i).tokenIds()).containsExactlyElementsOf(alone.tokenIds());
        assertClose(batch.get(i).representation(), alone.representation());
      }
    }

    @Test
    void noMessagesAreNoEncodings() {
      assertThat(encoder.encode(List.of())).isEmpty();
    }

    @Test
    void aLoneSurrogateSaysWhichMessageAndWhere() {
      assertThatThrownBy(() -> encoder.encode(List.of("w1", "w2 \ud83d")))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage(
              "Message 1: The text is not valid Unicode: the surrogate U+D83D at position 3 has no partner");
    }

    @Test
    void aMessageWithoutAnyTokenIsRefused(@TempDir Path parent) throws IOException {
      Path model = parent.resolve("model");
      TinyBert.exportTo(model);
      String tokenizer = Files.readString(model.resolve("tokenizer.json"));
      Files.writeString(
          model.resolve("tokenizer.json"),
          tokenizer.replaceAll("(?s)\"post_processor\".*\"decoder\"", "\"decoder\""));
      try (Encoder bare = REGISTRY.acquire(model, ComputeDevice.CPU)) {
        assertThat(bare.encode("w1").tokenIds()).containsExactly(new int[] {5});
        assertThatThrownBy(() -> bare.encode(List.of("w1", " ")))
            .isInstanceOf(IllegalArgumentException.class)
            .hasMessage("Message 1 has no tokens");
      }
    }

    @Test
    void resultsAreCopies() {
      Encoding encoding = encoder.encode("w1");
      encoding.representation()[0] = 99;
      encoding.tokenIds().get(0)[0] = 99;
      assertThat(encoding.representation()[0]).isNotEqualTo(99);
      assertThat(encoding.tokenIds().get(0)[0]).isEqualTo(TinyBert.CLS);
    }

    @Test
    void threadsGetWhatOneThreadGets() throws Exception {
      List<String> messages = List.of(words(5), words(100), words(17));
      float[] alone = encoder.encode(messages).get(1).representation();
      assertThat(AtOnce.call(6, () -> encoder.encode(messages).get(1).representation()))
          .allSatisfy(found -> assertClose(found, alone));
    }
  }

  @Nested
  class Rows {

    @Test
    void rowsOfSeveralLengthsGiveWhatTheyGiveAlone() {
      List<long[]> rows = List.of(ids(3), ids(40), ids(1), ids(17));
      List<RowEncoding> batch = encoder.encodeIds(rows);
      for (int i = 0; i < rows.size(); i++) {
        RowEncoding alone = encoder.encodeIds(List.of(rows.get(i))).get(0);
        assertThat(batch.get(i).hiddenStates()).hasNumberOfRows(rows.get(i).length);
        assertClose(batch.get(i).representation(), alone.representation());
        assertClose(batch.get(i).hiddenStates()[0], alone.hiddenStates()[0]);
      }
    }

    @Test
    void moreRowsThanOneRunMayHaveKeepTheirOrder() {
      List<long[]> rows = IntStream.range(1, 201).mapToObj(i -> ids(1 + i % 64)).toList();
      List<RowEncoding> encodings = encoder.encodeIds(rows);
      assertThat(encodings)
          .extracting(row -> row.hiddenStates().length)
          .containsExactlyElementsOf(rows.stream().map(row -> row.length).toList());
    }

    @Test
    void maskedTokensDoNotCount() {
      long[] row = {5, 6, 7, 8};
      float[] masked =
          encoder.encodeIds(List.of(row), List.of(new long[] {1, 1, 0, 0})).get(0).representation();
      float[] shorter = encoder.encodeIds(List.of(new long[] {5, 6})).get(0).representation();
      assertClose(masked, shorter);
    }

    @Test
    void noRowsAreNoEncodings() {
      assertThat(encoder.encodeIds(List.of())).isEmpty();
    }

    @Test
    void rowsThatCannotBeAreRefused() {
      assertRefused(
          List.of(ids(3), ids(65)), null, "Row 1 has 65 tokens; tiny-bert takes at most 64");
      assertRefused(List.of(ids(3), ids(0)), null, "Row 1 has no tokens");
      assertRefused(List.of(ids(3)), List.of(new long[2]), "Row 0 has 3 tokens and 2 mask values");
      assertRefused(List.of(ids(3)), List.of(), "There are 1 rows of token ids and 0 masks");
      assertRefused(
          List.of(new long[] {1L << 40}),
          null,
          "Row 0 has the token id 1099511627776 at position 0; the vocabulary of tiny-bert has ids 0 to 799");
    }

    private void assertRefused(List<long[]> ids, List<long[]> masks, String message) {
      assertThatThrownBy(
              () -> {
                if (masks == null) {
                  encoder.encodeIds(ids);
                } else {
                  encoder.encodeIds(ids, masks);
                }
              })
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage(message);
    }
  }

  @Test
  void afterClosingItSaysThatItIsClosed() {
    Encoder own = REGISTRY.acquire(folder.resolve("model"), ComputeDevice.CPU);
    own.close();
    assertThatCode(own::close).doesNotThrowAnyException();
    assertThatThrownBy(() -> own.encode("w1"))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("The encoder tiny-bert is closed");
    assertThatThrownBy(() -> own.encodeIds(List.of(ids(1))))
        .isInstanceOf(IllegalStateException.class);
    assertThatCode(() -> encoder.encode("w1")).doesNotThrowAnyException();
  }

  private static String words(int count) {
    return IntStream.range(0, count).mapToObj(i -> "w" + i % 700).collect(Collectors.joining(" "));
  }

  private static long[] ids(int length) {
    return IntStream.range(0, length).mapToLong(i -> 10 + 3L * i).toArray();
  }

  private static void assertClose(float[] found, float[] want) {
    assertThat(found).hasSameSizeAs(want);
    for (int i = 0; i < found.length; i++) {
      assertThat(found[i]).isCloseTo(want[i], within(TOLERANCE));
    }
  }

  private static double length(float[] vector) {
    double squares = 0;
    for (float x : vector) {
      squares += (double) x * x;
    }
    return Math.sqrt(squares);
  }
}
