package org.gatehouse.engine.tensorflow.savedmodel;

import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.gatehouse.engine.tensorflow.EngineException;
import org.gatehouse.engine.tensorflow.transformer.Parameter;
import org.gatehouse.formats.TensorSource;
import org.tensorflow.Operand;
import org.tensorflow.Session;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.FloatDataBuffer;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * Puts weights into the variables of a graph: one tensor at a time, read in pieces straight into
 * TensorFlow's memory. The heap never holds a whole tensor, and the rest of the memory the model
 * and, for a moment, its largest tensor.
 */
final class WeightFeed {

  private final Ops tf;
  private final Session session;
  private final Operand<TFloat32> value;

  WeightFeed(Ops tf, Session session) {
    this.tf = tf;
    this.session = session;
    this.value = tf.placeholder(TFloat32.class);
  }

  /** Assigns a weight, and adds it to the hash. */
  void feed(Parameter parameter, TensorSource weights, ContentHash hash) {
    long[] stored = parameter.shape().stream().mapToLong(Long::longValue).toArray();
    Operand<TFloat32> oriented =
        parameter.transposed() ? tf.linalg.transpose(value, tf.array(1, 0)) : value;
    List<Op> assigns = new ArrayList<>();
    List<Operand<TFloat32>> variables = parameter.variables();
    for (int i = 0; i < variables.size(); i++) {
      Operand<TFloat32> part = oriented;
      if (variables.size() > 1) {
        part = part(oriented, variables.get(i).shape(), parameter.axis(), i);
      }
      assigns.add((Op) tf.assign(variables.get(i), part));
    }
    hash.begin(parameter);
    try (TFloat32 tensor = TFloat32.tensorOf(Shape.of(stored))) {
      FloatDataBuffer memory = tensor.asRawTensor().data().asFloats();
      long[] written = {0};
      weights.floats(
          parameter.name(),
          piece -> {
            hash.add(piece);
            requireFinite(parameter.name(), weights.origin(), piece, written[0]);
            int count = piece.remaining();
            memory
                .offset(written[0])
                .write(piece.array(), piece.arrayOffset() + piece.position(), count);
            written[0] += count;
          });
      Session.Runner runner = session.runner().feed(value, tensor);
      assigns.forEach(runner::addTarget);
      runner.run().close();
    }
  }

  private Operand<TFloat32> part(Operand<TFloat32> whole, Shape shape, int axis, int index) {
    int[] begin = new int[shape.numDimensions()];
    begin[axis] = Math.toIntExact(index * shape.get(axis));
    int[] size = new int[shape.numDimensions()];
    Arrays.setAll(size, i -> Math.toIntExact(shape.get(i)));
    return tf.slice(whole, tf.constant(begin), tf.constant(size));
  }

  private static void requireFinite(String name, String origin, FloatBuffer piece, long start) {
    for (int i = piece.position(); i < piece.limit(); i++) {
      if (!Float.isFinite(piece.get(i))) {
        throw new EngineException(
            "Tensor '%s' of %s holds %s at element %d; an encoder with such a weight computes nothing."
                .formatted(name, origin, piece.get(i), start + i - piece.position()));
      }
    }
  }
}
