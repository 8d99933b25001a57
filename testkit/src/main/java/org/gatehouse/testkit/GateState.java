package org.gatehouse.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.gatehouse.api.gating.GateScores;
import org.gatehouse.api.gating.GatingSnapshot;
import org.gatehouse.api.gating.SnapshotTensor;
import org.jspecify.annotations.Nullable;

/**
 * What a gate knows, as far as one can see: its snapshot and its scores.
 *
 * @param snapshot {@code null} for a gate that has none
 * @param scores of the same messages for every state
 */
record GateState(@Nullable GatingSnapshot snapshot, List<GateScores> scores) {

  /** Fails with a list of what differs, bit for bit; only the generation may. */
  void assertSame(String what, GateState found) {
    List<String> differences = new ArrayList<>();
    if (snapshot != null && found.snapshot != null) {
      compare(differences, snapshot, found.snapshot);
    }
    for (int i = 0; i < scores.size(); i++) {
      compare(differences, "message " + i, scores.get(i), found.scores.get(i));
    }
    assertThat(differences).as(what).isEmpty();
  }

  /** Fails if the scores of one of these uids differ in a bit; without uids, of any. */
  void assertSameScores(String what, GateState found, int... uids) {
    List<String> differences = new ArrayList<>();
    for (int i = 0; i < scores.size(); i++) {
      GateScores before = scores.get(i);
      GateScores after = found.scores.get(i);
      if (uids.length == 0) {
        compare(differences, "message " + i, before, after);
      } else {
        compare(differences, "message " + i, before.select(uids), after.select(uids));
      }
    }
    assertThat(differences).as(what).isEmpty();
  }

  private static void compare(
      List<String> differences, String where, GateScores expected, GateScores found) {
    if (!expected.uids().equals(found.uids())) {
      differences.add(where + ": uids " + found.uids() + ", expected " + expected.uids());
      return;
    }
    for (int i = 0; i < expected.size(); i++) {
      if (Float.compare(expected.scoreAt(i), found.scoreAt(i)) != 0) {
        differences.add(
            String.format(
                "%s: score of uid %d is %s, expected %s",
                where, expected.uids().get(i), found.scoreAt(i), expected.scoreAt(i)));
      }
    }
  }

  private static void compare(
      List<String> differences, GatingSnapshot expected, GatingSnapshot found) {
    compare(differences, "gate", expected.gate(), found.gate());
    compare(differences, "encoder", expected.encoder(), found.encoder());
    compare(differences, "netuid", expected.netuid(), found.netuid());
    compare(differences, "block", expected.block(), found.block());
    compare(differences, "step", expected.step(), found.step());
    compare(differences, "seed", expected.seed(), found.seed());
    compareMaps(differences, "hotkey of uid", expected.hotkeys(), found.hotkeys());
    compareMaps(differences, "attribute", expected.attributes(), found.attributes());
    compareMaps(differences, "tensor", expected.tensors(), found.tensors());
  }

  private static <K extends Comparable<K>> void compareMaps(
      List<String> differences, String what, Map<K, ?> expected, Map<K, ?> found) {
    SortedSet<K> keys = new TreeSet<>(expected.keySet());
    keys.addAll(found.keySet());
    keys.forEach(key -> compare(differences, what + " " + key, expected.get(key), found.get(key)));
  }

  private static void compare(
      List<String> differences, String what, @Nullable Object expected, @Nullable Object found) {
    if (Objects.equals(expected, found)) {
      return;
    }
    if (expected instanceof SnapshotTensor before
        && found instanceof SnapshotTensor after
        && before.toString().equals(after.toString())) {
      int size = before.type().bytes();
      long different =
          IntStream.range(0, before.bytes().remaining() / size)
              .filter(
                  i ->
                      !before
                          .bytes()
                          .slice(i * size, size)
                          .equals(after.bytes().slice(i * size, size)))
              .count();
      differences.add(what + " " + after + ": " + different + " values differ");
    } else {
      differences.add(what + ": " + found + ", expected " + expected);
    }
  }
}
