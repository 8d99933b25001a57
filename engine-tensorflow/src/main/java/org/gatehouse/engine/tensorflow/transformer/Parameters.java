package org.gatehouse.engine.tensorflow.transformer;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * The weights of a graph under construction. Each is a variable, because a graph definition with
 * the weights inside could not exceed 2 GB.
 */
public final class Parameters {

  private final Ops tf;
  private final List<Parameter> parameters = new ArrayList<>();

  /** No parameters yet; the variables will go to {@code tf}'s graph. */
  public Parameters(Ops tf) {
    this.tf = tf;
  }

  /** A weight that the graph uses as the checkpoint stores it. */
  Operand<TFloat32> asStored(String name, long... shape) {
    return add(name, false, shape, Shape.of(shape));
  }

  /**
   * The weight of a dense layer, as [in, out]. Checkpoints store [out, in]; it is transposed once,
   * when it is loaded, and not in every product.
   */
  Operand<TFloat32> kernel(String name, long out, long in) {
    return add(name, true, new long[] {out, in}, Shape.of(in, out));
  }

  /** All weights, in the order in which the graph asked for them. */
  public List<Parameter> all() {
    return Collections.unmodifiableList(parameters);
  }

  private Operand<TFloat32> add(String name, boolean transposed, long[] stored, Shape shape) {
    Operand<TFloat32> variable = tf.withName(name).variable(shape, TFloat32.class);
    List<Long> storedShape = Arrays.stream(stored).boxed().toList();
    parameters.add(new Parameter(name, storedShape, transposed, variable));
    return variable;
  }
}
