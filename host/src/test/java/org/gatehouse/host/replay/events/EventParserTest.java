package org.gatehouse.host.replay.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.gatehouse.api.Uids;
import org.gatehouse.api.gating.MessageRules;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

final class EventParserTest {

  private final EventParser parser = new EventParser(new MessageRules(100));

  private Event parse(String json) throws InvalidEventException {
    return parser.parse(7, json);
  }

  @Test
  void readsTheFieldsOfAnEventInAnyOrder() throws InvalidEventException {
    Event event =
        parse(
            """
            {"rewards": [0.5, 1, -2.5e-1], "task": "qa", "block": 12, "uids": [3, 1, 65535],
             "hotkeys": ["a", "b", "c"], "propensities": [1, 0.5, 0.1], "prompt": "hi"}
            """);
    assertThat(event.line()).isEqualTo(7);
    assertThat(event.prompt()).isEqualTo("hi");
    assertThat(event.uids()).isEqualTo(Uids.of(3, 1, 65535));
    assertThat(IntStream.range(0, 3).mapToDouble(event::reward)).containsExactly(0.5, 1.0, -0.25);
    assertThat(event.hotkey(2)).isEqualTo("c");
    assertThat(event.block()).hasValue(12);
    assertThat(event.hasPropensities()).isTrue();
    assertThat(event.propensity(2)).isEqualTo(0.1);
    assertThat(event.task()).isEqualTo("qa");
  }

