package org.gatehouse.metagraph.adapters.subtensor.loopback;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicInteger;
import org.java_websocket.WebSocket;

/** Takes the calls of all connections of a node, counts them, and answers rightly or wrongly. */
final class NodeCalls implements LoopbackChain.Observer {

  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final String NEW_HEAD = "chain_newHead";
  private static final String FINALIZED_HEAD = "chain_finalizedHead";

  private final LoopbackChain chain;
  private final NodeRpc rpc;
  private final Faults faults = new Faults();
  private final Map<WebSocket, Peer> peers = new ConcurrentHashMap<>();
  private final Map<String, Integer> counts = new ConcurrentHashMap<>();
  private final AtomicInteger accepted = new AtomicInteger();
  private final AtomicInteger subscribed = new AtomicInteger();
  private final ScheduledExecutorService scheduler =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread thread = new Thread(task, "loopback-node-later");
            thread.setDaemon(true);
            return thread;
          });
  private volatile boolean sendHeads = true;
  private volatile boolean refuseHandshakes;

  NodeCalls(LoopbackChain chain) {
    this.chain = chain;
    rpc = new NodeRpc(chain);
    chain.observe(this);
  }

  Faults faults() {
    return faults;
  }

  NodeRpc rpc() {
    return rpc;
  }

  Collection<Peer> peers() {
    return peers.values();
  }

  Map<String, Integer> counts() {
    return counts;
  }

  int openConnections() {
    // A server that stops during a handshake may never tell of the end of that connection.
    return (int) peers.keySet().stream().filter(WebSocket::isOpen).count();
  }

  int acceptedConnections() {
    return accepted.get();
  }

  int liveSubscriptions() {
    return peers.values().stream().mapToInt(peer -> peer.subscriptions().size()).sum();
  }

  void sendHeads(boolean send) {
    sendHeads = send;
  }

  void refuseHandshakes(boolean refuse) {
    refuseHandshakes = refuse;
  }

  boolean refusesHandshakes() {
    return refuseHandshakes;
  }

  void opened(WebSocket socket) {
    accepted.incrementAndGet();
    Peer peer = new Peer(socket, scheduler);
    peers.put(socket, peer);
    Fault fault = faults.ofOpening();
    if (fault != null) {
      fault.apply(new Reply(peer, "", NullNode.getInstance(), List.of("[]")));
    }
  }

  void closed(WebSocket socket) {
    peers.remove(socket);
  }

  void received(WebSocket socket, String text) {
    Peer peer = peers.get(socket);
    if (peer == null) {
      return;
    }
    JsonNode request;
    try {
      request = MAPPER.readTree(text);
    } catch (JsonProcessingException e) {
      peer.send(Replies.error(NullNode.getInstance(), new NodeError(-32700, "Parse error")));
      return;
    }
    String method = request.path("method").asText();
    counts.merge(method, 1, Integer::sum);
    // A head that comes between a subscription and its answer would be sent before the answer.
    chain.still(
        () -> {
          JsonNode id = request.path("id");
          Reply reply = new Reply(peer, method, id, answer(peer, method, request));
          Fault fault = faults.of(method);
          if (fault == null) {
            reply.deliver();
          } else {
            fault.apply(reply);
          }
        });
  }

  private List<String> answer(Peer peer, String method, JsonNode request) {
    JsonNode id = request.path("id");
    JsonNode params = request.path("params");
    List<String> messages = new ArrayList<>();
    try {
      switch (rpc.isOff(method) ? "" : method) {
        case "chain_subscribeNewHeads" -> subscribe(peer, id, NEW_HEAD, chain.best(), messages);
        case "chain_subscribeFinalizedHeads" ->
            subscribe(peer, id, FINALIZED_HEAD, chain.finalizedHead(), messages);
        case "chain_unsubscribeNewHeads", "chain_unsubscribeFinalizedHeads" -> {
          boolean lived = peer.subscriptions().remove(params.path(0).asText()) != null;
          messages.add(Replies.result(id, BooleanNode.valueOf(lived)));
        }
        default -> messages.add(Replies.result(id, rpc.call(method, params)));
      }
    } catch (NodeError e) {
      messages.add(Replies.error(id, e));
    } catch (RuntimeException e) {
      // A mistake in a test's answers; thrown on, it would stop the server without a word.
      messages.add(Replies.error(id, new NodeError(-32603, "Internal error: " + e)));
    }
    return messages;
  }

  private void subscribe(
      Peer peer, JsonNode id, String method, LoopbackBlock head, List<String> messages) {
    String name = "sub" + subscribed.incrementAndGet();
    peer.subscriptions().put(name, method);
    messages.add(Replies.result(id, TextNode.valueOf(name)));
    if (sendHeads) {
      messages.add(Replies.notification(method, name, NodeRpc.header(head)));
    }
  }

  @Override
  public void best(LoopbackBlock head) {
    notifyAll(NEW_HEAD, head);
  }

  @Override
  public void finalized(LoopbackBlock head) {
    notifyAll(FINALIZED_HEAD, head);
  }

  void pushToSubscribers(String result) {
    for (Peer peer : peers.values()) {
      peer.subscriptions()
          .forEach(
              (name, method) ->
                  peer.send(
                      "{\"jsonrpc\":\"2.0\",\"method\":\"%s\",\"params\":{\"subscription\":\"%s\",\"result\":%s}}"
                          .formatted(method, name, result)));
    }
  }

  private void notifyAll(String method, LoopbackBlock head) {
    if (!sendHeads) {
      return;
    }
    for (Peer peer : peers.values()) {
      peer.subscriptions()
          .forEach(
              (name, wanted) -> {
                if (wanted.equals(method)) {
                  peer.send(Replies.notification(method, name, NodeRpc.header(head)));
                }
              });
    }
  }

  void close() {
    chain.forget(this);
    scheduler.shutdownNow();
  }
}
