package org.gatehouse.benchmarks.sidebyside.peers;

import java.util.List;
import java.util.stream.IntStream;
import org.gatehouse.engine.tensorflow.fixture.RecipeTensor;
import org.gatehouse.engine.tensorflow.fixture.RecipeWeights;

/** Made-up weights as a peer takes them. */
public record RecipeModel(RecipeWeights recipe) implements Weights {

  @Override
  public List<String> names() {
    return recipe.tensors().stream().map(RecipeTensor::name).toList();
  }

  @Override
  public long[] shape(String name) {
    return tensor(name).shape().stream().mapToLong(Long::longValue).toArray();
  }

  @Override
  public float[] floats(String name) {
    RecipeTensor tensor = tensor(name);
    float[] values = new float[Math.toIntExact(tensor.info().elementCount())];
    IntStream.range(0, values.length)
        .parallel()
        .forEach(i -> values[i] = tensor.valueAt(i, recipe.seed()));
    return values;
  }

  private RecipeTensor tensor(String name) {
    return recipe.tensors().stream()
        .filter(tensor -> tensor.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no weight " + name));
  }
}
