package org.gatehouse.metagraph.adapters.subtensor.rpc;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A JSON-RPC 2.0 connection to a node over a WebSocket, until it ends; it never opens itself again.
 *
 * <p>Every call ends: with its result, with the node's error, or with a {@link ConnectionException}
 * after the timeout at the latest. An answer that comes later, or a second time, is ignored. An
 * answer that is wrong in itself (neither result nor error, both, an error without code) fails its
 * call alone; what cannot be assigned to a call or a subscription (no JSON, an array, an id that
 * was never given out, a binary message, one that is too long, a notification of more than 65536
 * characters) ends the connection.
 *
 * <p>A quiet node is pinged every quarter of the timeout, but at least every two seconds. The
 * connection ends when a ping cannot be sent, or nothing at all came for twice the timeout.
 *
 * <p>Safe for use by many threads. Futures complete and listeners run on daemon threads where they
 * may block.
 */
public final class RpcConnection implements AutoCloseable {

  /**
   * The longest message that is taken, as long as a node's own limit: 4096 peers take less than 2
   * Mi characters, and 1024 of the time when each had many stakers 2.3 Mi.
   */
  static final int MAX_MESSAGE_CHARS = 16 << 20;

  /** The longest notification that is taken, as many of them may wait: a head has about 500. */
  static final int MAX_NOTIFICATION_CHARS = 1 << 16;

  private static final int LONGEST_QUOTE = 160;

  private final Endpoint endpoint;
  private final AtomicLong lastId = new AtomicLong();
  private final Map<Long, PendingCall> pending = new ConcurrentHashMap<>();
  private final AtomicReference<@Nullable ConnectionException> reason = new AtomicReference<>();
  private final CompletableFuture<ConnectionException> ended = new CompletableFuture<>();
  private final Subscriptions subscriptions = new Subscriptions(() -> reason.get() == null);
  private volatile @Nullable Outbox outbox;

  private RpcConnection(Endpoint endpoint) {
    this.endpoint = endpoint;
  }

  /**
   * Opens a connection; blocks for at most the timeout, which is also that of each call.
   *
   * @throws ConnectionException if that fails, or the thread is interrupted (and stays so)
   */
  public static RpcConnection open(HttpClient client, URI uri, Duration timeout) {
    return open(client, uri, timeout, MAX_MESSAGE_CHARS);
  }

  static RpcConnection open(HttpClient client, URI uri, Duration timeout, int maxMessageChars) {
    RpcConnection connection = new RpcConnection(new Endpoint(uri, timeout));
    Inbox.Reader reader = connection.new Reader();
    Inbox inbox = new Inbox(reader, maxMessageChars);
    WebSocket socket = Handshake.open(client, connection.endpoint, inbox);
    connection.start(socket);
    new Heartbeat(socket, timeout, reader, () -> connection.reason.get() == null, inbox::heard)
        .start();
    return connection;
  }

  private void start(WebSocket socket) {
    Outbox opened = new Outbox(socket);
    outbox = opened;
    if (reason.get() != null) {
      opened.close();
    }
    socket.request(1);
  }

  /** Returns the URL without what may be secret in it, for messages. */
  public String name() {
    return endpoint.name();
  }

  /** Returns a URL without what may be secret in it, for messages. */
  public static String name(URI uri) {
    return Endpoint.name(uri);
  }

  /**
   * Calls a method. The result is JSON null where the node says so.
   *
   * <p>The future fails with an {@link RpcException} if the node answers with an error, and with a
   * {@link ConnectionException} if it does not answer in time, its answer is none, or the
   * connection ends.
   *
   * @param params text, {@link Integer}, {@link Long}, null or a {@link List} of these
   * @throws IllegalArgumentException if a parameter is of another kind
   */
  public CompletableFuture<JsonNode> call(String method, @Nullable Object... params) {
    return call(method, Arrays.asList(params), null, result -> result);
  }

  /**
   * Subscribes; the future has the subscription's name.
   *
   * <p>The listener gets the result of each notification, in order and never two at a time, also of
   * those that come before the answer that names the subscription. It is told nothing more once the
   * connection has ended. What it throws is logged. A listener that is 1024 notifications behind
   * ends the connection.
   *
   * @param method a method without parameters that answers with a subscription
   */
  public CompletableFuture<String> subscribe(String method, Consumer<JsonNode> listener) {
    return call(method, List.of(), listener, JsonNode::asText);
  }

