package org.gatehouse.host.http;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.gatehouse.api.metagraph.Neuron;
import org.gatehouse.host.serve.SelectionAsked;
import org.jspecify.annotations.Nullable;

/**
 * The body of a request for scores.
 *
 * @param messages at least one
 * @param single whether it was one message, not a list
 * @param asked how to choose; {@code null} for scores only
 */
record ForwardBody(List<String> messages, boolean single, @Nullable SelectionAsked asked) {

  static ForwardBody read(byte[] body, int maxMessages) {
    return StrictJson.read(body, json -> read(json, maxMessages));
  }

  private static ForwardBody read(StrictJson json, int maxMessages) throws IOException {
    String message = null;
    List<String> messages = null;
    Integer k = null;
    String selector = null;
    Set<Integer> exclude = null;
    for (String field = json.nextField(); field != null; field = json.nextField()) {
      switch (field) {
        case "message" -> message = json.text();
        case "messages" -> messages = json.texts(maxMessages);
        case "k" -> k = json.whole(1, Neuron.MAX_UID + 1);
        case "selector" -> selector = json.text();
        case "exclude" -> exclude = set(json.wholes(0, Neuron.MAX_UID, Neuron.MAX_UID + 1));
        default -> throw json.unknown("message", "messages", "k", "selector", "exclude");
      }
    }
    if ((message == null) == (messages == null)) {
      throw wrong(
          "expected either message or messages, found " + (message == null ? "neither" : "both"),
          null);
    }
    if (messages != null && messages.isEmpty()) {
      throw wrong("expected at least one message, found none", "/messages");
    }
    boolean choosing = k != null || selector != null;
    if (exclude != null && !choosing) {
      throw wrong("expected k or selector beside exclude, found neither", "/exclude");
    }
    return new ForwardBody(
        messages == null ? List.of(Objects.requireNonNull(message)) : messages,
        messages == null,
        choosing ? new SelectionAsked(k, selector, exclude == null ? Set.of() : exclude) : null);
  }

  private static Set<Integer> set(int[] uids) {
    return Arrays.stream(uids).boxed().collect(Collectors.toSet());
  }

  private static ProblemException wrong(String detail, @Nullable String pointer) {
    return new ProblemException(Problem.invalid(detail, pointer));
  }

  /** Returns the JSON pointer of a message. */
  String pointer(int position) {
    return single ? "/message" : "/messages/" + position;
  }
}
