package org.gatehouse.metagraph.adapters.subtensor.rpc;

import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Opens a WebSocket within a time, or leaves nothing open. */
final class Handshake {

  private Handshake() {}

  static WebSocket open(HttpClient client, Endpoint endpoint, WebSocket.Listener listener) {
    // Resolving the name blocks whoever builds the socket, for as long as it takes.
    CompletableFuture<WebSocket> opening =
        CompletableFuture.completedFuture(
                client.newWebSocketBuilder().connectTimeout(endpoint.timeout()))
            .thenComposeAsync(
                builder -> builder.buildAsync(endpoint.uri(), listener), Callbacks.EXECUTOR);
    try {
      return opening.get(endpoint.timeout().toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      abandon(opening);
      throw new ConnectionException(
          endpoint.name() + ": expected a connection within " + endpoint.patience(), e);
    } catch (InterruptedException e) {
      abandon(opening);
      Thread.currentThread().interrupt();
      throw new ConnectionException(endpoint.name() + ": interrupted while connecting", e);
    } catch (ExecutionException e) {
      throw new ConnectionException(endpoint.name() + ": cannot connect: " + Failure.of(e), e);
    }
  }

  private static void abandon(CompletableFuture<WebSocket> opening) {
    CompletableFuture<?> unused = opening.thenAccept(WebSocket::abort);
  }
}
