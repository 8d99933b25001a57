package org.gatehouse.metagraph.adapters.subtensor.rpc;

import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Pings a node that is quiet, and notices that it has gone.
 *
 * <p>A connection can be dead without a word: the network may lose the end of it, and the JDK's
 * client loses it too if it comes while a listener has a message in hand (an {@code InternalError}
 * that nobody sees). A second ping into such a connection fails; where it does not, nothing heard
 * for twice the timeout is the end.
 */
final class Heartbeat {

  private static final int BEATS_IN_TIMEOUT = 4;

  /** However patient one is with a node, a lost one should be replaced soon. */
  private static final Duration LONGEST_BEAT = Duration.ofSeconds(2);

  private final WebSocket socket;
  private final Inbox.Reader reader;
  private final BooleanSupplier open;
  private final BooleanSupplier heard;
  private final Executor nextBeat;
  private final long mostSilent;
  private @Nullable CompletableFuture<WebSocket> ping;
  private long silent;

  /**
   * Creates a heartbeat.
   *
   * @param open whether to go on
   * @param heard whether the node sent anything since this was asked last
   */
  Heartbeat(
      WebSocket socket,
      Duration timeout,
      Inbox.Reader reader,
      BooleanSupplier open,
      BooleanSupplier heard) {
    this.socket = socket;
    this.reader = reader;
    this.open = open;
    this.heard = heard;
    long beatNanos = Math.min(timeout.toNanos() / BEATS_IN_TIMEOUT, LONGEST_BEAT.toNanos());
    mostSilent = 2 * timeout.toNanos() / beatNanos;
    nextBeat =
        CompletableFuture.delayedExecutor(beatNanos, TimeUnit.NANOSECONDS, Callbacks.EXECUTOR);
  }

  void start() {
    nextBeat.execute(this::beat);
  }

  private void beat() {
    if (!open.getAsBoolean()) {
      return;
    }
    silent = heard.getAsBoolean() ? 0 : silent + 1;
    if (silent > mostSilent) {
      reader.end("the node went silent and answers no pings", null);
      return;
    }
    if (silent > 0 && (ping == null || ping.isDone())) {
      ping = socket.sendPing(ByteBuffer.allocate(0));
      CompletableFuture<?> unused =
          ping.whenComplete(
              (sent, failure) -> {
                if (failure != null) {
                  reader.end("the connection was lost (" + Failure.of(failure) + ")", failure);
                }
              });
    }
    nextBeat.execute(this::beat);
  }
}
