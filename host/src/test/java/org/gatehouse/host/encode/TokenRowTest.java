package org.gatehouse.host.encode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

final class TokenRowTest {

  @Test
  void masksBelongToTheIdsOfTheSamePlace() {
    List<TokenRow> rows = TokenRow.parse(List.of("1 2 3", " 4,5 "), List.of("1 0 1"));
    assertThat(rows.get(0).ids()).containsExactly(1, 2, 3);
    assertThat(rows.get(0).mask()).containsExactly(1, 0, 1);
    assertThat(rows.get(1).ids()).containsExactly(4, 5);
    assertThat(rows.get(1).mask()).containsExactly(1, 1);
  }

  @Test
  void whatDoesNotFitIsNamed() {
    assertRefused(
        List.of("1"),
        List.of("1", "1"),
        "expected at most one --mask for each --ids, found 2 for 1");
    assertRefused(
        List.of("1", "1 2"),
        List.of("1", "1"),
        "--mask 2 has 1 values for 2 ids; expected one for each");
    assertRefused(List.of("1"), List.of("2"), "--mask 1 holds 2; expected 0 or 1");
    assertRefused(List.of(" "), List.of(), "--ids 1 is empty; expected whole numbers");
    assertRefused(
        List.of("1 x"), List.of(), "--ids 1 holds \"x\"; expected whole numbers of at least 0");
    assertRefused(
        List.of("-1"), List.of(), "--ids 1 holds \"-1\"; expected whole numbers of at least 0");
  }

  private static void assertRefused(List<String> ids, List<String> masks, String message) {
    assertThatThrownBy(() -> TokenRow.parse(ids, masks))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(message);
  }
}
