package org.gatehouse.benchmarks;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.gatehouse.engine.tensorflow.fixture.Gpt2;
import org.gatehouse.engine.tensorflow.fixture.RecipeWeights;
import org.gatehouse.engine.tensorflow.json.JsonFields;

/** A model of the shape of gpt-neo-125m, with made-up weights. */
public final class MadeUpGptNeo {

  private static final String RESOURCES = "/parity/gpt_neo_125m_shape/";

  private MadeUpGptNeo() {}

  /** Writes it as a checkpoint into a folder, 501 MB. */
  public static RecipeWeights write(Path folder) throws IOException {
    try (InputStream config = resource("config.json")) {
      Files.copy(config, folder.resolve("config.json"));
    }
    Files.write(folder.resolve("tokenizer.json"), Gpt2.tokenizer());
    RecipeWeights recipe = recipe();
    recipe.write(folder.resolve("model.safetensors"));
    return recipe;
  }

  /** What its weights are made from. */
  public static RecipeWeights recipe() throws IOException {
    Path expected = Files.createTempFile("gatehouse-gpt-neo", ".json");
    try (InputStream in = resource("expected.json")) {
      Files.write(expected, in.readAllBytes());
      return RecipeWeights.of(JsonFields.read(expected));
    } finally {
      Files.delete(expected);
    }
  }

  private static InputStream resource(String name) {
    return Objects.requireNonNull(MadeUpGptNeo.class.getResourceAsStream(RESOURCES + name), name);
  }
}
