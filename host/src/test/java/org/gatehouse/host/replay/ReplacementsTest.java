package org.gatehouse.host.replay;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.gatehouse.api.Uids;
import org.gatehouse.host.replay.report.Details.Replacement;
import org.junit.jupiter.api.Test;

final class ReplacementsTest {

  private static final Uids FOUR = Uids.range(4);

  private final Replacements replacements = new Replacements();

  private void choose(int from, int to, int... uids) {
    for (int event = from; event <= to; event++) {
      replacements.chosen(event, FOUR, Uids.of(uids));
    }
  }

  @Test
  void ratesAreMeansOverTwentyEventsAndPeers() {
    replacements.changed(11, Uids.empty(), Uids.of(1, 2));
    choose(11, 20, 0, 3);
    choose(21, 30, 0, 2);
    choose(31, 35, 1, 2);
    assertThat(replacements.report())
        .containsExactly(
            new Replacement(
                11,
                Uids.of(1, 2),
                List.of(0.25, 1.0),
                // Two of four are asked: a uniform choice asks each with 1/2.
                List.of(0.5, 0.5),
                new TreeMap<>(Map.of(2, 11L, 1, 21L))));
  }

  @Test
  void aUidIsFollowedUntilItChangesHandsAgain() {
    replacements.changed(1, Uids.empty(), Uids.of(1, 2));
    choose(1, 20, 1);
    replacements.changed(21, Uids.of(2), Uids.of(1));
    choose(21, 40, 1, 2);
    assertThat(replacements.report())
        .containsExactly(
            new Replacement(
                1, Uids.of(1, 2), List.of(0.5), List.of(0.25), new TreeMap<>(Map.of(1, 1L))),
            new Replacement(
                21, Uids.of(1), List.of(1.0), List.of(0.5), new TreeMap<>(Map.of(1, 1L))));
  }

  @Test
  void peersAreFollowedForFiveHundredEvents() {
    replacements.changed(1, Uids.empty(), Uids.of(1));
    choose(1, 500, 0);
    choose(501, 600, 1);
    assertThat(replacements.report())
        .singleElement()
        .satisfies(
            replacement -> {
              assertThat(replacement.rates()).hasSize(25).containsOnly(0.0);
              assertThat(replacement.waits()).isEmpty();
            });
  }

  @Test
  void departuresAloneAreNoReplacement() {
    replacements.changed(1, Uids.of(1), Uids.empty());
    choose(1, 3, 0);
    assertThat(replacements.report()).isEmpty();
  }

  @Test
  void oneThousandReplacementsAreReported() {
    for (int event = 1; event <= 1200; event++) {
      replacements.changed(event, Uids.empty(), Uids.of(event % 4));
      choose(event, event, 0);
    }
    assertThat(replacements.report()).hasSize(1000);
  }
}
