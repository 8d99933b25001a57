package org.gatehouse.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class SuggestionsTest {

  private static final List<String> GATES = List.of("bandit", "gptneo", "sentence");

  @Test
  void oneSlipPerThreeLettersIsForgiven() {
    assertThat(Suggestions.nearest("sentense", GATES)).contains("sentence");
    assertThat(Suggestions.nearest("setnence", GATES)).contains("sentence");
    assertThat(Suggestions.nearest("gpt-neo", GATES)).contains("gptneo");
    assertThat(Suggestions.nearest("bndti", GATES)).contains("bandit");
  }

  @Test
  void nothingIsSuggestedForAnotherWord() {
    assertThat(Suggestions.nearest("thompson", GATES)).isEmpty();
    assertThat(Suggestions.nearest("", GATES)).isEmpty();
    assertThat(Suggestions.nearest("x", List.of("k"))).isEmpty();
    assertThat(Suggestions.nearest("sentence", List.of())).isEmpty();
  }

  @Test
  void theNearestWinsAndAmongEqualsTheFirstInTheAlphabet() {
    assertThat(Suggestions.nearest("seed", List.of("send", "sees", "seeds", "needs")))
        .contains("seeds");
    assertThat(Suggestions.nearest("abcdef", List.of("abxdxf", "abcdxf"))).contains("abcdxf");
  }
}
