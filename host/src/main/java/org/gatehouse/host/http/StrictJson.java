package org.gatehouse.host.http;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads the one JSON object of a request, and refuses what is not meant: another encoding than
 * UTF-8, a field twice, anything behind the object, numbers and nesting beyond all need.
 */
final class StrictJson implements AutoCloseable {

  static final int DEEPEST = 32;

  /** How many characters of a number that is wrong are repeated. */
  private static final int LONGEST_NUMBER = 24;

  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(DEEPEST)
                  .maxStringLength(Integer.MAX_VALUE)
                  .maxNameLength(256)
                  .maxNumberLength(400)
                  .build())
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
          .build();

  private final JsonParser parser;

  private StrictJson(JsonParser parser) {
    this.parser = parser;
  }

  /** Reads something, and may fail as a parser does. */
  interface Reading<T> {
    T read(StrictJson json) throws IOException;
  }

  /**
   * Reads a body.
   *
   * @param reading reads the fields of the object
   * @throws ProblemException if it is wrong
   */
  static <T> T read(byte[] body, Reading<T> reading) {
    char[] text = Utf.decode(body);
    try (StrictJson json = new StrictJson(FACTORY.createParser(text))) {
      if (json.parser.nextToken() != JsonToken.START_OBJECT) {
        throw json.wrong("a JSON object");
      }
      T value = reading.read(json);
      if (json.parser.nextToken() != null) {
        throw new ProblemException(
            Problem.invalid("expected nothing behind the JSON object, found more", null));
      }
      return value;
    } catch (JsonProcessingException e) {
      throw new ProblemException(Problem.invalid(describe(e), null));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String describe(JsonProcessingException failure) {
    String message = failure.getOriginalMessage();
    int line = failure.getLocation() == null ? 0 : failure.getLocation().getLineNr();
    int column = failure.getLocation() == null ? 0 : failure.getLocation().getColumnNr();
    String where = line > 0 ? " (line " + line + ", column " + column + ")" : "";
    return JsonWords.describe(message) + where;
  }

  /**
   * Returns the next field of the object in which the parser stands, or {@code null} at its end.
   */
  @Nullable String nextField() throws IOException {
    if (parser.nextToken() == JsonToken.END_OBJECT) {
      return null;
    }
    String name = parser.currentName();
    parser.nextToken();
    return name;
  }

  /** Refuses a field that nobody reads. */
  ProblemException unknown(String... known) {
    return new ProblemException(
        Problem.invalid(
            "expected one of " + String.join(", ", known) + ", found another field", here()));
  }

  String text() throws IOException {
    if (parser.currentToken() != JsonToken.VALUE_STRING) {
      throw wrong("text");
    }
    String text = parser.getText();
    if (!Utf.isValid(text)) {
      throw new ProblemException(
          Problem.invalid("expected Unicode text, found half of a surrogate pair", here()));
    }
    return text;
  }

  List<String> texts(int most) throws IOException {
    List<String> values = new ArrayList<>();
    while (nextElement("texts", values.size(), most)) {
      values.add(text());
    }
    return values;
  }

  int whole(int min, int max) throws IOException {
    if (parser.currentToken() != JsonToken.VALUE_NUMBER_INT
        || parser.getNumberType() != JsonParser.NumberType.INT
        || parser.getIntValue() < min
        || parser.getIntValue() > max) {
      throw wrong("a whole number in [" + min + ", " + max + "]");
    }
    return parser.getIntValue();
  }

  int[] wholes(int min, int max, int most) throws IOException {
    int[] values = new int[16];
    int size = 0;
    while (nextElement("whole numbers", size, most)) {
      if (size == values.length) {
        values = Arrays.copyOf(values, 2 * size);
      }
      values[size++] = whole(min, max);
    }
    return Arrays.copyOf(values, size);
  }

  float[] numbers(int most) throws IOException {
    float[] values = new float[16];
    int size = 0;
    while (nextElement("numbers", size, most)) {
      if (size == values.length) {
        values = Arrays.copyOf(values, 2 * size);
      }
      values[size++] = number();
    }
    return Arrays.copyOf(values, size);
  }

  private float number() throws IOException {
    if (!parser.currentToken().isNumeric()) {
      throw wrong("a number");
    }
    float value = (float) parser.getDoubleValue();
    if (!Float.isFinite(value)) {
      throw wrong("a number within the range of single precision");
    }
    return value;
  }

  private boolean nextElement(String what, int size, int most) throws IOException {
    if (!parser.getParsingContext().inArray()) {
      if (parser.currentToken() != JsonToken.START_ARRAY) {
        throw wrong("a list of " + what);
      }
    }
    if (parser.nextToken() == JsonToken.END_ARRAY) {
      return false;
    }
    if (size == most) {
      throw new ProblemException(
          Problem.invalid("expected at most " + most + " elements, found more", parent()));
    }
    return true;
  }

  /** Passes over a value, whatever it is. */
  void skip() throws IOException {
    parser.skipChildren();
  }

  JsonToken token() throws IOException {
    JsonToken token = parser.currentToken();
    if (token == null) {
      throw wrong("a value");
    }
    return token;
  }

  /** Moves to the next token. */
  JsonToken next() throws IOException {
    parser.nextToken();
    return token();
  }

  /** Refuses the value on which the parser stands. */
  ProblemException wrong(String expected) throws IOException {
    JsonToken token = parser.currentToken();
    String number =
        token != null && token.isNumeric() && parser.getTextLength() <= LONGEST_NUMBER
            ? parser.getText()
            : "another number";
    String found =
        token == null
            ? "nothing"
            : switch (token) {
              case START_OBJECT, END_OBJECT -> "an object";
              case START_ARRAY, END_ARRAY -> "a list";
              case VALUE_STRING, FIELD_NAME -> "text";
              case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> number;
              case VALUE_TRUE, VALUE_FALSE -> "a truth value";
              case VALUE_NULL -> "null";
              default -> "something else";
            };
    return new ProblemException(
        Problem.invalid("expected " + expected + ", found " + found, here()));
  }

  private @Nullable String here() {
    return pointer(parser.getParsingContext().pathAsPointer());
  }

  private @Nullable String parent() {
    JsonPointer pointer = parser.getParsingContext().pathAsPointer().head();
    return pointer(pointer);
  }

  private static @Nullable String pointer(@Nullable JsonPointer pointer) {
    return pointer == null || pointer.toString().isEmpty() ? null : Utf.clean(pointer.toString());
  }

  @Override
  public void close() throws IOException {
    parser.close();
  }
}
