package org.gatehouse.host.replay.events;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.gatehouse.api.metagraph.Neuron;

/** The value of one field, read from a parser that stands on it. */
final class JsonFields {

  private static final int LONGEST_SHOWN = 40;

  private final JsonParser json;
  private final String name;

  JsonFields(JsonParser json, String name) {
    this.json = json;
    this.name = name;
  }

  boolean isNull() {
    return json.currentToken() == JsonToken.VALUE_NULL;
  }

  void skip() throws IOException {
    json.skipChildren();
  }

  String text() throws IOException, InvalidEventException {
    return text(name);
  }

  long whole(long max) throws IOException, InvalidEventException {
    return whole(name, max);
  }

  int[] uids() throws IOException, InvalidEventException {
    int[] values = new int[16];
    int size = 0;
    for (int i = 0; nextElement("whole numbers"); i++) {
      if (size == values.length) {
        values = Arrays.copyOf(values, 2 * size);
      }
      values[size++] = (int) whole(name + "[" + i + "]", Neuron.MAX_UID);
    }
    return Arrays.copyOf(values, size);
  }

  double[] numbers() throws IOException, InvalidEventException {
    double[] values = new double[16];
    int size = 0;
    for (int i = 0; nextElement("numbers"); i++) {
      if (size == values.length) {
        values = Arrays.copyOf(values, 2 * size);
      }
      if (!json.currentToken().isNumeric()) {
        throw wrong(name + "[" + i + "]", "a number");
      }
      values[size++] = json.getDoubleValue();
    }
    return Arrays.copyOf(values, size);
  }

  List<String> texts() throws IOException, InvalidEventException {
    List<String> values = new ArrayList<>();
    for (int i = 0; nextElement("texts"); i++) {
      values.add(text(name + "[" + i + "]"));
    }
    return values;
  }

  private boolean nextElement(String what) throws IOException, InvalidEventException {
    if (json.getParsingContext().inArray()) {
      return json.nextToken() != JsonToken.END_ARRAY;
    }
    throw wrong(name, "a list of " + what);
  }

  private String text(String where) throws IOException, InvalidEventException {
    if (json.currentToken() != JsonToken.VALUE_STRING) {
      throw wrong(where, "text");
    }
    return json.getText();
  }

  private long whole(String where, long max) throws IOException, InvalidEventException {
    if (json.currentToken() == JsonToken.VALUE_NUMBER_INT) {
      BigInteger value = json.getBigIntegerValue();
      if (value.signum() >= 0 && value.compareTo(BigInteger.valueOf(max)) <= 0) {
        return value.longValueExact();
      }
    } else if (json.currentToken() == JsonToken.VALUE_NUMBER_FLOAT && !json.isNaN()) {
      BigDecimal value = json.getDecimalValue();
      // Some writers turn whole numbers into 7.0.
      if (value.precision() - value.scale() <= 19
          && value.signum() >= 0
          && value.stripTrailingZeros().scale() <= 0
          && value.compareTo(BigDecimal.valueOf(max)) <= 0) {
        return value.longValueExact();
      }
    }
    throw wrong(where, "a whole number in [0, " + max + "]");
  }

  private InvalidEventException wrong(String where, String expected) throws IOException {
    return new InvalidEventException(where + " is " + found(json) + "; expected " + expected);
  }

  /** Describes the value on which a parser stands, shortened. */
  static String found(JsonParser json) throws IOException {
    JsonToken token = json.currentToken();
    if (token == null) {
      return "nothing";
    }
    return switch (token) {
      case START_OBJECT -> "an object";
      case START_ARRAY -> "a list";
      case VALUE_STRING -> "the text \"" + shortened(json.getText()) + "\"";
      default -> shortened(json.getText());
    };
  }

  private static String shortened(String text) {
    return text.length() <= LONGEST_SHOWN ? text : text.substring(0, LONGEST_SHOWN) + "...";
  }
}
