package org.gatehouse.engine.tensorflow.gating;

import java.util.SortedMap;
import java.util.TreeMap;
import org.gatehouse.api.gating.GatingSnapshot;
import org.gatehouse.api.gating.SnapshotTensor;

/** Snapshots like others but for one thing. */
final class SnapshotEdits {

  private SnapshotEdits() {}

  static GatingSnapshot with(GatingSnapshot snapshot, String name, SnapshotTensor tensor) {
    SortedMap<String, SnapshotTensor> tensors = new TreeMap<>(snapshot.tensors());
    tensors.put(name, tensor);
    return of(snapshot, tensors);
  }

  static GatingSnapshot without(GatingSnapshot snapshot, String name) {
    SortedMap<String, SnapshotTensor> tensors = new TreeMap<>(snapshot.tensors());
    tensors.remove(name);
    return of(snapshot, tensors);
  }

  static GatingSnapshot ofGate(GatingSnapshot snapshot, String gate) {
    return of(snapshot, gate, snapshot.encoder(), snapshot.netuid(), snapshot.tensors());
  }

  static GatingSnapshot ofEncoder(GatingSnapshot snapshot, String encoder) {
    return of(snapshot, snapshot.gate(), encoder, snapshot.netuid(), snapshot.tensors());
  }

  static GatingSnapshot ofNetuid(GatingSnapshot snapshot, int netuid) {
    return of(snapshot, snapshot.gate(), snapshot.encoder(), netuid, snapshot.tensors());
  }

  static GatingSnapshot withHotkey(GatingSnapshot snapshot, int uid, String hotkey) {
    SortedMap<Integer, String> hotkeys = new TreeMap<>(snapshot.hotkeys());
    hotkeys.put(uid, hotkey);
    return new GatingSnapshot(
        snapshot.gate(),
        snapshot.encoder(),
        snapshot.netuid(),
        snapshot.block(),
        snapshot.step(),
        snapshot.generation(),
        snapshot.seed(),
        hotkeys,
        snapshot.attributes(),
        snapshot.tensors());
  }

  static GatingSnapshot of(GatingSnapshot snapshot, SortedMap<String, SnapshotTensor> tensors) {
    return of(snapshot, snapshot.gate(), snapshot.encoder(), snapshot.netuid(), tensors);
  }

  private static GatingSnapshot of(
      GatingSnapshot snapshot,
      String gate,
      String encoder,
      Integer netuid,
      SortedMap<String, SnapshotTensor> tensors) {
    return new GatingSnapshot(
        gate,
        encoder,
        netuid,
        snapshot.block(),
        snapshot.step(),
        snapshot.generation(),
        snapshot.seed(),
        snapshot.hotkeys(),
        snapshot.attributes(),
        tensors);
  }
}
