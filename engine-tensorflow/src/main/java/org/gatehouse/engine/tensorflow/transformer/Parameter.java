package org.gatehouse.engine.tensorflow.transformer;

import java.util.List;
import org.gatehouse.engine.tensorflow.EngineException;
import org.gatehouse.formats.TensorSource;
import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;

/**
 * One weight of a graph: a variable, and the checkpoint's tensor that belongs into it.
 *
 * @param name the tensor's Hugging Face name, also the variable's name
 * @param shape the tensor's shape in the checkpoint
 * @param transposed whether the variable holds the tensor's transpose
 * @param variable the variable in the graph
 */
public record Parameter(
    String name, List<Long> shape, boolean transposed, Operand<TFloat32> variable) {

  /** Copies the shape. */
  public Parameter {
    shape = List.copyOf(shape);
  }

  /** The shape of the variable. */
  public List<Long> variableShape() {
    return transposed ? List.of(shape.get(1), shape.get(0)) : shape;
  }

  /**
   * The values for the variable, in row-major order.
   *
   * @throws EngineException if the checkpoint has the tensor in another shape
   * @throws org.gatehouse.formats.FormatException if the checkpoint lacks the tensor
   */
  public float[] values(TensorSource checkpoint) {
    List<Long> found = checkpoint.info(name).shape();
    if (!found.equals(shape)) {
      throw new EngineException(
          "Tensor '%s' of %s has shape %s; the model's configuration asks for %s."
              .formatted(name, checkpoint.origin(), found, shape));
    }
    float[] values = checkpoint.floats(name);
    return transposed
        ? transpose(values, Math.toIntExact(shape.get(0)), Math.toIntExact(shape.get(1)))
        : values;
  }

  private static float[] transpose(float[] values, int rows, int columns) {
    float[] transpose = new float[values.length];
    for (int r = 0; r < rows; r++) {
      for (int c = 0; c < columns; c++) {
        transpose[c * rows + r] = values[r * columns + c];
      }
    }
    return transpose;
  }
}
