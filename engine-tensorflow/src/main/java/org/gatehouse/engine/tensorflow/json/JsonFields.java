package org.gatehouse.engine.tensorflow.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.gatehouse.engine.tensorflow.EngineException;

/**
 * The scalar fields at the top of a JSON object; nested values and nulls are passed over. Every
 * error names the file and the field. Immutable.
 */
public final class JsonFields {

  private static final JsonFactory JSON = new JsonFactory();

  private final Path file;
  private final Map<String, Object> values;

  private JsonFields(Path file, Map<String, Object> values) {
    this.file = file;
    this.values = values;
  }

  /**
   * Reads {@code file}.
   *
   * @throws EngineException if the file cannot be read or is no JSON object
   */
  public static JsonFields read(Path file) {
    Map<String, Object> values = new LinkedHashMap<>();
    try (InputStream in = Files.newInputStream(file);
        JsonParser parser = JSON.createParser(in)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        throw new EngineException(file + " should hold a JSON object and does not.");
      }
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        String name = parser.currentName();
        switch (parser.nextToken()) {
          case VALUE_STRING -> values.put(name, parser.getText());
          case VALUE_TRUE, VALUE_FALSE -> values.put(name, parser.getBooleanValue());
          case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> values.put(name, parser.getDoubleValue());
          default -> parser.skipChildren();
        }
      }
    } catch (IOException e) {
      throw new EngineException("Cannot read " + file + ": " + e.getMessage(), e);
    }
    return new JsonFields(file, values);
  }

  /** The file these fields were read from. */
  public Path file() {
    return file;
  }

  /** Whether the object has a scalar field of this name. */
  public boolean has(String field) {
    return values.containsKey(field);
  }

  /** The whole number, at least 1, in {@code field}. */
  public int positiveInt(String field) {
    double value = number(field);
    if (value != Math.rint(value) || value < 1 || value > Integer.MAX_VALUE) {
      throw wrong(field, "a whole number of at least 1", value);
    }
    return (int) value;
  }

  /** The number in {@code field}. */
  public double number(String field) {
    return value(field, Double.class, "a number");
  }

  /** The string in {@code field}. */
  public String text(String field) {
    return value(field, String.class, "a string");
  }

  /** The truth value in {@code field}. */
  public boolean flag(String field) {
    return value(field, Boolean.class, "true or false");
  }

  private <T> T value(String field, Class<T> type, String expected) {
    Object value = values.get(field);
    if (value == null) {
      throw new EngineException(
          file + " has no field '" + field + "', which should be " + expected + ".");
    }
    if (!type.isInstance(value)) {
      throw wrong(field, expected, value);
    }
    return type.cast(value);
  }

  private EngineException wrong(String field, String expected, Object found) {
    return new EngineException(
        "Field '" + field + "' of " + file + " should be " + expected + ", not " + found + ".");
  }
}
