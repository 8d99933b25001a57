package org.gatehouse.engine.tensorflow.head;

import java.util.List;
import java.util.stream.Stream;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Assign;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.op.linalg.MatMul;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/**
 * The TensorFlow operations of a linear head: what is fed, what is fetched, what is run.
 *
 * <p>All state is in reference variables without a fixed number of rows, so that the head can grow.
 * A resource variable that was once gathered from or scattered to would be copied by every read.
 */
final class HeadGraph {

  /**
   * A variable of shape [numUids, hidden], or [numUids, 1] for a bias, with the operations that
   * replace it, wholly or in some rows.
   *
   * @param values what reads see: not a copy, so nothing may be written meanwhile
   * @param replacement what is assigned: as many rows as there are, or one for each fed uid
   */
  record Variable(
      Operand<TFloat32> values, Placeholder<TFloat32> replacement, Op assign, Op assignRows) {}

  final Placeholder<TInt32> uids;

  /** Representations, shape [batch, hidden]. */
  final Placeholder<TFloat32> hidden;

  /** The derivative of the loss by the score of each fed uid, shape [k, 1]. */
  final Placeholder<TFloat32> scoreGradient;

  final Placeholder<TFloat32> learningRate;

  /** If gradients accumulate, the momentum of every row. */
  final Placeholder<TFloat32> momentum;

  /** If not, the share of its velocity that each fed uid has left after the step, shape [k, 1]. */
  final Placeholder<TFloat32> decay;

  /** By how many of its velocities each fed uid moves besides its gradient, shape [k, 1]. */
  final Placeholder<TFloat32> drift;

  /** Weight, bias, their velocities and, if gradients accumulate, the sums of their gradients. */
  final List<Variable> state;

  /** W h + b of every uid, with the rows as they are kept, shape [batch, numUids]. */
  final Operand<TFloat32> scores;

  /** The same of the fed uids, shape [batch, k]. */
  final Operand<TFloat32> selectedScores;

  /** What the velocities in the place of the parameters would score, shape [batch, numUids]. */
  final Operand<TFloat32> velocityScores;

  /** The same of the fed uids, shape [batch, k]. */
  final Operand<TFloat32> selectedVelocityScores;

  /** One step of stochastic gradient descent with momentum. */
  final List<Op> step;

  private final Ops tf;

  HeadGraph(Graph graph, int hiddenSize, GradientAccumulation accumulation) {
    tf = Ops.create(graph);
    uids = tf.placeholder(TInt32.class, Placeholder.shape(Shape.of(-1)));
    hidden = tf.placeholder(TFloat32.class, Placeholder.shape(Shape.of(-1, hiddenSize)));
    scoreGradient = tf.placeholder(TFloat32.class, Placeholder.shape(Shape.of(-1, 1)));
    learningRate = tf.placeholder(TFloat32.class, Placeholder.shape(Shape.scalar()));
    momentum = tf.placeholder(TFloat32.class, Placeholder.shape(Shape.scalar()));
    decay = tf.placeholder(TFloat32.class, Placeholder.shape(Shape.of(-1, 1)));
    drift = tf.placeholder(TFloat32.class, Placeholder.shape(Shape.of(-1, 1)));
    Variable weight = variable();
    Variable bias = variable();
    Variable weightVelocity = variable();
    Variable biasVelocity = variable();
    Variable weightGradient = variable();
    Variable biasGradient = variable();
    List<Variable> all =
        List.of(weight, bias, weightVelocity, biasVelocity, weightGradient, biasGradient);
    state = accumulation == GradientAccumulation.UPSTREAM ? all : all.subList(0, 4);
    scores = affine(weight.values, bias.values);
    selectedScores = affine(rows(weight), rows(bias));
    velocityScores = affine(weightVelocity.values, biasVelocity.values);
    selectedVelocityScores = affine(rows(weightVelocity), rows(biasVelocity));
    Operand<TFloat32> one = tf.constant(new float[][] {{1}});
    step =
        switch (accumulation) {
          case PER_STEP ->
              Stream.concat(
                      descend(weight, weightVelocity, hidden).stream(),
                      descend(bias, biasVelocity, one).stream())
                  .toList();
          case UPSTREAM ->
              List.of(
                  descendEverywhere(weight, weightVelocity, weightGradient, hidden),
                  descendEverywhere(bias, biasVelocity, biasGradient, one));
        };
  }

  private Variable variable() {
    Operand<TFloat32> values = tf.variable(Shape.unknown(), TFloat32.class);
    Placeholder<TFloat32> replacement = tf.placeholder(TFloat32.class);
    return new Variable(
        values,
        replacement,
        tf.assign(values, replacement, Assign.validateShape(false)),
        tf.scatterUpdate(values, uids, replacement));
  }

  /** Returns the rows of the fed uids. */
  private Operand<TFloat32> rows(Variable variable) {
    return tf.gather(variable.values, uids, tf.constant(0));
  }

  /**
   * (W h^T + b)^T, shape [batch, rows of W]: in this order W, by far the largest, is not rearranged
   * for the product, and transposing the scores costs less than that would.
   */
  private Operand<TFloat32> affine(Operand<TFloat32> weight, Operand<TFloat32> bias) {
    Operand<TFloat32> byUid =
        tf.math.add(tf.linalg.matMul(weight, hidden, MatMul.transposeB(true)), bias);
    return tf.linalg.transpose(byUid, tf.constant(new int[] {1, 0}));
  }

  /**
   * velocity = decay velocity + gradient; parameter -= drift velocity + learning rate gradient, in
   * the rows of the fed uids: several updates of torch.optim.SGD in one, of which only the last has
   * a gradient.
   */
  private List<Op> descend(Variable parameter, Variable velocity, Operand<TFloat32> input) {
    Operand<TFloat32> gradient = tf.math.mul(scoreGradient, input);
    Operand<TFloat32> kept = rows(velocity);
    Operand<TFloat32> down =
        tf.math.add(tf.math.mul(drift, kept), tf.math.mul(learningRate, gradient));
    return List.of(
        tf.scatterUpdate(parameter.values, uids, tf.math.sub(rows(parameter), down)),
        tf.scatterUpdate(velocity.values, uids, tf.math.add(tf.math.mul(decay, kept), gradient)));
  }

  /**
   * velocity = momentum velocity + sum of gradients; parameter -= learning rate velocity, in every
   * row: the update of torch.optim.SGD, whose first velocity is the first gradient.
   */
  private Op descendEverywhere(
      Variable parameter, Variable velocity, Variable sum, Operand<TFloat32> input) {
    return tf.train.applyMomentum(
        parameter.values,
        velocity.values,
        learningRate,
        tf.scatterAdd(sum.values, uids, tf.math.mul(scoreGradient, input)),
        momentum);
  }
}
