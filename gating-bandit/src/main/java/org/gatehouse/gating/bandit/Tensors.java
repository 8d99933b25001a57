package org.gatehouse.gating.bandit;

import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.gatehouse.api.gating.GatingSnapshot;
import org.gatehouse.api.gating.SnapshotException;
import org.gatehouse.api.gating.SnapshotTensor;

/** The tensors of a snapshot, by their names. */
final class Tensors {

  private Tensors() {}

  /** Collects tensors. */
  static final class Writer {

    private final SortedMap<String, SnapshotTensor> tensors = new TreeMap<>();

    /** Writes a vector, or a matrix of that shape. */
    void doubles(String name, double[] values, int... shape) {
      for (double value : values) {
        if (!Double.isFinite(value)) {
          throw new SnapshotException(
              "tensor " + name + " holds " + value + ": what was learned diverged");
        }
      }
      tensors.put(
          name,
          SnapshotTensor.doubles(values, shape.length == 0 ? new int[] {values.length} : shape));
    }

    /** Writes a vector. */
    void floats(String name, float[] values) {
      tensors.put(name, SnapshotTensor.floats(values, values.length));
    }

    /** Writes a vector. */
    void longs(String name, long[] values) {
      tensors.put(name, SnapshotTensor.longs(values, values.length));
    }

    SortedMap<String, SnapshotTensor> tensors() {
      return tensors;
    }
  }

  /**
   * Checks tensors and hands them out.
   *
   * @param snapshot whose
   */
  record Reader(GatingSnapshot snapshot) {

    /**
     * Returns the numbers of a tensor of that shape.
     *
     * @throws SnapshotException if it is missing, of another type or shape, or not finite
     */
    double[] doubles(String name, int... shape) {
      List<Integer> sizes = IntStream.of(shape).boxed().toList();
      double[] values = snapshot.tensor(name, SnapshotTensor.Type.F64, sizes).toDoubles();
      for (int i = 0; i < values.length; i++) {
        if (!Double.isFinite(values[i])) {
          throw new SnapshotException("tensor " + name + " holds " + values[i] + " at " + i);
        }
      }
      return values;
    }

    /**
     * Returns a vector.
     *
     * @throws SnapshotException if it is missing, of another type or length, or not finite
     */
    float[] floats(String name, int length) {
      float[] values = snapshot.tensor(name, SnapshotTensor.Type.F32, List.of(length)).toFloats();
      for (int i = 0; i < length; i++) {
        if (!Float.isFinite(values[i])) {
          throw new SnapshotException("tensor " + name + " holds " + values[i] + " at " + i);
        }
      }
      return values;
    }

    /**
     * Returns a vector of counts.
     *
     * @throws SnapshotException if it is missing, of another type or length, or one is negative
     */
    long[] longs(String name, int length) {
      long[] values = snapshot.tensor(name, SnapshotTensor.Type.I64, List.of(length)).toLongs();
      for (int i = 0; i < values.length; i++) {
        if (values[i] < 0) {
          throw new SnapshotException(
              "tensor " + name + ": expected at least 0, found " + values[i] + " at " + i);
        }
      }
      return values;
    }

    /**
     * Returns how many rows a matrix has.
     *
     * @throws SnapshotException if it is missing, or no matrix
     */
    int rows(String name) {
      SnapshotTensor tensor = snapshot.tensors().get(name);
      if (tensor == null || tensor.shape().size() != 2) {
        throw new SnapshotException(
            "expected a tensor " + name + " of F64[rows, columns], found " + tensor);
      }
      return tensor.shape().get(0);
    }

    /**
     * Returns a vector of whatever length.
     *
     * @throws SnapshotException if it is missing, or of another type or rank
     */
    long[] vector(String name) {
      SnapshotTensor tensor = snapshot.tensors().get(name);
      if (tensor == null || tensor.shape().size() != 1) {
        throw new SnapshotException(
            "expected a tensor " + name + " of I64[length], found " + tensor);
      }
      return longs(name, tensor.shape().get(0));
    }

    /**
     * Returns a vector of uids.
     *
     * @throws SnapshotException if they are not ascending, or not below the number of uids
     */
    long[] uids(String name, int numUids) {
      long[] uids = vector(name);
      for (int i = 0; i < uids.length; i++) {
        if (uids[i] >= numUids || (i > 0 && uids[i] <= uids[i - 1])) {
          throw new SnapshotException(
              "tensor %s: expected ascending uids below %d, found %d at %d"
                  .formatted(name, numUids, uids[i], i));
        }
      }
      return uids;
    }
  }
}
