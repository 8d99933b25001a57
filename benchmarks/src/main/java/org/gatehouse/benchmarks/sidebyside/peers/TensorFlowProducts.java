package org.gatehouse.benchmarks.sidebyside.peers;

import java.util.ArrayList;
import java.util.List;
import org.gatehouse.engine.tensorflow.device.TensorFlowRuntime;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Session;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.op.Ops;
import org.tensorflow.proto.ConfigProto;
import org.tensorflow.types.TFloat32;

/** Matrix products by TensorFlow, one after the other. */
public final class TensorFlowProducts implements MatrixProducts {

  private final Graph graph;
  private final Session session;
  private final List<Operand<TFloat32>> inputs = new ArrayList<>();
  private final List<TFloat32> values = new ArrayList<>();
  private final List<Operand<TFloat32>> products = new ArrayList<>();

  /** Sets them up. */
  public TensorFlowProducts(Products shape, int threads) {
    TensorFlowRuntime.load();
    graph = new Graph();
    Ops tf = Ops.create(graph);
    Operand<TFloat32> left = input(tf, shape.left(), Products.values(shape.leftSize(), 0));
    for (int i = 0; i < shape.count(); i++) {
      Operand<TFloat32> right = input(tf, shape.right(), Products.values(shape.rightSize(), i + 1));
      products.add(
          shape.constant()
              ? tf.linalg.matMul(left, right)
              : tf.train.batchMatMul(left, right, TFloat32.class));
    }
    session =
        new Session(
            graph,
            ConfigProto.newBuilder()
                .putDeviceCount("GPU", 0)
                .setIntraOpParallelismThreads(threads)
                .setInterOpParallelismThreads(1)
                .build());
  }

  private Operand<TFloat32> input(Ops tf, long[] shape, float[] floats) {
    Operand<TFloat32> input = tf.placeholder(TFloat32.class);
    inputs.add(input);
    values.add(TFloat32.tensorOf(Shape.of(shape), DataBuffers.of(floats)));
    return input;
  }

  @Override
  public void run() {
    Session.Runner runner = session.runner();
    for (int i = 0; i < inputs.size(); i++) {
      runner.feed(inputs.get(i), values.get(i));
    }
    products.forEach(product -> runner.addTarget(product.op()));
    runner.run().close();
  }

  @Override
  public void close() {
    session.close();
    graph.close();
    values.forEach(TFloat32::close);
  }
}
