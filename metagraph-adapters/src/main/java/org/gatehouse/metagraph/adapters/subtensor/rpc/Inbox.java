package org.gatehouse.metagraph.adapters.subtensor.rpc;

import java.io.EOFException;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** Puts the parts of a node's messages together, up to a bound. */
final class Inbox implements WebSocket.Listener {

  /** Takes what comes out of an inbox; called by one thread at a time. */
  interface Reader {

    /** Takes a whole message. */
    void message(String text);

    /** Learns that nothing more comes; may be called more than once. */
    void end(String reason, @Nullable Throwable cause);
  }

  /** What the JDK says when the TCP connection ended without a closing frame. */
  private static final int CLOSED_ABNORMALLY = 1006;

  private static final int INITIAL_CHARS = 1 << 12;

  private final Reader reader;
  private final int maxChars;
  private final AtomicBoolean heard = new AtomicBoolean();
  private StringBuilder parts = new StringBuilder(INITIAL_CHARS);

  Inbox(Reader reader, int maxChars) {
    this.reader = reader;
    this.maxChars = maxChars;
  }

  /** Returns whether anything came since this was asked last. */
  boolean heard() {
    return heard.getAndSet(false);
  }

  @Override
  public void onOpen(WebSocket socket) {
    // Whoever opened it asks for the first message, once it is ready for it.
  }

  @Override
  public @Nullable CompletionStage<?> onText(WebSocket socket, CharSequence part, boolean last) {
    heard.set(true);
    if (part.length() > maxChars - parts.length()) {
      parts = new StringBuilder(0);
      reader.end("the node sent a message of more than " + maxChars + " characters", null);
      return null;
    }
    parts.append(part);
    if (last) {
      String text = parts.toString();
      // The room that a long message took is not kept for the short ones.
      parts = new StringBuilder(INITIAL_CHARS);
      reader.message(text);
    }
    socket.request(1);
    return null;
  }

  @Override
  public @Nullable CompletionStage<?> onBinary(WebSocket socket, ByteBuffer part, boolean last) {
    reader.end("expected text, the node sent a binary message", null);
    return null;
  }

  @Override
  public @Nullable CompletionStage<?> onPing(WebSocket socket, ByteBuffer message) {
    heard.set(true);
    socket.request(1);
    return null;
  }

  @Override
  public @Nullable CompletionStage<?> onPong(WebSocket socket, ByteBuffer message) {
    heard.set(true);
    socket.request(1);
    return null;
  }

  @Override
  public @Nullable CompletionStage<?> onClose(WebSocket socket, int status, String why) {
    if (status == CLOSED_ABNORMALLY) {
      onError(socket, new EOFException());
      return null;
    }
    reader.end(
        "the node closed the connection (status "
            + status
            + (why.isEmpty() ? "" : ": " + Quote.of(why, 125))
            + ")",
        null);
    return null;
  }

  @Override
  public void onError(WebSocket socket, Throwable error) {
    reader.end("the connection was lost (" + Failure.of(error) + ")", error);
  }
}
