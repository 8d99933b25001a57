package org.gatehouse.metagraph.adapters.subtensor.rpc;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes requests. */
final class Requests {

  private static final int LONGEST_NAME = 80;

  private Requests() {}

  /**
   * Returns the text of a request.
   *
   * @throws IllegalArgumentException if a parameter is neither text, a whole number, null nor a
   *     list of these
   */
  static String text(long id, String method, List<? extends @Nullable Object> params) {
    ObjectNode request = JsonNodeFactory.instance.objectNode();
    request.put("jsonrpc", "2.0");
    request.put("id", id);
    request.put("method", method);
    addAll(request.putArray("params"), params);
    return request.toString();
  }

  /** Returns a call's name for messages: its method and, of a runtime's function, its name. */
  static String name(String method, List<? extends @Nullable Object> params) {
    boolean named = !params.isEmpty() && params.get(0) instanceof String;
    String first = named ? (String) params.get(0) : "";
    return first == null || first.isEmpty() || first.startsWith("0x")
        ? method
        : method + " " + Quote.of(first, LONGEST_NAME);
  }

  private static void addAll(ArrayNode array, List<? extends @Nullable Object> values) {
    for (Object value : values) {
      if (value == null) {
        array.addNull();
      } else if (value instanceof String text) {
        array.add(text);
      } else if (value instanceof Integer || value instanceof Long) {
        array.add(((Number) value).longValue());
      } else if (value instanceof List<?> list) {
        addAll(array.addArray(), list);
      } else {
        throw new IllegalArgumentException(
            "a parameter of " + value.getClass() + "; expected text, a whole number, null, a list");
      }
    }
  }
}
