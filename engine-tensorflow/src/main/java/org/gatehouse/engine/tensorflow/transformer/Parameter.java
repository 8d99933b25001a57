package org.gatehouse.engine.tensorflow.transformer;

import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;

/**
 * One weight of a graph: its variables, and the checkpoint's tensor that belongs into them.
 *
 * @param name the tensor's Hugging Face name
 * @param shape the tensor's shape in the checkpoint
 * @param transposed whether the variables hold the tensor's transpose
 * @param axis along which the variables cut what they hold into parts of one size
 * @param variables the variables in the graph, at least one
 */
public record Parameter(
    String name,
    List<Long> shape,
    boolean transposed,
    int axis,
    List<Operand<TFloat32>> variables) {

  /** Copies the lists. */
  public Parameter {
    shape = List.copyOf(shape);
    variables = List.copyOf(variables);
  }
}
