package org.gatehouse.gating.bandit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class EarningsTest {

  /** What a peer should be known to have earned. */
  private record Known(double sum, double count) {}

  @Test
  void aRandomHistoryIsKeptLikeAMap() {
    for (int seed = 0; seed < 50; seed++) {
      Random random = new Random(seed);
      Earnings earnings = Earnings.none();
      TreeMap<Integer, Known> expected = new TreeMap<>();
      for (int step = 0; step < 300; step++) {
        int uid = random.nextInt(40);
        switch (random.nextInt(10)) {
          case 0 -> {
            earnings.remove(uid);
            expected.remove(uid);
          }
          case 1 -> {
            earnings.fade(0.5);
            expected.replaceAll((of, known) -> new Known(0.5 * known.sum, 0.5 * known.count));
          }
          default -> {
            double earned = random.nextInt(100);
            earnings.add(uid, earned);
            Known before = expected.getOrDefault(uid, new Known(0, 0));
            expected.put(uid, new Known(before.sum + earned, before.count + 1));
          }
        }
        assertThat(uids(earnings)).containsExactlyElementsOf(expected.keySet());
        assertThat(known(earnings)).containsExactlyElementsOf(expected.values());
      }
    }
  }

  private static List<Integer> uids(Earnings earnings) {
    List<Integer> uids = new ArrayList<>();
    for (int i = 0; i < earnings.size(); i++) {
      uids.add(earnings.uid(i));
    }
    return uids;
  }

  private static List<Known> known(Earnings earnings) {
    List<Known> known = new ArrayList<>();
    for (int i = 0; i < earnings.size(); i++) {
      known.add(new Known(earnings.sum(i), earnings.count(i)));
    }
    return known;
  }
}
