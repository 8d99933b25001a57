package org.gatehouse.metagraph.adapters.subtensor.rpc;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What one listener is still to be told: in order, one at a time, on a thread of its own.
 *
 * <p>After the connection's end the listener is told nothing more.
 */
final class NotificationQueue {

  /** The most that may wait. Heads come every few seconds: this many is a node gone mad. */
  static final int CAPACITY = 1024;

  private static final Logger LOG = LoggerFactory.getLogger(NotificationQueue.class);

  private final Consumer<JsonNode> listener;
  private final BooleanSupplier open;
  private final Deque<JsonNode> waiting = new ArrayDeque<>();
  private boolean running;

  NotificationQueue(Consumer<JsonNode> listener, BooleanSupplier open) {
    this.listener = listener;
    this.open = open;
  }

  /** Returns whether there was room. */
  boolean offer(JsonNode notification) {
    synchronized (this) {
      if (waiting.size() >= CAPACITY) {
        return false;
      }
      waiting.add(notification);
      if (running) {
        return true;
      }
      running = true;
    }
    Callbacks.EXECUTOR.execute(this::tellAll);
    return true;
  }

  private void tellAll() {
    for (JsonNode next = next(); next != null; next = next()) {
      try {
        listener.accept(next);
      } catch (RuntimeException | Error e) {
        LOG.error("A listener to a node's notifications failed; it stays subscribed", e);
      }
    }
  }

  private synchronized @Nullable JsonNode next() {
    JsonNode next = open.getAsBoolean() ? waiting.poll() : null;
    if (next == null) {
      waiting.clear();
      running = false;
    }
    return next;
  }
}
