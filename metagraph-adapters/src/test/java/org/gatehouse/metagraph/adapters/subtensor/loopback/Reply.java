package org.gatehouse.metagraph.adapters.subtensor.loopback;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;

/** The right answer to one call, and the connection on which it goes; for {@link Fault}s. */
public final class Reply {

  private final Peer peer;
  private final String method;
  private final JsonNode id;
  private final List<String> messages;

  Reply(Peer peer, String method, JsonNode id, List<String> messages) {
    this.peer = peer;
    this.method = method;
    this.id = id;
    this.messages = messages;
  }

  /** Returns the call's method. */
  public String method() {
    return method;
  }

  /** Returns the call's id. */
  public JsonNode id() {
    return id;
  }

  /** Returns the text of the right answer. */
  public String answer() {
    return messages.get(0);
  }

  /** Sends the right answer and, for a subscription, its first notification. */
  public void deliver() {
    messages.forEach(peer::send);
    peer.releaseHeld();
  }

  /** Sends what {@link #deliver} sends, the last first. */
  public void deliverReversed() {
    for (int i = messages.size() - 1; i >= 0; i--) {
      peer.send(messages.get(i));
    }
  }

  /** Keeps the answer back until the next one was sent. */
  public void hold() {
    peer.hold(this);
  }

  /** Sends a text message. */
  public void send(String text) {
    peer.send(text);
  }

  /** Sends a binary message. */
  public void sendBinary(byte[] bytes) {
    peer.use(socket -> socket.send(bytes));
  }

  /** Sends one fragment of a text message. */
  public void sendPart(String part, boolean last) {
    peer.sendPart(part, last);
  }

  /** Sends raw bytes, past the WebSocket protocol. */
  public void sendRaw(ByteBuffer bytes) {
    peer.sendRaw(bytes);
  }

  /** Ends the TCP connection; what was sent just before may be lost with it. */
  public void cut() {
    peer.cut();
  }

  /** Closes the WebSocket. */
  public void close(int status, String reason) {
    peer.use(socket -> socket.close(status, reason));
  }

  /** Runs something after a while. */
  public void later(Duration delay, Runnable action) {
    peer.later(delay, action);
  }
}
