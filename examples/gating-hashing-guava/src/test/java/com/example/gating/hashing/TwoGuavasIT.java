package com.example.gating.hashing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.base.CharMatcher;
import java.lang.reflect.Field;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** What makes the folder's Guava a conflict: these tests run with the host's. */
class TwoGuavasIT {

  @Test
  void theGuavaOfTheHostHasNoWhitespace() {
    assertThat(Arrays.stream(CharMatcher.class.getFields()).map(Field::getName))
        .doesNotContain("WHITESPACE");
  }

  @Test
  void withTheGuavaOfTheHostTheGateCannotScore() {
    assertThatThrownBy(() -> new FeatureHasher(1024, 3, 5).features("a red kite"))
        .isInstanceOf(NoSuchFieldError.class)
        .hasMessage("WHITESPACE");
  }
}
