package org.gatehouse.api.config;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.ConfigFactory;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class SectionReaderTest {

  private static final List<String> WORDS = List.of("per-step", "upstream");

  private static SectionReader reader(String hocon) {
    return new SectionReader(ConfigFactory.parseString(hocon).resolve(), "gatehouse.x");
  }

  private static void assertProblem(SectionReader reader, String expected) {
    assertThat(reader.problems()).singleElement().hasToString(expected);
  }

  /** Reading the key {@code a} in every way that needs a value. */
  static Stream<Arguments> requiredReads() {
    return Stream.of(
        read("text", r -> assertThat(r.text("a")).isEmpty()),
        read("path", r -> assertThat(r.path("a")).isEqualTo(Path.of(""))),
        read("oneOf", r -> assertThat(r.oneOf("a", WORDS)).isEqualTo("per-step")),
        read("flag", r -> assertThat(r.flag("a")).isTrue()),
        read("int", r -> assertThat(r.integer("a", 3, 5)).isEqualTo(3)),
        read("long", r -> assertThat(r.integer("a", 3L, 5L)).isEqualTo(3)),
        read("integerOrAuto", r -> assertThat(r.integerOrAuto("a", 3, 5)).hasValue(3)),
        read("number", r -> assertThat(r.number("a", 0.25, 1)).isEqualTo(0.25)),
        read(
            "duration",
            r ->
                assertThat(r.duration("a", Duration.ofSeconds(2), Duration.ofSeconds(3)))
                    .isEqualTo(Duration.ofSeconds(2))));
  }

  private static Arguments read(String name, Consumer<SectionReader> read) {
    return Arguments.of(name, read);
  }

  @Nested
  class Missing {

    static Stream<Arguments> reads() {
      return requiredReads();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("reads")
    void aMissingValueIsAProblemAndReadsAsAPlaceholder(String name, Consumer<SectionReader> read) {
      for (String hocon : List.of("", "a = null", "b = 1")) {
        SectionReader reader = reader(hocon);
        read.accept(reader);
        assertProblem(reader, "gatehouse.x.a: expected a value, found none");
      }
    }

    @Test
    void whatMayBeLeftOutReadsAsEmpty() {
      SectionReader reader = reader("a = null");

      assertThat(reader.optionalText("a")).isEmpty();
      assertThat(reader.optionalPath("a")).isEmpty();
      assertThat(reader.optionalText("b")).isEmpty();
      assertThat(reader.optionalPath("b")).isEmpty();
      assertThat(reader.problems()).isEmpty();
    }
  }

  @Nested
  class WrongType {

    static Stream<Arguments> reads() {
      return requiredReads();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("reads")
    void anObjectOrAListIsAProblemOfEveryRead(String name, Consumer<SectionReader> read) {
      for (String value : List.of("{\"b\":1}", "[1,2]")) {
        SectionReader reader = reader("\n\na = " + value);
        read.accept(reader);
        assertThat(reader.problems()).hasSize(1);
        assertThat(reader.problems().get(0).toString())
            .startsWith("gatehouse.x.a (String: 3): expected ")
            .endsWith(", found " + value);
      }
    }
  }

  @Nested
  class Text {

    @Test
    void wordsNumbersAndQuotedTextCount() {
      SectionReader reader = reader("a = some words\nb = 5\nc = \" x \"");

      assertThat(reader.text("a")).isEqualTo("some words");
      assertThat(reader.text("b")).isEqualTo("5");
      assertThat(reader.text("c")).isEqualTo("x");
      assertThat(reader.optionalText("a")).contains("some words");
      assertThat(reader.problems()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "  "})
    void blankTextIsAProblem(String text) {
      SectionReader reader = reader("a = \"" + text + "\"");

      reader.text("a");

      assertProblem(
          reader,
          "gatehouse.x.a (String: 1): expected text that is not blank, found \"" + text + "\"");
    }

    @Test
    void pathsStayAsTheyAre() {
      SectionReader reader = reader("a = nets/a.json\nb = \"/abs/b\"");

      assertThat(reader.path("a")).isEqualTo(Path.of("nets/a.json"));
      assertThat(reader.optionalPath("b")).contains(Path.of("/abs/b"));
      assertThat(reader.problems()).isEmpty();
    }

    @Test
    void addressesAreOneOrAListOrLeftOut() {
      SectionReader reader = reader("a = \"ws://h:1\"\nb = [\"wss://h/x\", \"WS://[::1]:2\"]");
      List<String> schemes = List.of("ws", "wss");

      assertThat(reader.uris("a", schemes)).containsExactly(URI.create("ws://h:1"));
      assertThat(reader.uris("b", schemes))
          .containsExactly(URI.create("wss://h/x"), URI.create("WS://[::1]:2"));
      assertThat(reader.uris("c", schemes)).isEmpty();
      assertThat(reader.problems()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
        strings = {"http://h", "h:1", "ws://h:65536", "ws:h", "ws://", "ws://a b", "//h", ""})
    void whatIsNoAddressIsAProblem(String text) {
      SectionReader reader = reader("a = [\"ws://h\", \"" + text + "\"]");

      assertThat(reader.uris("a", List.of("ws", "wss"))).hasSize(1);
      assertThat(reader.problems())
          .singleElement()
          .satisfies(
              problem ->
                  assertThat(problem.message())
                      .isEqualTo(
                          "expected ws://HOST:PORT or wss://HOST:PORT, found \"" + text + "\""));
    }

    @Test
    void whatCannotBeAPathIsAProblem() {
      SectionReader reader = reader("a = \"x\\u0000y\"");

      assertThat(reader.optionalPath("a")).contains(Path.of(""));
      assertProblem(
          reader,
          "gatehouse.x.a (String: 1): expected a path of the file system,"
              + " found \"x\\u0000y\"");
    }
  }

  @Nested
  class Words {

    @Test
    void oneOfTheWordsIsRead() {
      assertThat(reader("a = upstream").oneOf("a", WORDS)).isEqualTo("upstream");
    }

    @ParameterizedTest
    @CsvSource({"Upstream, Upstream", "5, 5", "true, true"})
    void anotherWordIsAProblemThatNamesThemAll(String word, String found) {
      SectionReader reader = reader("a = " + word);

      reader.oneOf("a", WORDS);

      assertThat(reader.problems().get(0).message())
          .startsWith("expected one of per-step, upstream, found ")
          .contains(found);
    }

    @Test
    void flagsAreTrueOrFalseAlsoAsText() {
      SectionReader reader = reader("a = true\nb = false\nc = \"false\"");

      assertThat(reader.flag("a")).isTrue();
      assertThat(reader.flag("b")).isFalse();
      assertThat(reader.flag("c")).isFalse();
      assertThat(reader.problems()).isEmpty();
    }

    @Test
    void anotherFlagIsAProblem() {
      SectionReader reader = reader("a = maybe");

      reader.flag("a");

      assertProblem(
          reader, "gatehouse.x.a (String: 1): expected one of true, false, found \"maybe\"");
    }
  }
}
