package org.gatehouse.engine.tensorflow.transformer;

import java.util.ArrayList;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.op.math.Mean;
import org.tensorflow.types.TFloat32;

/**
 * The layers that transformer encoders are made of. Activations are [rows, width], where rows are
 * all tokens of all texts of the batch, one after the other.
 */
final class Layers {

  private final Ops tf;
  private final Parameters parameters;
  private final int parts;

  /**
   * Layers of a graph.
   *
   * @param parts into how many parts the weights of dense layers are cut, each of which is worked
   *     on by itself; divides their sizes
   */
  Layers(Ops tf, Parameters parameters, int parts) {
    this.tf = tf;
    this.parameters = parameters;
    this.parts = parts;
  }

  /** x W + b with the parameters {@code name.weight} and {@code name.bias}: [rows, out / parts]. */
  List<Operand<TFloat32>> spread(Operand<TFloat32> x, String name, int in, int out) {
    List<Operand<TFloat32>> products = spreadProduct(x, name, in, out);
    List<Operand<TFloat32>> biases = parameters.vector(name + ".bias", out, parts);
    List<Operand<TFloat32>> sums = new ArrayList<>(parts);
    for (int i = 0; i < parts; i++) {
      sums.add(tf.nn.biasAdd(products.get(i), biases.get(i)));
    }
    return sums;
  }

  /** x W with the parameter {@code name.weight}: [rows, out / parts]. */
  List<Operand<TFloat32>> spreadProduct(Operand<TFloat32> x, String name, int in, int out) {
    List<Operand<TFloat32>> kernels = parameters.columns(name + ".weight", out, in, parts);
    return kernels.stream().<Operand<TFloat32>>map(w -> tf.linalg.matMul(x, w)).toList();
  }

  /**
   * x W + b of what {@link #spread} made, with the parameters {@code name.weight} and {@code
   * name.bias}: [rows, out].
   *
   * @param x the parts of x, [rows, in / parts]
   */
  Operand<TFloat32> gathered(List<Operand<TFloat32>> x, String name, int in, int out) {
    List<Operand<TFloat32>> kernels = parameters.rows(name + ".weight", out, in, parts);
    Operand<TFloat32> sum =
        tf.nn.biasAdd(
            tf.linalg.matMul(x.get(0), kernels.get(0)), parameters.asStored(name + ".bias", out));
    for (int i = 1; i < parts; i++) {
      sum = tf.math.add(sum, tf.linalg.matMul(x.get(i), kernels.get(i)));
    }
    return sum;
  }

  /**
   * Layer normalisation over the width (Ba et al. 2016): (x - mean) / sqrt(variance + eps), times
   * {@code name.weight}, plus {@code name.bias}. The variance is the biased one.
   */
  Operand<TFloat32> layerNorm(Operand<TFloat32> x, String name, int width, float eps) {
    Operand<TFloat32> centred = tf.math.sub(x, mean(x));
    Operand<TFloat32> variance = mean(tf.math.square(centred));
    Operand<TFloat32> scale = tf.math.rsqrt(tf.math.add(variance, tf.constant(eps)));
    Operand<TFloat32> weight = parameters.asStored(name + ".weight", width);
    Operand<TFloat32> bias = parameters.asStored(name + ".bias", width);
    return tf.math.add(tf.math.mul(tf.math.mul(centred, scale), weight), bias);
  }

  private Operand<TFloat32> mean(Operand<TFloat32> x) {
    return tf.math.mean(x, tf.constant(-1), Mean.keepDims(true));
  }
}