  /**
   * Completes, normally and with the reason, when the connection has ended: it was lost, the node
   * closed it, sent something that cannot be understood, or it was closed here.
   */
  public CompletableFuture<ConnectionException> ended() {
    return ended;
  }

  /** Ends the connection and fails the calls that were not answered; does not block. */
  @Override
  public void close() {
    end("the connection was closed here", null);
  }

  private <T> CompletableFuture<T> call(
      String method,
      List<? extends @Nullable Object> params,
      @Nullable Consumer<JsonNode> listener,
      Function<JsonNode, T> conversion) {
    long id = lastId.incrementAndGet();
    String text = Requests.text(id, method, params);
    PendingCall call =
        new PendingCall(
            endpoint.name(), Requests.name(method, params), new CompletableFuture<>(), listener);
    pending.put(id, call);
    if (listener != null) {
      subscriptions.expect();
    }
    CompletableFuture<?> unused =
        call.answer()
            .orTimeout(endpoint.timeout().toNanos(), TimeUnit.NANOSECONDS)
            .whenComplete((result, failure) -> forget(id, call));
    CompletableFuture<T> answer = call.handOver(conversion, endpoint.patience());
    send(text);
    return answer;
  }

  private void send(String text) {
    Outbox open = outbox;
    ConnectionException over = reason.get();
    if (open == null || over != null) {
      failPending();
      return;
    }
    CompletionStage<?> unused =
        open.send(text)
            .whenComplete(
                (sent, failure) -> {
                  if (failure != null) {
                    end("sending failed (" + Failure.of(failure) + ")", failure);
                  }
                });
  }

  private void forget(long id, PendingCall call) {
    pending.remove(id);
    if (call.listener() != null) {
      subscriptions.settle();
    }
  }

  private void end(String why, @Nullable Throwable cause) {
    ConnectionException over = new ConnectionException(endpoint.name() + ": " + why, cause);
    if (!reason.compareAndSet(null, over)) {
      return;
    }
    Outbox open = outbox;
    if (open != null) {
      open.close();
    }
    failPending();
    Callbacks.EXECUTOR.execute(() -> ended.complete(over));
  }

  private void failPending() {
    ConnectionException over = reason.get();
    if (over != null) {
      pending.values().forEach(call -> call.lose(over));
    }
  }

  /** Takes the node's messages. */
  private final class Reader implements Inbox.Reader {

    @Override
    public void message(String text) {
      if (reason.get() != null) {
        return;
      }
      try {
        Incoming incoming = Incoming.parse(text);
        if (incoming instanceof Incoming.Answer answer) {
          answered(answer, text);
        } else if (incoming instanceof Incoming.Notification notification) {
          notified(notification, text);
        }
      } catch (Incoming.GarbageException e) {
        RpcConnection.this.end(
            "expected a JSON-RPC message, the node sent "
                + e.getMessage()
                + ": "
                + Quote.of(text, LONGEST_QUOTE),
            null);
      }
    }

    private void notified(Incoming.Notification notification, String text)
        throws Incoming.GarbageException {
      if (text.length() > MAX_NOTIFICATION_CHARS) {
        throw new Incoming.GarbageException(
            "a notification of more than " + MAX_NOTIFICATION_CHARS + " characters");
      }
      if (!subscriptions.tell(notification)) {
        RpcConnection.this.end(
            "a listener is " + NotificationQueue.CAPACITY + " notifications behind", null);
      }
    }

    private void answered(Incoming.Answer answer, String text) throws Incoming.GarbageException {
      if (answer.id() < 1 || answer.id() > lastId.get()) {
        throw new Incoming.GarbageException("an answer to a call that was never made");
      }
      PendingCall call = pending.get(answer.id());
      if (call != null) {
        call.settle(answer.message(), text, subscriptions);
      }
    }

    @Override
    public void end(String why, @Nullable Throwable cause) {
      RpcConnection.this.end(why, cause);
    }
  }
}
