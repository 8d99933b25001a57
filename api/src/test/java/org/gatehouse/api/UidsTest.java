package org.gatehouse.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class UidsTest {

  @Test
  void orderAndDuplicatesAreKept() {
    Uids uids = Uids.of(7, 0, 7, 65535);

    assertThat(uids.size()).isEqualTo(4);
    assertThat(uids.get(0)).isEqualTo(7);
    assertThat(uids.toArray()).containsExactly(7, 0, 7, 65535);
    assertThat(uids.stream()).containsExactly(7, 0, 7, 65535);
    assertThat(uids).hasToString("[7, 0, 7, 65535]");
  }

  @Test
  void nobodyCanChangeTheList() {
    int[] values = {1, 2};
    Uids uids = Uids.of(values);

    values[0] = 9;
    uids.toArray()[1] = 9;

    assertThat(uids).isEqualTo(Uids.of(1, 2));
  }

  @Test
  void aNegativeUidIsRefused() {
    assertThatThrownBy(() -> Uids.of(3, -1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("uid -1 is negative; uids start at 0");
    assertThatThrownBy(() -> Uids.copyOf(List.of(-5)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("uid -5 is negative; uids start at 0");
  }

  @Test
  void aPositionOutsideIsRefused() {
    assertThatThrownBy(() -> Uids.of(3).get(1)).isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> Uids.of(3).get(-1)).isInstanceOf(IndexOutOfBoundsException.class);
  }

  @Test
  void theFirstPositionOfAUidIsFound() {
    Uids uids = Uids.of(5, 1, 5, 3, 0);

    assertThat(uids.indexOf(5)).isZero();
    assertThat(uids.indexOf(1)).isEqualTo(1);
    assertThat(uids.indexOf(3)).isEqualTo(3);
    assertThat(uids.indexOf(0)).isEqualTo(4);
    assertThat(uids.indexOf(2)).isEqualTo(-1);
    assertThat(uids.indexOf(-1)).isEqualTo(-1);
    assertThat(uids.indexOf(1000)).isEqualTo(-1);
    assertThat(uids.contains(3)).isTrue();
    assertThat(uids.contains(4)).isFalse();
  }

  @Test
  void aUidThatStandsAtItsOwnPositionMayHaveStoodBefore() {
    assertThat(Uids.of(1, 1).indexOf(1)).isZero();
  }

  @Test
  void equalityIsByContentAndOrder() {
    assertThat(Uids.of(1, 2)).isEqualTo(Uids.copyOf(List.of(1, 2)));
    assertThat(Uids.of(1, 2)).hasSameHashCodeAs(Uids.of(1, 2));
    assertThat(Uids.of(1, 2)).isNotEqualTo(Uids.of(2, 1));
    assertThat(Uids.of(1)).isNotEqualTo(List.of(1));
  }

  @Test
  void rangesStartAtZeroAndLeaveOutTheirEnd() {
    assertThat(Uids.range(3)).isEqualTo(Uids.of(0, 1, 2));
    assertThat(Uids.range(0)).isSameAs(Uids.empty());
    assertThat(Uids.of()).isSameAs(Uids.empty());
    assertThat(Uids.empty().isEmpty()).isTrue();
    assertThat(Uids.range(1).isEmpty()).isFalse();
  }
}
