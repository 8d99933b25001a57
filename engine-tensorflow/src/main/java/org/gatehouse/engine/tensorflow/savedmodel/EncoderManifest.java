package org.gatehouse.engine.tensorflow.savedmodel;

import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.gatehouse.engine.tensorflow.EngineException;
import org.gatehouse.engine.tensorflow.json.JsonFields;
import org.gatehouse.engine.tensorflow.pooling.Pooling;

/**
 * What is known of an encoder that is not in its SavedModel: the file {@value #FILE} beside it.
 *
 * @param model name of the model that was exported
 * @param contentHash SHA-256 in hexadecimal over the weights, the encoder's shape and the tokenizer
 * @param hiddenSize length of a hidden state
 * @param vocabularySize token ids run from 0 to one less
 * @param maxTokens the most tokens of a row
 * @param pooling how the model's authors pool
 */
public record EncoderManifest(
    String model,
    String contentHash,
    int hiddenSize,
    int vocabularySize,
    int maxTokens,
    Pooling pooling) {

  /** Version of the folder's layout and of the graph inside; part of the path in the cache. */
  public static final int FORMAT_VERSION = 3;

  /** The oldest version that is still read: its graph computes the same, more slowly. */
  private static final int OLDEST_VERSION = 2;

  /** Name of the manifest in the folder. */
  public static final String FILE = "encoder.json";

  /** Name of the tokenizer in the folder. */
  public static final String TOKENIZER_FILE = "tokenizer.json";

  private static final JsonFactory JSON = new JsonFactory();

  /**
   * Describes the encoder in {@code folder}: by its manifest or, for a SavedModel that another
   * program has made and that has none, by what else lies there.
   *
   * @throws EngineException if there is no encoder, or its manifest is not complete, or of another
   *     version
   */
  public static EncoderManifest read(Path folder) {
    Path file = folder.resolve(FILE);
    if (!Files.isRegularFile(file)) {
      if (SavedModelEncoder.isAt(folder)) {
        return new ForeignModel(folder).manifest();
      }
      throw new EngineException(
          "%s is no encoder: it has neither a %s nor an %s."
              .formatted(folder, SavedModelEncoder.FILE, FILE));
    }
    JsonFields json = JsonFields.read(file);
    int version = json.positiveInt("format_version");
    if (version < OLDEST_VERSION || version > FORMAT_VERSION) {
      throw new EngineException(
          "%s has format_version %d; this program reads %d and %d. Export the model again."
              .formatted(file, version, OLDEST_VERSION, FORMAT_VERSION));
    }
    return new EncoderManifest(
        json.text("model"),
        contentHash(json),
        json.positiveInt("hidden_size"),
        json.positiveInt("vocabulary_size"),
        json.positiveInt("max_tokens"),
        pooling(json));
  }

  /** The version of the export in {@code folder}, which has a manifest. */
  static int version(Path folder) {
    return JsonFields.read(folder.resolve(FILE)).positiveInt("format_version");
  }

  private static String contentHash(JsonFields json) {
    String hash = json.text("content_sha256");
    if (!hash.matches("[0-9a-f]{64}")) {
      throw json.wrong("content_sha256", "64 hexadecimal digits", "'" + hash + "'");
    }
    return hash;
  }

  private static Pooling pooling(JsonFields json) {
    try {
      return Pooling.of(json.text("pooling"), json.flag("normalise"));
    } catch (IllegalArgumentException e) {
      throw new EngineException(json.file() + ": " + e.getMessage(), e);
    }
  }

  void write(Path folder) throws IOException {
    try (JsonGenerator json =
        JSON.createGenerator(folder.resolve(FILE).toFile(), JsonEncoding.UTF8)) {
      json.useDefaultPrettyPrinter();
      json.writeStartObject();
      json.writeNumberField("format_version", FORMAT_VERSION);
      json.writeStringField("model", model);
      json.writeStringField("content_sha256", contentHash);
      json.writeNumberField("hidden_size", hiddenSize);
      json.writeNumberField("vocabulary_size", vocabularySize);
      json.writeNumberField("max_tokens", maxTokens);
      json.writeStringField("pooling", pooling.name());
      json.writeBooleanField("normalise", pooling.normalised());
      json.writeEndObject();
    }
  }
}
