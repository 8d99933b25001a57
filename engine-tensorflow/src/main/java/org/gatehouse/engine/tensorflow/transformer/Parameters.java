package org.gatehouse.engine.tensorflow.transformer;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
  private final Map<String, Parameter> parameters = new LinkedHashMap<>();

  /** No parameters yet; the variables will go to {@code tf}'s graph. */
  public Parameters(Ops tf) {
    this.tf = tf;
  }

  /** A weight that the graph uses as the checkpoint stores it; asked for again, the same one. */
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

  /** All weights, in the order in which the graph first asked for them. */
  public List<Parameter> all() {
    return List.copyOf(parameters.values());
  }

  private Operand<TFloat32> add(String name, boolean transposed, long[] stored, Shape shape) {
    return parameters
        .computeIfAbsent(
            name,
            key ->
                new Parameter(
                    key,
                    Arrays.stream(stored).boxed().toList(),
                    transposed,
                    tf.withName(key).variable(shape, TFloat32.class)))
        .variable();
  }
}
