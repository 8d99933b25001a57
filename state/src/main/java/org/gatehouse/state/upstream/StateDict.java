package org.gatehouse.state.upstream;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.gatehouse.api.gating.SnapshotException;
import org.gatehouse.api.gating.SnapshotTensor;
import org.gatehouse.api.metagraph.Neuron;
import org.gatehouse.formats.DType;
import org.gatehouse.formats.pickle.PickleDict;
import org.gatehouse.formats.pickle.PickleValues;
import org.gatehouse.formats.torch.TorchTensor;
import org.jspecify.annotations.Nullable;

/** The state dict of a linear layer, as the file has it. */
record StateDict(Path file, TorchTensor weight, TorchTensor bias) {

  private static final List<DType> DTYPES = List.of(DType.F32, DType.F16, DType.BF16);
  private static final int MAX_NAMED = 8;

  static StateDict of(Path file, @Nullable Object value) {
    if (!(value instanceof PickleDict dict)
        || dict.size() != 2
        || !dict.has("weight")
        || !dict.has("bias")) {
      throw new SnapshotException(
          file
              + ": expected the state of one linear layer, a dict of 'weight' and 'bias', found "
              + describe(value));
    }
    return new StateDict(
        file, tensor(file, "weight", dict.get("weight")), tensor(file, "bias", dict.get("bias")));
  }

  private static String describe(@Nullable Object value) {
    if (value instanceof PickleDict dict && dict.size() > 0) {
      String names =
          dict.keys().stream()
              .limit(MAX_NAMED)
              .map(PickleValues::describe)
              .collect(Collectors.joining(", "));
      return dict + ": " + names + (dict.size() > MAX_NAMED ? ", ..." : "");
    }
    return PickleValues.describe(value);
  }

  private static TorchTensor tensor(Path file, String name, @Nullable Object value) {
    if (!(value instanceof TorchTensor tensor) || !DTYPES.contains(tensor.info().dtype())) {
      throw new SnapshotException(
          file
              + ": "
              + name
              + ": expected a tensor of F32, F16 or BF16, found "
              + PickleValues.describe(value));
    }
    return tensor;
  }

  UpstreamRows rows() {
    List<Long> matrix = weight.info().shape();
    List<Long> vector = bias.info().shape();
    if (matrix.size() != 2
        || vector.size() != 1
        || !vector.get(0).equals(matrix.get(0))
        || matrix.get(0) < 1
        || matrix.get(0) > Neuron.MAX_UID + 1
        || matrix.get(1) < 1) {
      throw new SnapshotException(
          file
              + ": expected a weight of shape [numUids, hidden] and a bias of shape [numUids] with 1"
              + " to 65536 uids, found "
              + matrix
              + " and "
              + vector);
    }
    int numUids = Math.toIntExact(matrix.get(0));
    return new UpstreamRows(
        SnapshotTensor.floats(
            finite("weight", weight.floats(), numUids), numUids, Math.toIntExact(matrix.get(1))),
        SnapshotTensor.floats(finite("bias", bias.floats(), numUids), numUids));
  }

  private float[] finite(String name, float[] values, int numUids) {
    for (int i = 0; i < values.length; i++) {
      if (!Float.isFinite(values[i])) {
        throw new SnapshotException(
            file
                + ": "
                + name
                + " of uid "
                + i / (values.length / numUids)
                + " holds "
                + values[i]
                + ": the weights diverged, or a reward was no number");
      }
    }
    return values;
  }
}
