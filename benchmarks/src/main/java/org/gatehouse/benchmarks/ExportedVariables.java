package org.gatehouse.benchmarks;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.gatehouse.engine.tensorflow.device.TensorFlowRuntime;
import org.gatehouse.engine.tensorflow.fixture.RecipeTensor;
import org.tensorflow.Graph;
import org.tensorflow.Result;
import org.tensorflow.SavedModelBundle;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.FloatDataBuffer;
import org.tensorflow.types.TFloat32;

/**
 * The variables of an exported GPT-Neo, compared bit for bit with what its weights must be. The
 * matrices of dense layers are [out, in] in checkpoints and [in, out] in variables, most of them in
 * parts.
 */
final class ExportedVariables {

  private static final int CHUNK = 1 << 18;

  private ExportedVariables() {}

  /** How many values in {@code folder} are others than those of the model. */
  static long differences(Path folder, LargeModel model) {
    TensorFlowRuntime.load();
    long all = 0;
    try (SavedModelBundle bundle =
        SavedModelBundle.load(folder.toString(), SavedModelBundle.DEFAULT_TAG)) {
      for (RecipeTensor tensor : LargeModel.tensors()) {
        long differences = 0;
        List<String> parts = parts(bundle.graph(), tensor.name());
        for (int part = 0; part < parts.size(); part++) {
          try (Result result = bundle.session().runner().fetch(parts.get(part)).run()) {
            differences += differences((TFloat32) result.get(0), part, parts.size(), tensor, model);
          }
        }
        if (differences > 0) {
          System.out.printf("  %s: %d values differ%n", tensor.name(), differences);
        }
        all += differences;
      }
    }
    return all;
  }

  /** A variable of the tensor's name, or of its name and a number for each part. */
  private static List<String> parts(Graph graph, String name) {
    if (graph.operation(name) != null) {
      return List.of(name);
    }
    return IntStream.iterate(0, part -> graph.operation(name + "." + part) != null, i -> i + 1)
        .mapToObj(part -> name + "." + part)
        .toList();
  }

  private static long differences(
      TFloat32 variable, int part, int parts, RecipeTensor tensor, LargeModel model) {
    FloatDataBuffer values = variable.asRawTensor().data().asFloats();
    long size = tensor.info().elementCount() / parts;
    if (values.size() != size) {
      return size;
    }
    Place place = new Place(variable.shape(), part, tensor);
    return LongStream.rangeClosed(0, (size - 1) / CHUNK)
        .parallel()
        .map(
            chunk -> {
              long first = chunk * CHUNK;
              float[] found = new float[(int) Math.min(CHUNK, size - first)];
              values.offset(first).read(found);
              long differences = 0;
              for (int i = 0; i < found.length; i++) {
                float want = model.valueAt(tensor, place.stored(first + i));
                if (Float.floatToRawIntBits(found[i]) != Float.floatToRawIntBits(want)) {
                  differences++;
                }
              }
              return differences;
            })
        .sum();
  }

  /** Where in a tensor of the checkpoint the values of a part of it are. */
  private record Place(Shape shape, int part, RecipeTensor tensor) {

    long stored(long index) {
      long out = tensor.shape().get(0);
      long in = tensor.info().elementCount() / out;
      if (in == 1 || !tensor.name().startsWith("h.")) {
        return part * shape.size() + index;
      }
      long row = index / shape.get(1) + (shape.get(0) < in ? part * shape.get(0) : 0);
      long column = index % shape.get(1) + (shape.get(1) < out ? part * shape.get(1) : 0);
      return column * in + row;
    }
  }
}
