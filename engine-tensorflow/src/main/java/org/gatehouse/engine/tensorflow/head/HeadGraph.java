package org.gatehouse.engine.tensorflow.head;

import java.util.List;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.op.core.VarHandleOp;
import org.tensorflow.op.linalg.MatMul;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.family.TType;

/**
 * The TensorFlow operations of a linear head: what is fed, what is fetched, what is run.
 *
 * <p>All state is in resource variables without a fixed number of rows, so that the head can grow.
 */
final class HeadGraph {

  /**
   * A variable with the operations that read it and replace it, wholly or in some rows.
   *
   * @param value what is assigned: as many rows as there are, or one for each fed uid
   */
  record Variable(
      Operand<? extends TType> handle,
      Placeholder<TFloat32> value,
      Operand<TFloat32> read,
      Op assign,
      Op assignRows) {}

  final Placeholder<TInt32> uids;
  final Placeholder<TFloat32> hidden;
  final Placeholder<TFloat32> scoreGradient;
  final Placeholder<TFloat32> learningRate;
  final Placeholder<TFloat32> momentum;

  final Variable weight;
  final Variable bias;

  /** Weight, bias, their velocities and, if gradients accumulate, the sums of their gradients. */
  final List<Variable> state;

  /** Scores of every uid, shape [numUids, batch]: the layout in which no operand is transposed. */
  final Operand<TFloat32> scores;

  /** Scores of the fed uids for one representation, shape [k, 1]. */
  final Operand<TFloat32> selectedScores;

  /** One step of stochastic gradient descent with momentum. */
  final List<Op> step;

  HeadGraph(Graph graph, int hiddenSize, GradientAccumulation accumulation) {
    Ops tf = Ops.create(graph);
    uids = tf.placeholder(TInt32.class, Placeholder.shape(Shape.of(-1)));
    hidden = tf.placeholder(TFloat32.class, Placeholder.shape(Shape.of(-1, hiddenSize)));
    scoreGradient = tf.placeholder(TFloat32.class, Placeholder.shape(Shape.of(-1, 1)));
    learningRate = tf.placeholder(TFloat32.class, Placeholder.shape(Shape.scalar()));
    momentum = tf.placeholder(TFloat32.class, Placeholder.shape(Shape.scalar()));
    weight = variable(tf, "weight");
    bias = variable(tf, "bias");
    Variable weightVelocity = variable(tf, "weight_velocity");
    Variable biasVelocity = variable(tf, "bias_velocity");
    Variable weightGradient = variable(tf, "weight_gradient");
    Variable biasGradient = variable(tf, "bias_gradient");
    List<Variable> all =
        List.of(weight, bias, weightVelocity, biasVelocity, weightGradient, biasGradient);
    state = accumulation == GradientAccumulation.UPSTREAM ? all : all.subList(0, 4);

    scores = affine(tf, weight.read, bias.read);
    selectedScores =
        affine(
            tf,
            tf.resourceGather(weight.handle, uids, TFloat32.class),
            tf.resourceGather(bias.handle, uids, TFloat32.class));

    Operand<TFloat32> weightRows = tf.math.mul(scoreGradient, hidden);
    Operand<TFloat32> biasRows = tf.reshape(scoreGradient, tf.constant(new int[] {-1}));
    step =
        List.of(
            descend(tf, accumulation, weight, weightVelocity, weightGradient, weightRows),
            descend(tf, accumulation, bias, biasVelocity, biasGradient, biasRows));
  }

  private Variable variable(Ops tf, String name) {
    VarHandleOp handle =
        tf.varHandleOp(TFloat32.class, Shape.unknown(), VarHandleOp.sharedName(name));
    Placeholder<TFloat32> value = tf.placeholder(TFloat32.class);
    return new Variable(
        handle,
        value,
        tf.readVariableOp(handle, TFloat32.class),
        tf.assignVariableOp(handle, value),
        tf.resourceScatterUpdate(handle, uids, value));
  }

  /** W h^T + b, shape [rows of W, batch]. */
  private Operand<TFloat32> affine(Ops tf, Operand<TFloat32> rows, Operand<TFloat32> offsets) {
    return tf.math.add(
        tf.linalg.matMul(rows, hidden, MatMul.transposeB(true)),
        tf.expandDims(offsets, tf.constant(1)));
  }

  /**
   * velocity = momentum velocity + gradient; parameter -= learning rate velocity, in every row: the
   * update of torch.optim.SGD, whose first velocity is the first gradient.
   */
  private Op descend(
      Ops tf,
      GradientAccumulation accumulation,
      Variable parameter,
      Variable velocity,
      Variable sum,
      Operand<TFloat32> rows) {
    Operand<TFloat32> gradient =
        switch (accumulation) {
          case PER_STEP ->
              tf.scatterNd(tf.expandDims(uids, tf.constant(1)), rows, tf.shape(velocity.read));
          case UPSTREAM ->
              tf.withControlDependencies(tf.resourceScatterAdd(sum.handle, uids, rows))
                  .readVariableOp(sum.handle, TFloat32.class);
        };
    return tf.train.resourceApplyMomentum(
        parameter.handle, velocity.handle, learningRate, gradient, momentum);
  }
}
