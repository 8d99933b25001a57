package org.gatehouse.metagraph.adapters.subtensor.rpc;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A call that was not answered yet.
 *
 * @param node the URL, for messages
 * @param name what was asked, for messages
 * @param answer completed by the connection only; callers get another one
 * @param listener who gets the notifications, if this is a subscription
 */
record PendingCall(
    String node,
    String name,
    CompletableFuture<JsonNode> answer,
    @Nullable Consumer<JsonNode> listener) {

  private static final int LONGEST_QUOTE = 160;

  /**
   * Returns a future that completes as this call does, on a thread where callers' code may run.
   *
   * @param patience the call's timeout in words
   */
  <T> CompletableFuture<T> handOver(Function<JsonNode, T> conversion, String patience) {
    CompletableFuture<T> copy = new CompletableFuture<>();
    CompletableFuture<?> unused =
        answer.whenCompleteAsync(
            (result, failure) -> {
              if (failure == null) {
                copy.complete(conversion.apply(result));
              } else if (failure instanceof TimeoutException) {
                copy.completeExceptionally(
                    new ConnectionException(
                        node + ": " + name + ": no answer within " + patience, failure));
              } else {
                copy.completeExceptionally(failure);
              }
            },
            Callbacks.EXECUTOR);
    return copy;
  }

  /** Completes the call with what an answer holds. */
  void settle(JsonNode message, String text, Subscriptions subscriptions) {
    JsonNode result;
    try {
      result = result(message, text);
      if (listener != null && !Incoming.isSubscription(result)) {
        throw garbage("a subscription whose name is neither text nor a whole number", text);
      }
      if (listener != null && !subscriptions.add(result.asText(), listener)) {
        throw garbage("a subscription that there is already", text);
      }
    } catch (RpcException | ConnectionException e) {
      answer.completeExceptionally(e);
      return;
    }
    if (!answer.complete(result) && listener != null) {
      subscriptions.remove(result.asText());
    }
  }

  /** Fails the call because its connection ended. */
  void lose(ConnectionException reason) {
    answer.completeExceptionally(
        new ConnectionException(reason.getMessage() + "; " + name + " was not answered", reason));
  }

  private JsonNode result(JsonNode message, String text) {
    JsonNode result = message.path("result");
    JsonNode error = message.path("error");
    if (error.isMissingNode() || (error.isNull() && !result.isMissingNode())) {
      if (result.isMissingNode()) {
        throw garbage("an answer with neither a result nor an error", text);
      }
      return result;
    }
    // Some nodes write the other one as null.
    if (!result.isMissingNode() && !result.isNull()) {
      throw garbage("an answer with both a result and an error", text);
    }
    JsonNode code = error.path("code");
    JsonNode said = error.path("message");
    if (!code.isIntegralNumber() || !code.canConvertToInt() || !said.isTextual()) {
      throw garbage("an error without a code and a message", text);
    }
    throw new RpcException(
        node + ": " + name, code.intValue(), said.textValue(), data(error.path("data")));
  }

  private static String data(JsonNode data) {
    if (data.isMissingNode() || data.isNull()) {
      return "";
    }
    return data.isTextual() ? data.textValue() : data.toString();
  }

  private ConnectionException garbage(String found, String text) {
    return new ConnectionException(
        node
            + ": "
            + name
            + ": expected a JSON-RPC answer, found "
            + found
            + ": "
            + Quote.of(text, LONGEST_QUOTE));
  }
}
