package org.gatehouse.metagraph.adapters.subtensor.rpc;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;

/**
 * One message of a node.
 *
 * <p>An answer has an id that is a whole number, or the same number as text; a notification has no
 * id, a method, a subscription (text or a whole number) and a result. Everything else is garbage:
 * what is no JSON, is nested deeper than {@value #DEEPEST} or holds a number of more than {@value
 * #LONGEST_NUMBER} digits or a name twice in one object; an array of messages, as no batch is ever
 * asked for; an error without an id, as nobody knows whose it is. The member {@code jsonrpc} is not
 * looked at.
 */
sealed interface Incoming {

  /** The deepest nesting that is read; what nodes answer has less than ten levels. */
  int DEEPEST = 100;

  /** The most digits of a number that is read. */
  int LONGEST_NUMBER = 1000;

  /** The most tokens that are read: an answer as numbers has one for each of its bytes. */
  long MOST_TOKENS = 4 << 20;

  /** The answer to a call; the result or error is still to be looked for. */
  record Answer(long id, JsonNode message) implements Incoming {}

  /** News for a subscription. */
  record Notification(String subscription, JsonNode result) implements Incoming {}

  /** Says why a message is none; its message continues "found ". */
  final class GarbageException extends Exception {
    GarbageException(String found) {
      super(found);
    }
  }

  /** Reads a message. */
  static Incoming parse(String text) throws GarbageException {
    JsonNode message;
    try {
      message = Json.READER.readTree(text);
    } catch (JsonProcessingException e) {
      throw new GarbageException("something that is not JSON (" + Json.problem(e) + ")");
    }
    if (message.isArray()) {
      throw new GarbageException("an array of messages");
    }
    if (!message.isObject()) {
      throw new GarbageException("JSON that is no object");
    }
    JsonNode id = message.path("id");
    if (!id.isMissingNode() && !id.isNull()) {
      return new Answer(number(id), message);
    }
    if (message.hasNonNull("error")) {
      throw new GarbageException("an error that names no call");
    }
    JsonNode params = message.path("params");
    JsonNode subscription = params.path("subscription");
    if (!message.path("method").isTextual() || !isSubscription(subscription)) {
      throw new GarbageException("an object that is neither an answer nor a notification");
    }
    if (!params.has("result")) {
      throw new GarbageException("a notification without a result");
    }
    return new Notification(subscription.asText(), params.get("result"));
  }

  /** Returns whether a value can name a subscription. */
  static boolean isSubscription(JsonNode value) {
    return value.isTextual() || value.isIntegralNumber();
  }

  private static long number(JsonNode id) throws GarbageException {
    if (id.isIntegralNumber() && id.canConvertToLong()) {
      return id.longValue();
    }
    if (id.isTextual() && id.textValue().matches("[1-9][0-9]{0,17}")) {
      return Long.parseLong(id.textValue());
    }
    throw new GarbageException("an id that is not of this connection's calls");
  }

  /** The parser with its bounds. */
  final class Json {

    private static final ObjectReader READER =
        new ObjectMapper(
                JsonFactory.builder()
                    .streamReadConstraints(
                        StreamReadConstraints.builder()
                            .maxNestingDepth(DEEPEST)
                            .maxNumberLength(LONGEST_NUMBER)
                            .maxTokenCount(MOST_TOKENS)
                            // The message is bounded as a whole before it comes here.
                            .maxStringLength(Integer.MAX_VALUE)
                            .build())
                    .build())
            .reader()
            .with(
                DeserializationFeature.FAIL_ON_TRAILING_TOKENS,
                DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY);

    private Json() {}

    private static String problem(JsonProcessingException e) {
      String line = e.getOriginalMessage().lines().findFirst().orElse("");
      return Quote.of(line, 160);
    }
  }
}
