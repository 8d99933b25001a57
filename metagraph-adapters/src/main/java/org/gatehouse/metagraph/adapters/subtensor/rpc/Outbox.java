package org.gatehouse.metagraph.adapters.subtensor.rpc;

import java.net.http.WebSocket;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;

/** Sends messages one after the other: a WebSocket refuses one while it sends another. */
final class Outbox {

  /** The time in which a node may take the closing frame. */
  private static final long GOODBYE_MILLIS = 500;

  private final WebSocket socket;
  private CompletionStage<?> last = CompletableFuture.completedStage(null);

  Outbox(WebSocket socket) {
    this.socket = socket;
  }

  /** Sends a message after all before it; the result fails if it or one before it did. */
  synchronized CompletionStage<?> send(String text) {
    last = last.thenCompose(before -> socket.sendText(text, true));
    return last;
  }

  /** Says goodbye if the node still listens, and frees the socket in any case; does not block. */
  void close() {
    if (socket.isOutputClosed()) {
      socket.abort();
      return;
    }
    CompletableFuture<?> unused =
        socket
            .sendClose(WebSocket.NORMAL_CLOSURE, "")
            .orTimeout(GOODBYE_MILLIS, TimeUnit.MILLISECONDS)
            .whenComplete((sent, failure) -> socket.abort());
  }
}
