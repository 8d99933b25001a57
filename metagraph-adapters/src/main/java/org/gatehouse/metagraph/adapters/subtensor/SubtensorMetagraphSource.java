package org.gatehouse.metagraph.adapters.subtensor;

import java.time.Duration;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import org.gatehouse.api.GatehouseException;
import org.gatehouse.api.metagraph.Metagraph;
import org.gatehouse.api.metagraph.MetagraphContext;
import org.gatehouse.api.metagraph.MetagraphException;
import org.gatehouse.api.metagraph.MetagraphListener;
import org.gatehouse.api.metagraph.MetagraphSource;
import org.gatehouse.api.metagraph.SourceHealth;
import org.gatehouse.api.metagraph.Subscription;
import org.gatehouse.metagraph.adapters.subtensor.chain.Reading;
import org.gatehouse.metagraph.adapters.subtensor.chain.SubnetReader;
import org.gatehouse.metagraph.adapters.subtensor.rpc.RpcConnection;
import org.jspecify.annotations.Nullable;

/**
 * A subnet of a live chain.
 *
 * <p>Each reading is of one block, and of none before the last one read. Following starts with the
 * first subscription and ends with the source: one thread hears of new blocks and reads, another
 * tells the listeners, so that a slow one delays others but no reading.
 */
final class SubtensorMetagraphSource implements MetagraphSource {

  private final SubtensorSettings settings;
  private final MetagraphContext context;
  private final Nodes nodes;
  private final SubnetReader reader;
  private final Backoff backoff;
  private final ExecutorService telling =
      Executors.newSingleThreadExecutor(task -> DaemonThread.of("listeners", task));

  /** Held for a reading and until its result is handed on: there is one after the other. */
  private final ReentrantLock reading = new ReentrantLock(true);

  private final Set<ListenerSubscription> subscriptions = ConcurrentHashMap.newKeySet();

  /** Whether the listeners know of the present outage: they are told of its beginning only. */
  private final AtomicBoolean outageIsTold = new AtomicBoolean();

  private volatile SourceHealth health = SourceHealth.unknown();
  private volatile @Nullable Reading last;
  private volatile @Nullable Thread following;
  private volatile boolean closed;

  SubtensorMetagraphSource(SubtensorSettings settings, Backoff backoff, MetagraphContext context) {
    this.settings = settings;
    this.backoff = backoff;
    this.context = context;
    this.nodes = new Nodes(settings.urls(), settings.requestTimeout());
    this.reader = new SubnetReader(settings.network(), settings.netuid(), settings.block());
  }

  @Override
  public Metagraph sync() {
    reading.lock();
    try {
      return read();
    } finally {
      reading.unlock();
    }
  }

  private Metagraph read() {
    requireOpen();
    long start = System.nanoTime();
    Reading before = last;
    Reading now;
    try {
      now = nodes.call(connection -> reader.read(connection, before));
    } catch (GatehouseException e) {
      requireOpen();
      context.meters().count("gatehouse.metagraph.failures", 1);
      MetagraphException failure = asMetagraphException(e);
      grownOld(String.valueOf(failure.getMessage()));
      throw failure;
    }
    context.meters().time("gatehouse.metagraph.read", Duration.ofNanos(System.nanoTime() - start));
    Metagraph metagraph = now.metagraph();
    isCurrent(now);
    outageIsTold.set(false);
    if (!now.equals(before)) {
      last = now;
      subscriptions.forEach(subscription -> subscription.read(metagraph));
    }
    return metagraph;
  }

  private synchronized void isCurrent(Reading now) {
    health = SourceHealth.current(now.metagraph(), context.clock().instant(), now.description());
  }

  private synchronized void grownOld(String failure) {
    health = health.stale(failure);
  }

  private static MetagraphException asMetagraphException(Throwable e) {
    if (e instanceof MetagraphException failure) {
      return failure;
    }
    return new MetagraphException(
        e instanceof GatehouseException
            ? String.valueOf(e.getMessage())
            : "following the network failed: " + e,
        e);
  }

  @Override
  public Subscription watch(MetagraphListener listener) {
    ListenerSubscription subscription;
    reading.lock();
    try {
      subscription = new ListenerSubscription(read(), listener, telling, subscriptions::remove);
      subscriptions.add(subscription);
      if (following == null) {
        settings.block().subscription().ifPresent(this::follow);
      }
    } finally {
      reading.unlock();
    }
    if (closed) {
      // The close that came in between may have seen neither of them. It waits for listeners, which
      // may wait for a reading, so that nothing is locked here.
      close();
    }
    return subscription;
  }

  private void follow(String method) {
    HeadFollower follower =
        new HeadFollower(nodes, method, settings.headTimeout(), backoff, new Following());
    Thread thread = DaemonThread.of("follower", follower);
    following = thread;
    thread.start();
  }

  /** What is done about new blocks. */
  private final class Following implements HeadFollower.Follower {

    @Override
    public long lastRead() {
      // Nobody follows before the first reading.
      return Objects.requireNonNull(last).metagraph().block();
    }

    @Override
    public boolean isDue(long head) {
      return health.status() != SourceHealth.Status.CURRENT
          || head - lastRead() >= settings.resyncInterval();
    }

    @Override
    public void read() {
      sync();
    }

    @Override
    public void failed(Throwable cause) {
      MetagraphException failure = asMetagraphException(cause);
      grownOld(String.valueOf(failure.getMessage()));
      if (!closed && !outageIsTold.getAndSet(true)) {
        subscriptions.forEach(subscription -> subscription.failed(failure));
      }
    }
  }

  @Override
  public SourceHealth health() {
    return health;
  }

  private void requireOpen() {
    if (closed) {
      throw new IllegalStateException("the metagraph source of " + this + " is closed");
    }
  }

  @Override
  public void close() {
    closed = true;
    Thread thread = following;
    if (thread != null) {
      thread.interrupt();
    }
    nodes.close();
    subscriptions.forEach(ListenerSubscription::close);
    telling.shutdown();
  }

  @Override
  public String toString() {
    return "netuid "
        + settings.netuid()
        + " at "
        + settings.urls().stream().map(RpcConnection::name).toList();
  }
}
