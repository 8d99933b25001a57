package org.gatehouse.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Comparator;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.gatehouse.api.gating.GatingModel;
import org.gatehouse.api.gating.GatingSnapshot;
import org.gatehouse.api.gating.SnapshotTensor;
import org.gatehouse.api.gating.TrainingStep;
import org.gatehouse.api.metagraph.Metagraph;

/**
 * Compares what a step of length 1 does to some weights with how the reported loss depends on them:
 * gradient = before - after, and (loss(w + e) - loss(w - e)) / 2e for those weights that move most
 * and some others.
 */
final class FiniteDifferences {

  private static final double EPSILON = 0.02;
  private static final int MOST_MOVED = 8;
  private static final int OTHERS = 4;

  /** Of the largest component. Single precision and the curvature stay a hundred times below. */
  private static final double TOLERANCE = 0.02;

  private final GatingModel gate;
  private final String name;
  private final Metagraph network;
  private final Function<GatingModel, TrainingStep> step;

  FiniteDifferences(
      GatingModel gate, String name, Metagraph network, Function<GatingModel, TrainingStep> step) {
    this.gate = gate;
    this.name = name;
    this.network = network;
    this.step = step;
  }

  void check() {
    GatingSnapshot start = gate.snapshot();
    double[] before = weights(start);
    assertThat(step.apply(gate).loss()).as("loss").isFinite();
    double[] after = weights(gate.snapshot());
    double[] gradient =
        IntStream.range(0, before.length).mapToDouble(i -> before[i] - after[i]).toArray();
    double largest = DoubleStream.of(gradient).map(Math::abs).max().orElse(0);
    assertThat(largest).as("largest change of tensor %s in a step of length 1", name).isPositive();
    for (int i : sample(gradient)) {
      double slope = (loss(start, i, EPSILON) - loss(start, i, -EPSILON)) / (2 * EPSILON);
      assertThat(gradient[i])
          .as("change of %s[%d], against the slope of the loss there", name, i)
          .isCloseTo(slope, within(TOLERANCE * largest));
    }
  }

  private static Set<Integer> sample(double[] gradient) {
    Set<Integer> sample = new TreeSet<>();
    IntStream.range(0, gradient.length)
        .boxed()
        .sorted(Comparator.comparingDouble(i -> -Math.abs(gradient[i])))
        .limit(MOST_MOVED)
        .forEach(sample::add);
    for (int i = 0; i < OTHERS; i++) {
      sample.add(i * gradient.length / OTHERS);
    }
    return sample;
  }

  private double loss(GatingSnapshot start, int index, double change) {
    double[] values = weights(start);
    values[index] += change;
    SortedMap<String, SnapshotTensor> tensors = new TreeMap<>(start.tensors());
    tensors.put(name, tensor(start, values));
    gate.restore(BadSnapshots.withTensors(start, tensors), network);
    return step.apply(gate).loss();
  }

  private double[] weights(GatingSnapshot snapshot) {
    SnapshotTensor tensor = tensor(snapshot);
    if (tensor.type() == SnapshotTensor.Type.F64) {
      return tensor.toDoubles();
    }
    float[] values = tensor.toFloats();
    return IntStream.range(0, values.length).mapToDouble(i -> values[i]).toArray();
  }

  private SnapshotTensor tensor(GatingSnapshot snapshot) {
    SnapshotTensor tensor = snapshot.tensors().get(name);
    if (tensor == null) {
      throw new AssertionError(
          "expected a tensor " + name + " in the snapshot, found " + snapshot.tensors().keySet());
    }
    return tensor;
  }

  private SnapshotTensor tensor(GatingSnapshot start, double[] values) {
    SnapshotTensor original = tensor(start);
    int[] shape = original.shape().stream().mapToInt(Integer::intValue).toArray();
    if (original.type() == SnapshotTensor.Type.F64) {
      return SnapshotTensor.doubles(values, shape);
    }
    float[] floats = new float[values.length];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = (float) values[i];
    }
    return SnapshotTensor.floats(floats, shape);
  }
}
