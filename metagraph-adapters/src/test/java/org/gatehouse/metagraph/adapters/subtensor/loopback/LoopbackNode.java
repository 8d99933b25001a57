package org.gatehouse.metagraph.adapters.subtensor.loopback;

import java.net.URI;
import java.nio.ByteBuffer;
import java.util.Map;
import org.java_websocket.framing.CloseFrame;

/**
 * A node on this machine: a real WebSocket server that answers with a {@link LoopbackChain} and
 * goes wrong as its {@link Faults} say.
 *
 * <p>It has the methods of a subtensor node that a reader of metagraphs needs; all others are
 * unknown. Safe for use by many threads.
 */
public final class LoopbackNode implements AutoCloseable {

  private final LoopbackChain chain;
  private final NodeCalls calls;
  private LoopbackServer server;

  private LoopbackNode(LoopbackChain chain) {
    this.chain = chain;
    calls = new NodeCalls(chain);
    server = LoopbackServer.start(0, calls);
  }

  /** Starts a node with a chain of its own. */
  public static LoopbackNode start() {
    return start(new LoopbackChain());
  }

  /** Starts a node; several may have the same chain. */
  public static LoopbackNode start(LoopbackChain chain) {
    return new LoopbackNode(chain);
  }

  /** Returns where the node is, {@code ws://127.0.0.1:PORT}; the same after a restart. */
  public synchronized URI uri() {
    return URI.create("ws://127.0.0.1:" + server.getPort());
  }

  /** Returns the node's chain. */
  public LoopbackChain chain() {
    return chain;
  }

  /** Returns what the node does wrong. */
  public Faults faults() {
    return calls.faults();
  }

  /** Takes a method, or a function of the runtime, away. */
  public void turnOff(String name) {
    calls.rpc().turnOff(name);
  }

  /** Gives a method, or a function of the runtime, back. */
  public void turnOn(String name) {
    calls.rpc().turnOn(name);
  }

  /** Stops or resumes the notifications of new heads; the chain and the answers go on. */
  public void sendHeads(boolean send) {
    calls.sendHeads(send);
  }

  /** Has the handshake fail with HTTP 404, or not any more. */
  public void refuseHandshakes(boolean refuse) {
    calls.refuseHandshakes(refuse);
  }

  /** Returns how many connections are open. */
  public int openConnections() {
    return calls.openConnections();
  }

  /** Returns how many connections there were. */
  public int acceptedConnections() {
    return calls.acceptedConnections();
  }

  /** Returns how many subscriptions live. */
  public int liveSubscriptions() {
    return calls.liveSubscriptions();
  }

  /** Returns how often a method was called. */
  public int calls(String method) {
    return calls.counts().getOrDefault(method, 0);
  }

  /** Returns how often each method was called. */
  public Map<String, Integer> calls() {
    return Map.copyOf(calls.counts());
  }

  /** Sends text to every connection. */
  public void push(String text) {
    calls.peers().forEach(peer -> peer.send(text));
  }

  /** Notifies every subscriber to heads of something, as JSON, that need not be a head. */
  public void pushToSubscribers(String result) {
    calls.pushToSubscribers(result);
  }

  /** Sends a binary message to every connection. */
  public void pushBinary(byte[] bytes) {
    calls.peers().forEach(peer -> peer.use(socket -> socket.send(bytes)));
  }

  /** Sends raw bytes to every connection, past the WebSocket protocol. */
  public void pushRaw(byte[] bytes) {
    calls.peers().forEach(peer -> peer.sendRaw(ByteBuffer.wrap(bytes)));
  }

  /** Ends the TCP connection of every client without a word. */
  public void cutAll() {
    calls.peers().forEach(Peer::cut);
  }

  /** Closes every connection with a closing frame. */
  public void closeAll() {
    calls.peers().forEach(peer -> peer.use(socket -> socket.close(CloseFrame.GOING_AWAY, "bye")));
  }

  /** Ends all connections and refuses new ones, until {@link #restart}. */
  public synchronized void stop() {
    server.end();
  }

  /** Listens again, at the same port. */
  public synchronized void restart() {
    int port = server.getPort();
    server.end();
    server = LoopbackServer.start(port, calls);
  }

  /** Ends all connections and all threads. */
  @Override
  public void close() {
    stop();
    calls.close();
  }
}
