package org.gatehouse.metagraph.adapters.subtensor;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import org.gatehouse.api.metagraph.Metagraph;
import org.gatehouse.api.metagraph.MetagraphException;
import org.gatehouse.api.metagraph.MetagraphListener;
import org.gatehouse.api.metagraph.Subscription;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One listener, what it was told last and what it is still to be told.
 *
 * <p>The listener is called under this object's lock, so that none of its calls starts after {@link
 * #close} returned; the listener itself may close it. One that is slow holds up no reading: what
 * happens meanwhile waits, and beyond a limit becomes one larger change.
 */
final class ListenerSubscription implements Subscription {

  private static final Logger LOG = LoggerFactory.getLogger(ListenerSubscription.class);
  private static final int MOST_WAITING = 64;

  /** A state that was read, or a failure to. */
  private record News(@Nullable Metagraph latest, @Nullable MetagraphException failure) {}

  private final MetagraphListener listener;
  private final Executor executor;
  private final Consumer<ListenerSubscription> onClose;
  private final Deque<News> waiting = new ArrayDeque<>();
  private boolean scheduled;
  private Metagraph told;
  private volatile boolean closed;

  ListenerSubscription(
      Metagraph present,
      MetagraphListener listener,
      Executor executor,
      Consumer<ListenerSubscription> onClose) {
    this.told = present;
    this.listener = listener;
    this.executor = executor;
    this.onClose = onClose;
  }

  /** Has the listener told of a state, if that differs from the one before. */
  void read(Metagraph latest) {
    add(new News(latest, null));
  }

  /** Has the listener told of a failure. */
  void failed(MetagraphException failure) {
    add(new News(null, failure));
  }

  private void add(News news) {
    synchronized (waiting) {
      if (waiting.size() == MOST_WAITING) {
        if (news.latest() == null) {
          // The state that waits is worth more than a failure, of which the health tells too.
          return;
        }
        waiting.removeLast();
      }
      waiting.add(news);
      if (scheduled || closed) {
        return;
      }
      scheduled = true;
    }
    try {
      executor.execute(this::tellAll);
    } catch (RejectedExecutionException e) {
      // The source was closed just now: nobody is told any more.
    }
  }

  private void tellAll() {
    for (News news = next(); news != null; news = next()) {
      tell(news);
    }
  }

  private @Nullable News next() {
    synchronized (waiting) {
      News news = waiting.poll();
      scheduled = news != null;
      return news;
    }
  }

  private synchronized void tell(News news) {
    if (closed) {
      return;
    }
    try {
      if (news.failure() != null) {
        listener.failed(news.failure());
      } else if (news.latest() != null && !news.latest().diff(told).isEmpty()) {
        Metagraph previous = told;
        told = news.latest();
        listener.changed(previous, told);
      }
    } catch (RuntimeException | Error e) {
      LOG.error("A listener to changes of the network failed; it stays subscribed", e);
    }
  }

  @Override
  public void close() {
    synchronized (this) {
      closed = true;
    }
    onClose.accept(this);
  }
}
