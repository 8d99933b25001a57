package org.gatehouse.engine.tensorflow.head;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.gatehouse.engine.tensorflow.device.ComputeDevice;
import org.tensorflow.Operand;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.Tensor;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.ndarray.buffer.FloatDataBuffer;
import org.tensorflow.op.Op;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/** One run of a head's session, which owns what is fed to it. */
final class HeadRun implements AutoCloseable {

  private final Session.Runner runner;
  private final List<Tensor> fed = new ArrayList<>();

  HeadRun(Session session) {
    // The operations are few and follow one another: handing them to other threads only delays.
    runner = session.runner().setOptions(ComputeDevice.ON_CALLER);
  }

  /** Feeds a vector of uids. */
  HeadRun feed(Placeholder<TInt32> placeholder, int[] uids) {
    return feed(placeholder, TInt32.vectorOf(uids));
  }

  HeadRun feed(Placeholder<TFloat32> placeholder, float scalar) {
    return feed(placeholder, TFloat32.scalarOf(scalar));
  }

  /** Feeds a matrix of so many rows, at least one. */
  HeadRun feed(Placeholder<TFloat32> placeholder, int rows, float[] values) {
    return feed(
        placeholder,
        TFloat32.tensorOf(Shape.of(rows, values.length / rows), DataBuffers.of(values)));
  }

  /** Feeds a matrix of these rows, at least one. */
  HeadRun feed(Placeholder<TFloat32> placeholder, float[][] rows) {
    TFloat32 matrix = TFloat32.tensorOf(Shape.of(rows.length, rows[0].length));
    feed(placeholder, matrix);
    FloatDataBuffer data = matrix.asRawTensor().data().asFloats();
    for (int i = 0; i < rows.length; i++) {
      data.offset((long) i * rows[0].length).write(rows[i]);
    }
    return this;
  }

  private HeadRun feed(Placeholder<?> placeholder, Tensor value) {
    fed.add(value);
    runner.feed(placeholder, value);
    return this;
  }

  /** Runs these operations. */
  void run(Iterable<? extends Op> targets) {
    targets.forEach(runner::addTarget);
    runner.run().close();
  }

  /** Runs what these matrices need and returns copies of them, each as one array. */
  List<float[]> fetch(List<? extends Operand<TFloat32>> matrices) {
    return fetch(matrices, HeadRun::flat);
  }

  /** Runs what these matrices need and returns copies of them by rows. */
  List<float[][]> fetchRows(List<? extends Operand<TFloat32>> matrices) {
    return fetch(matrices, HeadRun::rows);
  }

  private <T> List<T> fetch(
      List<? extends Operand<TFloat32>> matrices, Function<TFloat32, T> copy) {
    matrices.forEach(runner::fetch);
    try (Result result = runner.run()) {
      List<T> copies = new ArrayList<>();
      result.forEach(entry -> copies.add(copy.apply((TFloat32) entry.getValue())));
      return copies;
    }
  }

  private static float[] flat(TFloat32 matrix) {
    float[] values = new float[Math.toIntExact(matrix.size())];
    matrix.asRawTensor().data().asFloats().read(values);
    return values;
  }

  private static float[][] rows(TFloat32 matrix) {
    int columns = Math.toIntExact(matrix.shape().get(1));
    float[][] rows = new float[Math.toIntExact(matrix.shape().get(0))][columns];
    FloatDataBuffer data = matrix.asRawTensor().data().asFloats();
    for (int i = 0; i < rows.length; i++) {
      data.offset((long) i * columns).read(rows[i]);
    }
    return rows;
  }

  @Override
  public void close() {
    fed.forEach(Tensor::close);
  }
}
