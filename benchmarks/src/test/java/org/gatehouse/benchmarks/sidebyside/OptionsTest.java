package org.gatehouse.benchmarks.sidebyside;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class OptionsTest {

  private static final Set<String> GROUPS = Set.of("head");

  @Test
  void survivesTheWayToAChild() {
    Options options = Options.parse(List.of("--quick", "--only", "head", "--out", "x"), GROUPS);

    assertThat(Options.parse(options.words(), GROUPS)).isEqualTo(options);
    assertThat(options.includes("head")).isTrue();
    assertThat(options.includes("gate")).isFalse();
  }

  @Test
  void includesEverythingByDefault() {
    assertThat(Options.parse(List.of(), GROUPS).includes("head")).isTrue();
  }

  @Test
  void whatIsNotKnownIsRefusedWithTheUsage() {
    assertThatThrownBy(() -> Options.parse(List.of("--only", "tail"), GROUPS))
        .hasMessageContaining("has no works called tail")
        .hasMessageContaining("Names: head");
    assertThatThrownBy(() -> Options.parse(List.of("--out"), GROUPS))
        .hasMessageContaining("wants something after --out");
  }
}
