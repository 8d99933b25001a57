package org.gatehouse.engine.tensorflow.transformer;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * The weights of a graph under construction. Each is a variable or, in parts, several, because a
 * graph definition with the weights inside could not exceed 2 GB. What is asked for again is the
 * same weight.
 */
public final class Parameters {

  private final Ops tf;
  private final Map<String, Parameter> parameters = new LinkedHashMap<>();

  /** No parameters yet; the variables will go to {@code tf}'s graph. */
  public Parameters(Ops tf) {
    this.tf = tf;
  }

  /** A weight that the graph uses as the checkpoint stores it. */
  Operand<TFloat32> asStored(String name, long... shape) {
    return add(name, Arrays.stream(shape).boxed().toList(), false, 0, 1).get(0);
  }

  /** A vector in parts of one size. */
  List<Operand<TFloat32>> vector(String name, long size, int parts) {
    return add(name, List.of(size), false, 0, parts);
  }

  /**
   * The weight of a dense layer, as [in, out / parts]. Checkpoints store [out, in]; it is
   * transposed once, when it is loaded, and not in every product.
   */
  List<Operand<TFloat32>> columns(String name, long out, long in, int parts) {
    return add(name, List.of(out, in), true, 1, parts);
  }

  /** The weight of a dense layer, as [in / parts, out]. */
  List<Operand<TFloat32>> rows(String name, long out, long in, int parts) {
    return add(name, List.of(out, in), true, 0, parts);
  }

  /** All weights, in the order in which the graph first asked for them. */
  public List<Parameter> all() {
    return List.copyOf(parameters.values());
  }

  private List<Operand<TFloat32>> add(
      String name, List<Long> stored, boolean transposed, int axis, int parts) {
    @Nullable Parameter known = parameters.get(name);
    if (known != null) {
      return known.variables();
    }
    long[] shape = stored.stream().mapToLong(Long::longValue).toArray();
    if (transposed) {
      shape = new long[] {shape[1], shape[0]};
    }
    shape[axis] /= parts;
    List<Operand<TFloat32>> variables = new ArrayList<>(parts);
    for (int i = 0; i < parts; i++) {
      String variable = parts == 1 ? name : name + "." + i;
      variables.add(tf.withName(variable).variable(Shape.of(shape), TFloat32.class));
    }
    parameters.put(name, new Parameter(name, stored, transposed, axis, variables));
    return variables;
  }
}
