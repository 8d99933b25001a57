package org.gatehouse.testkit;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.gatehouse.api.gating.GatingSnapshot;
import org.gatehouse.api.gating.SnapshotTensor;
import org.jspecify.annotations.Nullable;

/** Ways to damage a snapshot, each with what is wrong with it. */
final class BadSnapshots {

  private BadSnapshots() {}

  /** Returns snapshots that lack a tensor or hold one of another shape. */
  static Map<String, GatingSnapshot> damaged(GatingSnapshot good) {
    Map<String, GatingSnapshot> bad = new LinkedHashMap<>();
    bad.put("no tensors", withTensors(good, new TreeMap<>()));
    good.tensors()
        .forEach(
            (name, tensor) -> {
              SortedMap<String, SnapshotTensor> without = new TreeMap<>(good.tensors());
              without.remove(name);
              bad.put("no tensor " + name, withTensors(good, without));
              SortedMap<String, SnapshotTensor> other = new TreeMap<>(good.tensors());
              other.put(name, reshaped(tensor));
              bad.put("another shape of tensor " + name, withTensors(good, other));
            });
    return bad;
  }

  /**
   * Returns a tensor of zeros with longer rows, or with rows where it has values: a longer list of
   * values could be that of a larger uid space.
   */
  private static SnapshotTensor reshaped(SnapshotTensor tensor) {
    List<Integer> shape = new ArrayList<>(tensor.shape());
    if (shape.size() < 2) {
      shape.add(2);
    } else {
      shape.set(shape.size() - 1, shape.get(shape.size() - 1) + 1);
    }
    int values = shape.stream().reduce(1, Math::multiplyExact);
    return SnapshotTensor.of(
        tensor.type(), shape, ByteBuffer.allocate(values * tensor.type().bytes()));
  }

  /** Returns the snapshot with other tensors. */
  static GatingSnapshot withTensors(
      GatingSnapshot snapshot, SortedMap<String, SnapshotTensor> tensors) {
    return new GatingSnapshot(
        snapshot.gate(),
        snapshot.encoder(),
        snapshot.netuid(),
        snapshot.block(),
        snapshot.step(),
        snapshot.generation(),
        snapshot.seed(),
        snapshot.hotkeys(),
        snapshot.attributes(),
        tensors);
  }

  /** Returns snapshots of something else than this gate in its network. */
  static Map<String, GatingSnapshot> foreign(GatingSnapshot good) {
    SortedMap<Integer, String> hotkeys = new TreeMap<>(good.hotkeys());
    hotkeys.put(60_000, "hotkey-beyond");
    return Map.of(
        "another gate", facts(good, good.gate() + "x", good.encoder(), good.netuid()),
        "another encoder", facts(good, good.gate(), good.encoder() + "x", good.netuid()),
        "another network", facts(good, good.gate(), good.encoder(), GateNetwork.NETUID + 1),
        "a peer without a row",
            new GatingSnapshot(
                good.gate(),
                good.encoder(),
                good.netuid(),
                good.block(),
                good.step(),
                good.generation(),
                good.seed(),
                hotkeys,
                good.attributes(),
                good.tensors()));
  }

  private static GatingSnapshot facts(
      GatingSnapshot good, String gate, String encoder, @Nullable Integer netuid) {
    return new GatingSnapshot(
        gate,
        encoder,
        netuid,
        good.block(),
        good.step(),
        good.generation(),
        good.seed(),
        good.hotkeys(),
        good.attributes(),
        good.tensors());
  }
}
