package org.gatehouse.metagraph.adapters.file;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonStreamContext;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Path;
import org.gatehouse.api.metagraph.MetagraphException;
import org.jspecify.annotations.Nullable;

/**
 * A position in a JSON document that reads typed values and says where one is not as expected.
 *
 * <p>Every value may be {@code null} in the document, which reads as {@code null}, as if the field
 * were absent. For use by one thread.
 */
final class JsonCursor {

  /** Reads the value of one field, at which the cursor stands. */
  @FunctionalInterface
  interface FieldReader {
    void read(String name) throws IOException;
  }

  /** Reads one element of an array, at which the cursor stands. */
  @FunctionalInterface
  interface ElementReader {
    void read(int index) throws IOException;
  }

  /** Reads the value at which the cursor stands. */
  @FunctionalInterface
  interface Reading {
    void read() throws IOException;
  }

  /** A value's line, column and path of fields, for a message about it that comes later. */
  record Place(JsonLocation location, String field) {

    /** Returns the path of a field of the object that is here. */
    String path(String name) {
      return join(field, name);
    }
  }

  /** The search for duplicates keeps the names of an object, so that there must be an end. */
  private static final int MAX_FIELDS = 1 << 16;

  private static final int LONGEST_QUOTE = 60;

  private final Path file;
  private final JsonParser parser;

  JsonCursor(Path file, JsonParser parser) {
    this.file = file;
    this.parser = parser;
  }

  /** Moves to the document's only value. */
  void start() throws IOException {
    parser.nextToken();
  }

  /** Checks that nothing but space follows the document's value. */
  void end() throws IOException {
    if (parser.nextToken() != null) {
      throw unexpected("the end of the file");
    }
  }

  Place place() {
    return new Place(parser.currentTokenLocation(), path());
  }

  boolean isNull() {
    return parser.currentToken() == JsonToken.VALUE_NULL;
  }

  /** Passes over a value of any shape. */
  void skip() throws IOException {
    if (parser.currentToken() == JsonToken.START_OBJECT) {
      object(name -> skip());
    } else if (parser.currentToken() == JsonToken.START_ARRAY) {
      array(index -> skip());
    }
  }

  void object(FieldReader fields) throws IOException {
    if (parser.currentToken() != JsonToken.START_OBJECT) {
      throw unexpected("an object");
    }
    Place place = place();
    for (int count = 1; parser.nextToken() != JsonToken.END_OBJECT; count++) {
      if (count > MAX_FIELDS) {
        throw unexpected(place, "an object of at most " + MAX_FIELDS + " fields", "more");
      }
      String name = parser.currentName();
      parser.nextToken();
      fields.read(name);
    }
  }

  void array(ElementReader elements) throws IOException {
    if (parser.currentToken() != JsonToken.START_ARRAY) {
      throw unexpected("an array");
    }
    for (int index = 0; parser.nextToken() != JsonToken.END_ARRAY; index++) {
      elements.read(index);
    }
  }

  /**
   * Reads a value that may be none of ours; if it is not as expected, passes over the rest of it
   * and returns the failure.
   */
  @Nullable MetagraphException attempt(Reading reading) throws IOException {
    JsonStreamContext outside = parser.getParsingContext();
    if (parser.currentToken().isStructStart()) {
      outside = outside.getParent();
    }
    try {
      reading.read();
      return null;
    } catch (MetagraphException e) {
      for (int passed = 0; parser.getParsingContext() != outside; passed++) {
        if (passed == MAX_FIELDS) {
          throw e;
        }
        parser.nextToken();
      }
      return e;
    }
  }

  /** Reads text that is not blank. */
  @Nullable String text() throws IOException {
    if (isNull()) {
      return null;
    }
    if (parser.currentToken() != JsonToken.VALUE_STRING || parser.getText().isBlank()) {
      throw unexpected("text that is not blank");
    }
    return parser.getText();
  }

