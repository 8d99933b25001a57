package org.gatehouse.host.http;

import static org.gatehouse.host.http.Schemas.map;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** The document that a server describes itself with. */
final class OpenApiDocument {

  /** The key of statuses that no operation has. */
  static final String NO_OPERATION = "-";

  private final Map<String, Object> root;
  private final Schemas schemas;

  OpenApiDocument(String json) {
    root = Reply.json(json);
    schemas = new Schemas(map(map(root.get("components")).get("schemas")));
  }

  Schemas schemas() {
    return schemas;
  }

  /** Returns the operations, by method and path. */
  Map<String, Map<String, Object>> operations() {
    Map<String, Map<String, Object>> operations = new TreeMap<>();
    map(root.get("paths"))
        .forEach(
            (path, methods) ->
                map(methods)
                    .forEach(
                        (method, operation) ->
                            operations.put(
                                method.toUpperCase(Locale.ROOT) + " " + path, map(operation))));
    return operations;
  }

  /** Returns all answers, by method, path and status. */
  Map<String, Map<String, Object>> answers() {
    Map<String, Map<String, Object>> answers = new TreeMap<>();
    operations()
        .forEach(
            (name, operation) ->
                map(operation.get("responses"))
                    .forEach((status, answer) -> answers.put(name + " " + status, of(answer))));
    map(root.get("x-statuses-without-operation"))
        .forEach((status, answer) -> answers.put(NO_OPERATION + " " + status, of(answer)));
    return answers;
  }

  private Map<String, Object> of(Object answer) {
    if (map(answer).get("$ref") instanceof String ref) {
      String name = ref.substring(ref.lastIndexOf('/') + 1);
      return map(map(map(root.get("components")).get("responses")).get(name));
    }
    return map(answer);
  }

  /** Returns the examples of an operation's request, by name. */
  static Map<String, Object> requestExamples(Map<String, Object> operation) {
    Map<String, Object> examples = new TreeMap<>();
    if (operation.containsKey("requestBody")) {
      Map<String, Object> media = media(map(operation.get("requestBody"))).getValue();
      map(media.get("examples"))
          .forEach((name, example) -> examples.put(name, map(example).get("value")));
    }
    return examples;
  }

  /** Returns the examples of an answer. */
  static List<Object> answerExamples(Map<String, Object> answer) {
    Map<String, Object> media = media(answer).getValue();
    List<Object> examples = new ArrayList<>();
    if (media.containsKey("example")) {
      examples.add(media.get("example"));
    }
    map(media.getOrDefault("examples", Map.of()))
        .values()
        .forEach(example -> examples.add(map(example).get("value")));
    return examples;
  }

  /** Returns the one media type of a request or an answer, and what is said about it. */
  static Map.Entry<String, Map<String, Object>> media(Map<String, Object> described) {
    Map<String, Object> content = map(described.get("content"));
    if (content.size() != 1) {
      throw new AssertionError("expected one media type, found " + content.keySet());
    }
    Map.Entry<String, Object> only = content.entrySet().iterator().next();
    return Map.entry(only.getKey(), map(only.getValue()));
  }
}
