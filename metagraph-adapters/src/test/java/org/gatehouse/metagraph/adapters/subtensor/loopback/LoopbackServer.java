package org.gatehouse.metagraph.adapters.subtensor.loopback;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.java_websocket.WebSocket;
import org.java_websocket.drafts.Draft;
import org.java_websocket.exceptions.InvalidDataException;
import org.java_websocket.framing.CloseFrame;
import org.java_websocket.handshake.ClientHandshake;
import org.java_websocket.handshake.ServerHandshakeBuilder;
import org.java_websocket.server.WebSocketServer;
import org.jspecify.annotations.Nullable;

/** The WebSocket server under a {@link LoopbackNode}, with one selecting and one reading thread. */
final class LoopbackServer extends WebSocketServer {

  private static final int PATIENCE_MILLIS = 5000;

  private final NodeCalls calls;
  private final CountDownLatch started = new CountDownLatch(1);
  private volatile @Nullable Exception failure;

  private LoopbackServer(int port, NodeCalls calls) {
    super(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1);
    this.calls = calls;
    setReuseAddr(true);
    setTcpNoDelay(true);
    setDaemon(true);
    // No pings: they would need a thread.
    setConnectionLostTimeout(0);
  }

  /** Starts a server and waits until it listens. */
  static LoopbackServer start(int port, NodeCalls calls) {
    LoopbackServer server = new LoopbackServer(port, calls);
    server.start();
    try {
      if (!server.started.await(PATIENCE_MILLIS, TimeUnit.MILLISECONDS) || server.failure != null) {
        throw new IllegalStateException("the node does not listen", server.failure);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
    return server;
  }

  void end() {
    try {
      stop(PATIENCE_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void onStart() {
    started.countDown();
  }

  @Override
  public ServerHandshakeBuilder onWebsocketHandshakeReceivedAsServer(
      WebSocket socket, Draft draft, ClientHandshake request) throws InvalidDataException {
    if (calls.refusesHandshakes()) {
      throw new InvalidDataException(CloseFrame.POLICY_VALIDATION, "refused");
    }
    return super.onWebsocketHandshakeReceivedAsServer(socket, draft, request);
  }

  @Override
  public void onOpen(WebSocket socket, ClientHandshake handshake) {
    calls.opened(socket);
  }

  @Override
  public void onClose(WebSocket socket, int code, String reason, boolean remote) {
    calls.closed(socket);
  }

  @Override
  public void onMessage(WebSocket socket, String message) {
    calls.received(socket, message);
  }

  @Override
  public void onError(@Nullable WebSocket socket, Exception e) {
    // Errors of one connection end it, and are what the tests are about.
    if (socket == null) {
      failure = e;
      started.countDown();
    }
  }
}
