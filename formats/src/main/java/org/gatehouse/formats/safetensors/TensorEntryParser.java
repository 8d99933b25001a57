package org.gatehouse.formats.safetensors;

import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.gatehouse.formats.DType;
import org.gatehouse.formats.TensorInfo;
import org.jspecify.annotations.Nullable;

/**
 * Reads one tensor's entry in a header: {@code {"dtype": D, "shape": [..], "data_offsets": [b,
 * e]}}. Other keys are ignored, as the reference implementation does.
 */
final class TensorEntryParser {
  private final JsonParser parser;
  private final String name;
  private @Nullable DType dtype;
  private @Nullable List<Long> shape;
  private @Nullable List<Long> offsets;

  TensorEntryParser(JsonParser parser, String name) {
    this.parser = parser;
    this.name = name;
  }

  TensorSpan read() throws IOException {
    if (!parser.isExpectedStartObjectToken()) {
      throw refusal("expected an object, found " + parser.getText());
    }
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String key = parser.currentName();
      parser.nextToken();
      switch (key) {
        case "dtype" -> dtype = readDtype();
        case "shape" -> shape = readNumbers("shape");
        case "data_offsets" -> offsets = readNumbers("data_offsets");
        default -> parser.skipChildren();
      }
    }
    return span();
  }

  private TensorSpan span() throws JsonParseException {
    if (dtype == null || shape == null || offsets == null) {
      throw refusal(
          "expected dtype, shape and data_offsets, found no "
              + (dtype == null ? "dtype" : shape == null ? "shape" : "data_offsets"));
    }
    if (offsets.size() != 2 || offsets.get(0) > offsets.get(1)) {
      throw refusal("data_offsets: expected [begin, end], begin first, found " + offsets);
    }
    try {
      return new TensorSpan(new TensorInfo(name, dtype, shape), offsets.get(0), offsets.get(1));
    } catch (IllegalArgumentException e) {
      throw refusal(e.getMessage() + ", data_offsets " + offsets);
    }
  }

  private DType readDtype() throws IOException {
    String found = parser.getText();
    if (parser.currentToken() == JsonToken.VALUE_STRING) {
      for (DType candidate : DType.values()) {
        if (candidate.name().equals(found)) {
          return candidate;
        }
      }
    }
    throw refusal("dtype: expected one of " + Arrays.toString(DType.values()) + ", found " + found);
  }

  private List<Long> readNumbers(String key) throws IOException {
    if (!parser.isExpectedStartArrayToken()) {
      throw refusal(key + ": expected an array, found " + parser.getText());
    }
    List<Long> numbers = new ArrayList<>();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      if (parser.currentToken() != JsonToken.VALUE_NUMBER_INT
          || parser.getNumberType() == JsonParser.NumberType.BIG_INTEGER
          || parser.getLongValue() < 0) {
        throw refusal(
            key + ": expected whole numbers from 0 to 2^63 - 1, found " + parser.getText());
      }
      numbers.add(parser.getLongValue());
    }
    return numbers;
  }

  private JsonParseException refusal(String problem) {
    return new JsonParseException(parser, "tensor '" + name + "': " + problem);
  }
}
