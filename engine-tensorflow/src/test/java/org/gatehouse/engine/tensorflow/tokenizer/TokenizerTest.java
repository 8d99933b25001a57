package org.gatehouse.engine.tensorflow.tokenizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.gatehouse.engine.tensorflow.EngineException;
import org.gatehouse.engine.tensorflow.fixture.AtOnce;
import org.gatehouse.engine.tensorflow.fixture.TinyBert;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TokenizerTest {

  private static final int MAX_TOKENS = 12;

  @TempDir Path folder;
  private Tokenizer tokenizer;

  @BeforeEach
  void load() throws IOException {
    Path file = Files.write(folder.resolve("tokenizer.json"), TinyBert.tokenizer());
    tokenizer = Tokenizer.load(file, MAX_TOKENS);
  }

  @AfterEach
  void close() {
    tokenizer.close();
  }

  @Test
  void aShortTextIsOneChunkWithoutPadding() {
    assertThat(tokenizer.chunks("w0 w5")).containsExactly(new int[] {2, 4, 9, 3});
  }

  @Test
  void aTextWithoutTokensIsSpecialTokensOnly() {
    assertThat(tokenizer.chunks("")).containsExactly(new int[] {2, 3});
    assertThat(tokenizer.chunks("  \n")).containsExactly(new int[] {2, 3});
  }

  @Test
  void theFilesOwnTruncationIsDisregarded() {
    assertThat(tokenizer.chunks(words(0, 10)).get(0)).hasSize(12);
  }

  @ParameterizedTest
  @CsvSource({"10,1", "11,2", "20,2", "21,3"})
  void aLongTextIsCutWithoutLossOrOverlap(int words, int chunks) {
    List<int[]> found = tokenizer.chunks(words(0, words));
    assertThat(found).hasSize(chunks);
    assertThat(found)
        .allSatisfy(
            chunk -> {
              assertThat(chunk).hasSizeLessThanOrEqualTo(MAX_TOKENS);
              assertThat(chunk[0]).isEqualTo(TinyBert.CLS);
              assertThat(chunk[chunk.length - 1]).isEqualTo(TinyBert.SEP);
            });
    assertThat(
            found.stream()
                .flatMapToInt(chunk -> IntStream.of(chunk).skip(1).limit(chunk.length - 2L)))
        .containsExactly(
            IntStream.range(TinyBert.FIRST_WORD, TinyBert.FIRST_WORD + words)
                .boxed()
                .toArray(Integer[]::new));
  }

  @Test
  void zeroCharactersAndEmojiAreText() {
    assertThat(tokenizer.chunks("w0 \0 😀 w1")).containsExactly(new int[] {2, 4, 1, 1, 5, 3});
  }

  @ParameterizedTest
  @CsvSource({"D800,0", "DC00,0", "DBFF,2"})
  void aLoneSurrogateIsRefusedBeforeNativeCodeSeesIt(String surrogate, int position) {
    String text = "ab".substring(0, position) + (char) Integer.parseInt(surrogate, 16) + "c";
    assertThatThrownBy(() -> tokenizer.chunks(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "The text is not valid Unicode: the surrogate U+%s at position %d has no partner",
            surrogate, position);
  }

  @Test
  void threadsGetWhatOneThreadGets() throws Exception {
    List<int[]> alone = tokenizer.chunks(words(0, 50));
    assertThat(AtOnce.call(8, () -> tokenizer.chunks(words(0, 50))))
        .allSatisfy(chunks -> assertThat(chunks).containsExactlyElementsOf(alone));
  }

  @Test
  void theCallersClassLoaderNeedsToSeeNothingAndIsPutBack() throws Exception {
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    try (URLClassLoader blind = new URLClassLoader(new URL[0], null)) {
      thread.setContextClassLoader(blind);
      Path file = folder.resolve("tokenizer.json");
      try (Tokenizer own = Tokenizer.load(file, MAX_TOKENS)) {
        assertThat(own.chunks("w0")).containsExactly(new int[] {2, 4, 3});
      }
      assertThat(thread.getContextClassLoader()).isSameAs(blind);
    } finally {
      thread.setContextClassLoader(before);
    }
  }

  @Test
  void afterClosingItSaysThatItIsClosed() {
    tokenizer.close();
    assertThatCode(tokenizer::close).doesNotThrowAnyException();
    assertThatThrownBy(() -> tokenizer.chunks("w0"))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("tokenizer.json is closed");
  }

  @Nested
  class WrongFiles {

    @Test
    void aMissingFileIsNamed() {
      Path file = folder.resolve("nothing.json");
      assertThatThrownBy(() -> Tokenizer.load(file, MAX_TOKENS))
          .isInstanceOf(EngineException.class)
          .hasMessage("There is no tokenizer at " + file + ".");
    }

    @Test
    void aFileThatIsNoTokenizerIsNamed() throws IOException {
      Path file = Files.writeString(folder.resolve("other.json"), "{\"a\": 1}");
      assertThatThrownBy(() -> Tokenizer.load(file, MAX_TOKENS))
          .isInstanceOf(EngineException.class)
          .hasMessageStartingWith(file + " is no usable tokenizer.json: ");
    }

    @Test
    void roomForSpecialTokensOnlyIsRefused() {
      Path file = folder.resolve("tokenizer.json");
      assertThatThrownBy(() -> Tokenizer.load(file, 2))
          .isInstanceOf(EngineException.class)
          .hasMessageContaining("adds 2 special tokens, which leaves no room in 2 tokens");
    }
  }

  @Test
  void theLibraryIsKeptOffTheNetwork() {
    assertThat(System.getProperty("ai.djl.offline")).isEqualTo("true");
    assertThat(System.getProperty("OPT_OUT_TRACKING")).isEqualTo("true");
    assertThat(System.getProperty("RUST_FLAVOR")).isEqualTo("cpu");
  }

  private static String words(int from, int to) {
    return IntStream.range(from, to).mapToObj(i -> "w" + i).collect(Collectors.joining(" "));
  }
}
