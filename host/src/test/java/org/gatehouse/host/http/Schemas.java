package org.gatehouse.host.http;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Checks values against the schemas of an OpenAPI document, and remembers which of their properties
 * it has seen. It knows the words that the document uses, and fails at others.
 */
final class Schemas {

  private static final Set<String> KNOWN =
      Set.of(
          "$ref",
          "additionalProperties",
          "const",
          "description",
          "items",
          "maximum",
          "maxItems",
          "minimum",
          "minItems",
          "minLength",
          "oneOf",
          "pattern",
          "properties",
          "required",
          "type");

  private final Map<String, Object> named;
  private final Set<String> seen = new TreeSet<>();

  Schemas(Map<String, Object> named) {
    this.named = named;
  }

  /** Returns the properties seen so far, as schema.property. */
  Set<String> seen() {
    return seen;
  }

  /** Returns all properties of the named schemas. */
  Set<String> properties() {
    Set<String> all = new TreeSet<>();
    named.forEach(
        (name, schema) ->
            map(map(schema).getOrDefault("properties", Map.of()))
                .keySet()
                .forEach(property -> all.add(name + "." + property)));
    return all;
  }

  /** Returns what is wrong with a value; empty if nothing is. */
  List<String> errors(Object schema, Object value) {
    List<String> errors = new ArrayList<>();
    check("?", map(schema), value, "", errors);
    return errors;
  }

  private void check(
      String name, Map<String, Object> schema, Object value, String at, List<String> errors) {
    if (!KNOWN.containsAll(schema.keySet())) {
      errors.add(at + ": the schema has unknown words: " + schema.keySet());
    }
    if (schema.get("$ref") instanceof String ref) {
      String target = ref.substring(ref.lastIndexOf('/') + 1);
      check(target, map(named.get(target)), value, at, errors);
      return;
    }
    if (schema.containsKey("oneOf")) {
      oneOf(name, schema, value, at, errors);
    }
    if (schema.containsKey("const") && !schema.get("const").equals(value)) {
      errors.add(at + ": expected " + schema.get("const") + ", found " + value);
    }
    if (!ofType(schema.get("type"), value)) {
      errors.add(at + ": expected " + schema.get("type") + ", found " + value);
      return;
    }
    if (value instanceof Map<?, ?> object) {
      object(name, schema, map(object), at, errors);
    } else if (value instanceof List<?> list) {
      list(schema, list, at, errors);
    } else if (value instanceof Number number) {
      range(schema, new BigDecimal(number.toString()), "minimum", "maximum", at, errors);
    } else if (value instanceof String text) {
      String pattern = (String) schema.getOrDefault("pattern", "");
      if (text.length() < count(schema, "minLength", 0)
          || !text.matches("(?s).*" + pattern + ".*")) {
        errors.add(at + ": expected other text, found " + text);
      }
    }
  }

  private void oneOf(
      String name, Map<String, Object> schema, Object value, String at, List<String> errors) {
    int fitting = 0;
    Set<String> before = new TreeSet<>(seen);
    Set<String> fits = new TreeSet<>();
    for (Object choice : (List<?>) schema.get("oneOf")) {
      seen.clear();
      List<String> wrong = new ArrayList<>();
      check(name, map(choice), value, at, wrong);
      if (wrong.isEmpty()) {
        fitting++;
        fits.addAll(seen);
      }
    }
    seen.clear();
    seen.addAll(before);
    seen.addAll(fits);
    if (fitting != 1) {
      errors.add(at + ": expected exactly one alternative to fit, found " + fitting);
    }
  }

  private void object(
      String name,
      Map<String, Object> schema,
      Map<String, Object> value,
      String at,
      List<String> errors) {
    for (Object required : (List<?>) schema.getOrDefault("required", List.of())) {
      if (!value.containsKey(required)) {
        errors.add(at + ": expected " + required + ", found " + value.keySet());
      }
    }
    Map<String, Object> properties = map(schema.getOrDefault("properties", Map.of()));
    boolean closed = Boolean.FALSE.equals(schema.get("additionalProperties"));
    value.forEach(
        (property, part) -> {
          if (properties.containsKey(property)) {
            seen.add(name + "." + property);
            check("?", map(properties.get(property)), part, at + "/" + property, errors);
          } else if (closed) {
            errors.add(at + ": unknown property " + property);
          }
        });
  }

  private void list(Map<String, Object> schema, List<?> value, String at, List<String> errors) {
    range(schema, BigDecimal.valueOf(value.size()), "minItems", "maxItems", at, errors);
    for (int i = 0; i < value.size(); i++) {
      check("?", map(schema.get("items")), value.get(i), at + "/" + i, errors);
    }
  }

  private static void range(
      Map<String, Object> schema,
      BigDecimal value,
      String least,
      String most,
      String at,
      List<String> errors) {
    boolean tooSmall =
        schema.containsKey(least)
            && value.compareTo(new BigDecimal(schema.get(least).toString())) < 0;
    boolean tooLarge =
        schema.containsKey(most)
            && value.compareTo(new BigDecimal(schema.get(most).toString())) > 0;
    if (tooSmall || tooLarge) {
      errors.add(at + ": out of range: " + value);
    }
  }

  private static int count(Map<String, Object> schema, String word, int otherwise) {
    return ((Number) schema.getOrDefault(word, otherwise)).intValue();
  }

  private static boolean ofType(Object type, Object value) {
    if (type == null) {
      return true;
    }
    if (type instanceof List<?> several) {
      return several.stream().anyMatch(one -> ofType(one, value));
    }
    return switch ((String) type) {
      case "object" -> value instanceof Map;
      case "array" -> value instanceof List;
      case "string" -> value instanceof String;
      case "integer" -> value instanceof Integer || value instanceof Long;
      case "number" -> value instanceof Number;
      case "boolean" -> value instanceof Boolean;
      case "null" -> value == null;
      default -> throw new AssertionError("unknown type " + type);
    };
  }

  @SuppressWarnings("unchecked")
  static Map<String, Object> map(Object value) {
    return (Map<String, Object>) value;
  }
}