  @Nullable Boolean flag() throws IOException {
    if (isNull()) {
      return null;
    }
    if (!parser.currentToken().isBoolean()) {
      throw unexpected("true or false");
    }
    return parser.getBooleanValue();
  }

  /** Reads a number in [0, {@code max}], where {@code max} has at most 18 digits. */
  @Nullable Long whole(long max) throws IOException {
    if (isNull()) {
      return null;
    }
    Long value = JsonNumbers.whole(parser.currentToken(), parser.getText(), max);
    if (value == null) {
      throw unexpected(JsonNumbers.wholeUpTo(max));
    }
    return value;
  }

  /** Reads an unsigned 16-bit number. */
  @Nullable Integer u16() throws IOException {
    Long value = whole(0xFFFF);
    return value == null ? null : value.intValue();
  }

  /** Reads an unsigned 64-bit number, written as a number or as text. */
  @Nullable Long u64() throws IOException {
    BigInteger value = unsigned(64);
    return value == null ? null : value.longValue();
  }

  /** Reads an unsigned 128-bit number, written as a number or as text. */
  @Nullable BigInteger u128() throws IOException {
    return unsigned(128);
  }

  private @Nullable BigInteger unsigned(int bits) throws IOException {
    if (isNull()) {
      return null;
    }
    BigInteger value = JsonNumbers.unsigned(parser.currentToken(), parser.getText(), bits);
    if (value == null) {
      throw unexpected(JsonNumbers.unsignedOf(bits));
    }
    return value;
  }

  /** Passes over a value of any shape that is to be read later; {@code null} if it is null. */
  @Nullable JsonValue value() throws IOException {
    if (isNull()) {
      return null;
    }
    JsonValue value =
        new JsonValue(parser.currentTokenLocation(), parser.currentToken(), parser.getText());
    skip();
    return value;
  }

  /** Returns the failure of a value that is not what was expected, at the cursor. */
  MetagraphException unexpected(String expected) throws IOException {
    return unexpected(place(), expected, found(parser.currentToken(), parser.getText()));
  }

  /** Returns the failure of an object without a field that has to be there. */
  MetagraphException missing(Place object, String name, String expected) {
    return unexpected(new Place(object.location(), object.path(name)), expected, "no such field");
  }

  /** Returns the failure of a value that is not what was expected, at a place. */
  MetagraphException unexpected(Place place, String expected, String found) {
    String field = place.field().isEmpty() ? "" : place.field() + ": ";
    return new MetagraphException(
        at(file, place.location()) + ": " + field + "expected " + expected + ", found " + found);
  }

  static String at(Path file, JsonLocation location) {
    // Before the first value both are 0 or -1.
    return file
        + ":"
        + Math.max(1, location.getLineNr())
        + ":"
        + Math.max(1, location.getColumnNr());
  }

  static String found(@Nullable JsonToken token, String text) {
    if (token == null) {
      return "the end of the file";
    }
    return switch (token) {
      case START_OBJECT -> "an object";
      case START_ARRAY -> "an array";
      case VALUE_STRING -> '"' + abbreviated(text) + '"';
      default -> abbreviated(text);
    };
  }

  private static String abbreviated(String text) {
    return text.length() <= LONGEST_QUOTE ? text : text.substring(0, LONGEST_QUOTE) + "...";
  }

  private String path() {
    String path = "";
    for (JsonStreamContext context = parser.getParsingContext();
        context != null;
        context = context.getParent()) {
      if (context.inObject() && context.hasCurrentName()) {
        path = join(context.getCurrentName(), path);
      } else if (context.inArray() && context.hasCurrentIndex()) {
        path = join("[" + context.getCurrentIndex() + "]", path);
      }
    }
    return path;
  }

  private static String join(String parent, String child) {
    return parent.isEmpty() || child.isEmpty() || child.startsWith("[")
        ? parent + child
        : parent + "." + child;
  }
}
