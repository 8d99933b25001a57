package org.gatehouse.api.gating;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class MessageRulesTest {

  private final MessageRules rules = new MessageRules(8);

  @ParameterizedTest
  @ValueSource(
      strings = {
        " ",
        "\n",
        "\0",
        "12345678",
        "\u007f\u0080\u07ff",
        "\u0800\uffff",
        "éééé",
        "漢字",
        "\ud83d\ude00",
        "\ud800\udc00\udbff\udfff",
        "a\ud83d\ude00b"
      })
  void textWithinTheLimitIsGood(String message) {
    assertThat(message.getBytes(StandardCharsets.UTF_8).length).isLessThanOrEqualTo(8);
    assertThatCode(() -> rules.check(List.of(message))).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "123456789",
        "ééééé",
        "漢字漢",
        "\u07ff\u07ff\u07ff\u0800",
        "\ud83d\ude00\ud83d\ude00!"
      })
  void theLimitCountsBytesOfUtf8(String message) {
    int bytes = message.getBytes(StandardCharsets.UTF_8).length;

    assertThat(bytes).isGreaterThan(8);
    assertThatThrownBy(() -> rules.check(List.of(message)))
        .isInstanceOf(InvalidMessageException.class)
        .hasMessage(
            "the message has "
                + bytes
                + " bytes; expected at most 8 (gatehouse.gating.max-message-bytes)");
  }

  @Test
  void anEmptyMessageIsRefused() {
    assertThatThrownBy(() -> rules.check(List.of("")))
        .isInstanceOf(InvalidMessageException.class)
        .hasMessage("the message is empty; expected text");
  }

  static Stream<Arguments> loneSurrogates() {
    return Stream.of(
        Arguments.of("\ud800ab", "D800", 0),
        Arguments.of("a\udc00b", "DC00", 1),
        Arguments.of("ab\udbff", "DBFF", 2),
        Arguments.of("ab\udfff", "DFFF", 2),
        Arguments.of("\udc00\ud800", "DC00", 0),
        Arguments.of("\ud83d\ud83d\ude00", "D83D", 0),
        Arguments.of("\ud83d\ude00\ude00", "DE00", 2),
        Arguments.of("\ud800", "D800", 0));
  }

  @ParameterizedTest(name = "{1} at {2}")
  @MethodSource("loneSurrogates")
  void aLoneSurrogateIsRefusedWithItsPlace(String message, String unit, int index) {
    List<String> batch = List.of(message);

    assertThatThrownBy(() -> rules.check(batch))
        .isInstanceOf(InvalidMessageException.class)
        .hasMessage(
            "the message holds the lone surrogate U+"
                + unit
                + " at index "
                + index
                + "; expected valid Unicode text");
  }

  @Test
  void theMessageOfABatchIsNamed() {
    assertThatThrownBy(() -> rules.check(List.of("good", "fine", "")))
        .isInstanceOfSatisfying(
            InvalidMessageException.class, e -> assertThat(e.position()).isEqualTo(2))
        .hasMessage("message 2 of 3 is empty; expected text");
  }

  @Test
  void nothingIsTooLittleForALimit() {
    assertThatThrownBy(() -> new MessageRules(0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("expected maxBytes of at least 1, found 0");
  }

  @Test
  void anEmptyBatchHasNothingWrong() {
    assertThatCode(() -> rules.check(List.of())).doesNotThrowAnyException();
  }
}
