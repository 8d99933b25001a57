package org.gatehouse.api.gating;

import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * All learned state of a gate at one point in time, independent of the gate.
 *
 * <p>Immutable and safe for use by many threads.
 *
 * @param gate the name of the gate's provider
 * @param encoder the identity of what turned messages into representations
 * @param netuid the network the peers are of; {@code null} if the gate was never told
 * @param block the block of the gate's record of peers; {@code null} if it was never told
 * @param step the number of training steps taken
 * @param generation how often the state had been restored
 * @param seed the seed of everything random in the gate
 * @param hotkeys the peer at each occupied uid
 * @param attributes what else the gate needs, such as the state of its randomness
 * @param tensors the state proper, by name
 */
public record GatingSnapshot(
    String gate,
    String encoder,
    @Nullable Integer netuid,
    @Nullable Long block,
    long step,
    long generation,
    long seed,
    SortedMap<Integer, String> hotkeys,
    SortedMap<String, String> attributes,
    SortedMap<String, SnapshotTensor> tensors) {

  /** Copies the maps. */
  public GatingSnapshot {
    hotkeys = Collections.unmodifiableSortedMap(new TreeMap<>(hotkeys));
    attributes = Collections.unmodifiableSortedMap(new TreeMap<>(attributes));
    tensors = Collections.unmodifiableSortedMap(new TreeMap<>(tensors));
  }

  /**
   * Returns a tensor that has to be there.
   *
   * @param shape its expected shape
   * @throws SnapshotException if it is missing or of another type or shape
   */
  public SnapshotTensor tensor(String name, SnapshotTensor.Type type, List<Integer> shape) {
    SnapshotTensor tensor = tensors.get(name);
    String expected = "expected a tensor " + name + " of " + type.name() + shape + ", found ";
    if (tensor == null) {
      throw new SnapshotException(expected + "only " + tensors.keySet());
    }
    if (tensor.type() != type || !tensor.shape().equals(shape)) {
      throw new SnapshotException(expected + tensor);
    }
    return tensor;
  }
}
