package org.gatehouse.api.config;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.ConfigFactory;
import java.time.Duration;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SectionReaderNumbersTest {

  private static SectionReader reader(String hocon) {
    return new SectionReader(ConfigFactory.parseString(hocon).resolve(), "gatehouse.x");
  }

  private static void assertProblem(SectionReader reader, String expected) {
    assertThat(reader.problems()).singleElement().hasToString(expected);
  }

  @Nested
  class WholeNumbers {

    @ParameterizedTest
    @CsvSource({"1, 1", "\"7\", 7", "\" 7 \", 7", "1e1, 10", "5.0, 5", "10, 10"})
    void numbersAlsoAsTextAreRead(String written, int expected) {
      SectionReader reader = reader("a = " + written.replace('\'', '"'));

      assertThat(reader.integer("a", 1, 10)).isEqualTo(expected);
      assertThat(reader.integer("a", 1L, 10L)).isEqualTo(expected);
      assertThat(reader.integerOrAuto("a", 1, 10)).hasValue(expected);
      assertThat(reader.problems()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "0",
          "11",
          "-1",
          "5.5",
          "1e-1",
          "1e999999999",
          "1e300",
          "five",
          "true",
          "99999999999999999999",
          "NaN"
        })
    void anythingElseIsAProblemThatNamesTheRange(String written) {
      SectionReader reader = reader("a = " + written);

      assertThat(reader.integer("a", 1, 10)).isEqualTo(1);
      assertThat(reader.problems()).hasSize(1);
      assertThat(reader.problems().get(0).message())
          .startsWith("expected a whole number in [1, 10], found ");
    }

    @Test
    void anOpenRangeIsNamedByItsStart() {
      SectionReader reader = reader("a = 0\nb = -1");

      reader.integer("a", 1, Integer.MAX_VALUE);
      reader.integer("b", 0L, Long.MAX_VALUE);

      assertThat(reader.problems())
          .extracting(ConfigProblem::message)
          .containsExactly(
              "expected a whole number of at least 1, found 0",
              "expected a whole number of at least 0, found -1");
    }

    @Test
    void autoReadsAsEmpty() {
      assertThat(reader("a = auto").integerOrAuto("a", 1, 10)).isEmpty();

      SectionReader reader = reader("a = automatic");
      assertThat(reader.integerOrAuto("a", 1, 10)).hasValue(1);
      assertProblem(
          reader,
          "gatehouse.x.a (String: 1): expected a whole number in [1, 10] or auto, found"
              + " \"automatic\"");
    }

    @Test
    void longsKeepAllTheirDigits() {
      SectionReader reader =
          reader("a = 9223372036854775807\nb = \"-9223372036854775808\"\nc = 9007199254740993");

      assertThat(reader.integer("a", Long.MIN_VALUE, Long.MAX_VALUE)).isEqualTo(Long.MAX_VALUE);
      assertThat(reader.integer("b", Long.MIN_VALUE, Long.MAX_VALUE)).isEqualTo(Long.MIN_VALUE);
      assertThat(reader.integer("c", 0L, Long.MAX_VALUE)).isEqualTo(9007199254740993L);
      assertThat(reader.problems()).isEmpty();
    }
  }

  @Nested
  class Numbers {

    @ParameterizedTest
    @CsvSource({"0, 0", "1, 1", "0.5, 0.5", "\"0.25\", 0.25", "1e-3, 0.001"})
    void numbersAlsoAsTextAreRead(String written, double expected) {
      SectionReader reader = reader("a = " + written);

      assertThat(reader.number("a", 0, 1)).isEqualTo(expected);
      assertThat(reader.problems()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"-0.1", "1.0000001", "1e400", "NaN", "Infinity", "half", "0x1"})
    void anythingElseIsAProblemThatNamesTheRange(String written) {
      SectionReader reader = reader("a = " + written);

      assertThat(reader.number("a", 0, 1)).isZero();
      assertThat(reader.problems()).hasSize(1);
      assertThat(reader.problems().get(0).message())
          .startsWith("expected a number in [0.0, 1.0], found ");
    }

    @Test
    void aBoundMayBeExcluded() {
      SectionReader reader = reader("a = 0.9999999999999999\nb = 1");

      assertThat(reader.numberBelow("a", 0, 1)).isEqualTo(Math.nextDown(1.0));
      assertThat(reader.numberBelow("b", 0, 1)).isZero();
      assertProblem(reader, "gatehouse.x.b (String: 2): expected a number in [0.0, 1.0), found 1");
    }
  }

  @Nested
  class Durations {

    private static final Duration MIN = Duration.ofMillis(10);
    private static final Duration MAX = Duration.ofHours(1);

    @ParameterizedTest
    @CsvSource({
      "10ms, 10",
      "1 h, 3600000",
      "\"2 seconds\", 2000",
      "500, 500",
      "\"500\", 500",
      "0.5s, 500"
    })
    void unitsAreThoseOfHocon(String written, long millis) {
      SectionReader reader = reader("a = " + written);

      assertThat(reader.duration("a", MIN, MAX)).isEqualTo(Duration.ofMillis(millis));
      assertThat(reader.problems()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
        strings = {"9ms", "61m", "-1s", "soon", "10 parsecs", "99999999999999999999d", "1e400d"})
    void anythingElseIsAProblemThatNamesTheRange(String written) {
      SectionReader reader = reader("a = \"" + written + "\"");

      assertThat(reader.duration("a", MIN, MAX)).isEqualTo(MIN);
      assertProblem(
          reader,
          "gatehouse.x.a (String: 1): expected a duration in [10ms, 3600s], found \""
              + written
              + "\"");
    }
  }
}
