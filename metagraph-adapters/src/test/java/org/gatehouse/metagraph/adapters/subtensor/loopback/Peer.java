package org.gatehouse.metagraph.adapters.subtensor.loopback;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.java_websocket.WebSocket;
import org.java_websocket.WebSocketImpl;
import org.java_websocket.exceptions.WebsocketNotConnectedException;
import org.java_websocket.framing.CloseFrame;
import org.java_websocket.framing.ContinuousFrame;
import org.java_websocket.framing.DataFrame;
import org.java_websocket.framing.TextFrame;

/** The other end of one connection: what it is subscribed to, and answers that are kept back. */
final class Peer {

  private final WebSocketImpl socket;
  private final ScheduledExecutorService scheduler;
  private final Map<String, String> subscriptions = new ConcurrentHashMap<>();
  private final List<Reply> held = new ArrayList<>();
  private boolean inFragments;

  Peer(WebSocket socket, ScheduledExecutorService scheduler) {
    this.socket = (WebSocketImpl) socket;
    this.scheduler = scheduler;
  }

  /** Returns the subscriptions: name to the notifications' method. */
  Map<String, String> subscriptions() {
    return subscriptions;
  }

  synchronized void send(String text) {
    use(s -> s.send(text));
  }

  synchronized void sendPart(String part, boolean last) {
    DataFrame frame = inFragments ? new ContinuousFrame() : new TextFrame();
    frame.setPayload(ByteBuffer.wrap(part.getBytes(StandardCharsets.UTF_8)));
    frame.setFin(last);
    inFragments = !last;
    use(s -> s.sendFrame(frame));
  }

  void sendRaw(ByteBuffer bytes) {
    socket.outQueue.add(bytes);
    socket.getWebSocketListener().onWriteDemand(socket);
  }

  void cut() {
    use(s -> s.closeConnection(CloseFrame.ABNORMAL_CLOSE, "cut"));
  }

  synchronized void hold(Reply reply) {
    held.add(reply);
  }

  void releaseHeld() {
    List<Reply> released;
    synchronized (this) {
      released = List.copyOf(held);
      held.clear();
    }
    released.forEach(Reply::deliver);
  }

  void later(Duration delay, Runnable action) {
    try {
      Future<?> unused = scheduler.schedule(action, delay.toNanos(), TimeUnit.NANOSECONDS);
    } catch (RejectedExecutionException e) {
      // The node is closed: nothing comes later.
    }
  }

  /** Does something with the socket, unless it is gone. */
  void use(Consumer<WebSocket> action) {
    try {
      action.accept(socket);
    } catch (WebsocketNotConnectedException e) {
      // The client was faster; what would have been sent is lost.
    }
  }
}