  @Test
  void optionalFieldsMayBeAbsentOrNull() throws InvalidEventException {
    Event absent = parse("{\"prompt\": \"hi\", \"uids\": [0], \"rewards\": [1]}");
    assertThat(absent.hotkey(0)).isNull();
    assertThat(absent.block()).isEmpty();
    Event none =
        parse(
            "{\"prompt\": \"hi\", \"uids\": [0], \"rewards\": [1], \"hotkeys\": null,"
                + " \"propensities\": null, \"block\": null, \"task\": null}");
    assertThat(none.hotkey(0)).isNull();
    assertThat(none.block()).isEmpty();
    assertThat(none.task()).isNull();
    assertThat(none.hasPropensities()).isFalse();
    assertThatThrownBy(() -> none.propensity(0)).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void passesOverFieldsItDoesNotKnow() throws InvalidEventException {
    Event event =
        parse(
            "{\"completions\": [{\"text\": [\"x\"]}], \"prompt\": \"hi\", \"best\": null,"
                + " \"uids\": [0], \"rewards\": [1]}");
    assertThat(event.prompt()).isEqualTo("hi");
  }

  @Test
  void wholeNumbersMayBeWrittenAsFractions() throws InvalidEventException {
    Event event = parse("{\"prompt\": \"hi\", \"uids\": [3.0], \"rewards\": [1], \"block\": 1e3}");
    assertThat(event.uids()).isEqualTo(Uids.of(3));
    assertThat(event.block()).hasValue(1000);
  }

  @Test
  void aHotkeyMayHoldCharactersOutsideOfTheBasicPlane() throws InvalidEventException {
    Event event = parse(event("\"a\"", "[5]", "[1], \"hotkeys\": [\"\\ud83d\\ude00\"]"));
    assertThat(event.hotkey(0)).isEqualTo("\ud83d\ude00");
  }

  static Stream<Arguments> invalid() {
    return Stream.of(
        Arguments.of("[1]", "expected a JSON object, found a list"),
        Arguments.of("{\"prompt\": ", "not JSON: Unexpected end-of-input"),
        Arguments.of("{\"uids\": [1}", "not JSON: Unexpected close marker '}'"),
        Arguments.of("{} {}", "expected one JSON object, found more after it"),
        Arguments.of("{\"prompt\": \"a\", \"prompt\": \"b\"}", "not JSON: Duplicate field"),
        Arguments.of("{}", "prompt is missing; expected text"),
        Arguments.of("{\"prompt\": null}", "prompt is missing; expected text"),
        Arguments.of("{\"prompt\": 12}", "prompt is 12; expected text"),
        Arguments.of("{\"prompt\": [\"a\"]}", "prompt is a list; expected text"),
        Arguments.of(event("\"x\"", "[0]", "[1]").replace("x", ""), "prompt: the message is empty"),
        Arguments.of(
            event("\"" + "x".repeat(101) + "\"", "[0]", "[1]"),
            "prompt: the message has 101 bytes; expected at most 100"),
        Arguments.of(
            event("\"\\ud800\"", "[0]", "[1]"), "prompt: the message holds the lone surrogate"),
        Arguments.of("{\"prompt\": \"a\"}", "uids is missing; expected a list of whole numbers"),
        Arguments.of(
            "{\"prompt\": \"a\", \"uids\": [1]}", "rewards is missing; expected a list of numbers"),
        Arguments.of(event("\"a\"", "[]", "[]"), "uids is empty; expected at least one"),
        Arguments.of(event("\"a\"", "3", "[1]"), "uids is 3; expected a list of whole numbers"),
        Arguments.of(
            event("\"a\"", "[1, -1]", "[1, 1]"),
            "uids[1] is -1; expected a whole number in [0, 65535]"),
        Arguments.of(
            event("\"a\"", "[65536]", "[1]"),
            "uids[0] is 65536; expected a whole number in [0, 65535]"),
        Arguments.of(
            event("\"a\"", "[1.5]", "[1]"),
            "uids[0] is 1.5; expected a whole number in [0, 65535]"),
        Arguments.of(
            event("\"a\"", "[1e99999]", "[1]"),
            "uids[0] is 1e99999; expected a whole number in [0, 65535]"),
        Arguments.of(
            event("\"a\"", "[\"1\"]", "[1]"),
            "uids[0] is the text \"1\"; expected a whole number in [0, 65535]"),
        Arguments.of(
            event("\"a\"", "[[1]]", "[1]"),
            "uids[0] is a list; expected a whole number in [0, 65535]"),
        Arguments.of(event("\"a\"", "[4, 2, 4]", "[1, 1, 1]"), "uid 4 appears twice in uids"),
        Arguments.of(
            event("\"a\"", "[1, 2]", "[1]"),
            "rewards has 1 value for 2 uids; expected one for each"),
        Arguments.of(
            event("\"a\"", "[1]", "[1, 2]"),
            "rewards has 2 values for 1 uid; expected one for each"),
        Arguments.of(event("\"a\"", "[1]", "[null]"), "rewards[0] is null; expected a number"),
        Arguments.of(
            event("\"a\"", "[5]", "[NaN]"),
            "the reward of uid 5 is NaN; expected a finite number in single precision"),
        Arguments.of(
            event("\"a\"", "[5]", "[-Infinity]"),
            "the reward of uid 5 is -Infinity; expected a finite number in single precision"),
        Arguments.of(
            event("\"a\"", "[5]", "[1e39]"),
            "the reward of uid 5 is 1.0E39; expected a finite number in single precision"),
        Arguments.of(
            event("\"a\"", "[5]", "[1], \"hotkeys\": \"k\""),
            "hotkeys is the text \"k\"; expected a list of texts"),
        Arguments.of(
            event("\"a\"", "[5]", "[1], \"hotkeys\": []"),
            "hotkeys has 0 values for 1 uid; expected one for each"),
        Arguments.of(
            event("\"a\"", "[5]", "[1], \"hotkeys\": [\"\"]"), "the hotkey of uid 5 is empty"),
        Arguments.of(
            event("\"a\"", "[5, 6]", "[1, 1], \"hotkeys\": [\"k\", \"x\\udc00y\"]"),
            "the hotkey of uid 6 holds a lone surrogate; expected valid Unicode text"),
        Arguments.of(
            event("\"a\"", "[5]", "[1], \"hotkeys\": [null]"), "hotkeys[0] is null; expected text"),
        Arguments.of(
            event("\"a\"", "[5, 6]", "[1, 1], \"hotkeys\": [\"k\", \"k\"]"),
            "hotkey k appears twice in hotkeys; a peer holds one uid"),
        Arguments.of(
            event("\"a\"", "[5]", "[1], \"propensities\": [0]"),
            "the propensity of uid 5 is 0.0; expected a number in (0, 1]"),
        Arguments.of(
            event("\"a\"", "[5]", "[1], \"propensities\": [1, 1]"),
            "propensities has 2 values for 1 uid; expected one for each"),
        Arguments.of(
            event("\"a\"", "[5]", "[1], \"block\": -1"),
            "block is -1; expected a whole number in [0, 9223372036854775807]"),
        Arguments.of(
            event("\"a\"", "[5]", "[1], \"block\": 9223372036854775808"),
            "block is 9223372036854775808; expected a whole number in [0, 9223372036854775807]"),
        Arguments.of(event("\"a\"", "[5]", "[1], \"task\": 5"), "task is 5; expected text"));
  }

  private static String event(String prompt, String uids, String rewards) {
    return "{\"prompt\": %s, \"uids\": %s, \"rewards\": %s}".formatted(prompt, uids, rewards);
  }

  @ParameterizedTest
  @MethodSource("invalid")
  void saysWhatIsWrong(String json, String message) {
    assertThatThrownBy(() -> parse(json))
        .isInstanceOf(InvalidEventException.class)
        .hasMessageStartingWith(message);
  }

  @Test
  void shortensLongValuesInMessages() {
    assertThatThrownBy(() -> parse("{\"uids\": [\"" + "x".repeat(1000) + "\"]}"))
        .hasMessage(
            "uids[0] is the text \""
                + "x".repeat(40)
                + "...\"; expected a whole number in [0, 65535]");
  }
}
