package org.gatehouse.metagraph.adapters.subtensor.rpc;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * Who gets which notification.
 *
 * <p>While a subscription waits for its answer, the latest {@value #EARLY} notifications that
 * nobody is subscribed to are kept, as they may be its first ones; otherwise such are dropped.
 */
final class Subscriptions {

  /** The most notifications that are kept for subscriptions which are not answered yet. */
  static final int EARLY = 64;

  private final Map<String, NotificationQueue> queues = new HashMap<>();
  private final Deque<Incoming.Notification> early = new ArrayDeque<>();
  private final BooleanSupplier open;
  private int expected;

  /** Creates an empty table; listeners are told something as long as {@code open}. */
  Subscriptions(BooleanSupplier open) {
    this.open = open;
  }

  /** Says that one more subscription waits for its answer. */
  synchronized void expect() {
    expected++;
  }

  /** Says that one of the subscriptions waits no longer, whatever became of it. */
  synchronized void settle() {
    expected--;
    if (expected == 0) {
      early.clear();
    }
  }

  /** Returns whether the subscription is new; then its listener gets what came early. */
  synchronized boolean add(String subscription, Consumer<JsonNode> listener) {
    NotificationQueue queue = new NotificationQueue(listener, open);
    if (queues.putIfAbsent(subscription, queue) != null) {
      return false;
    }
    for (Iterator<Incoming.Notification> kept = early.iterator(); kept.hasNext(); ) {
      Incoming.Notification notification = kept.next();
      if (notification.subscription().equals(subscription)) {
        kept.remove();
        queue.offer(notification.result());
      }
    }
    return true;
  }

  /** Forgets a subscription. */
  synchronized void remove(String subscription) {
    queues.remove(subscription);
  }

  /** Returns whether there was room for the notification. */
  synchronized boolean tell(Incoming.Notification notification) {
    NotificationQueue queue = queues.get(notification.subscription());
    if (queue != null) {
      return queue.offer(notification.result());
    }
    if (expected > 0) {
      if (early.size() == EARLY) {
        early.remove();
      }
      early.add(notification);
    }
    return true;
  }
}
