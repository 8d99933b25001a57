package org.gatehouse.host.serve;

import java.util.List;
import java.util.Optional;
import org.gatehouse.api.GatehouseException;
import org.gatehouse.api.gating.GatingModel;
import org.gatehouse.api.gating.ResyncReport;
import org.gatehouse.api.metagraph.Metagraph;
import org.gatehouse.api.metagraph.MetagraphException;
import org.gatehouse.api.metagraph.MetagraphListener;
import org.gatehouse.api.metagraph.MetagraphSource;
import org.gatehouse.api.metagraph.SourceHealth;
import org.gatehouse.api.metagraph.Subscription;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The network whose peers are chosen: what a followed source says, or what was pushed. The gate is
 * told of every change before the change counts here. Safe for use by many threads.
 */
final class Network implements MetagraphListener, AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Network.class);

  private final GatingModel gate;
  private final PushedMetagraphs pushed;
  private final @Nullable MetagraphSource source;
  private final Runnable changed;
  private final Calls calls;
  // Held while the gate has been told and those who ask here not yet.
  private final Object telling = new Object();
  private volatile @Nullable Metagraph known;
  // What the gate could not be told of.
  private volatile @Nullable Metagraph missed;
  private @Nullable Subscription subscription;

  /**
   * Creates a network.
   *
   * @param known what the gate was made with, or empty if that was no network
   * @param source the source to follow; empty if metagraphs are pushed
   * @param changed is told when the gate was told of a change
   */
  Network(
      GatingModel gate,
      Optional<Metagraph> known,
      Optional<MetagraphSource> source,
      PushedMetagraphs pushed,
      Runnable changed,
      Calls calls) {
    this.gate = gate;
    this.known = known.orElse(null);
    this.source = source.orElse(null);
    this.pushed = pushed;
    this.changed = changed;
    this.calls = calls;
  }

  /**
   * Begins to follow the source, if there is one.
   *
   * @throws MetagraphException if it cannot be read
   */
  synchronized void follow() {
    if (source != null) {
      subscription = source.watch(this);
      changed(source.sync());
    }
  }

  /** Returns the network as it is known; empty if none is. */
  Optional<Metagraph> known() {
    return Optional.ofNullable(known);
  }

  /**
   * Returns the network of scores that were just made, or a later one: never one that the gate had
   * already left behind.
   */
  Optional<Metagraph> knownSince() {
    synchronized (telling) {
      return known();
    }
  }

  /** Returns how the followed source is doing; unknown if none is followed. */
  SourceHealth health() {
    return source == null ? SourceHealth.unknown() : source.health();
  }

  /** Returns what keeps the choices from being those of the network as it is. */
  List<String> troubles() {
    SourceHealth health = health();
    if (health.status() == SourceHealth.Status.STALE) {
      return List.of("the network is lost: " + health.detail());
    }
    return missed == null ? List.of() : List.of("the gate could not follow the network");
  }

  /** Tells the gate once more of what it could not be told before. */
  void catchUp() {
    if (missed != null) {
      retry();
    }
  }

  private synchronized void retry() {
    Metagraph late = missed;
    if (late != null) {
      changed(late);
    }
  }

  @Override
  public void changed(Metagraph previous, Metagraph latest) {
    changed(latest);
  }

  private synchronized void changed(Metagraph latest) {
    Metagraph before = known;
    if (latest.equals(before) || (before != null && latest.block() < before.block())) {
      return;
    }
    try {
      calls.timed("gatehouse.host.resync", () -> tell(latest));
    } catch (GatehouseException e) {
      // It is tried again with every request; that it fails is said once.
      if (!latest.equals(missed)) {
        LOG.error("the gate does not follow the network to block {}", latest.block(), e);
      }
      missed = latest;
    }
  }

  @Override
  public void failed(MetagraphException failure) {
    LOG.warn("the network cannot be read: {}", failure.getMessage());
  }

  private ResyncReport tell(Metagraph latest) {
    Metagraph before = known;
    // Who knows of no network before takes its peers for those that were there all along.
    synchronized (telling) {
      ResyncReport report = gate.resync(before == null ? latest : before, latest);
      known = latest;
      missed = null;
      changed.run();
      return report;
    }
  }

  /**
   * Reads the followed source now.
   *
   * @throws ServiceException if none is followed, or it cannot be read
   */
  synchronized Resynced read() {
    if (source == null) {
      throw new ServiceException(
          ServiceException.Reason.NO_SOURCE,
          "expected a metagraph in the body, found none; no source is followed"
              + " (gatehouse.metagraph.source)");
    }
    Metagraph latest;
    try {
      latest = source.sync();
    } catch (MetagraphException e) {
      throw new ServiceException(
          ServiceException.Reason.NETWORK_LOST, String.valueOf(e.getMessage()), e);
    }
    return new Resynced(latest, tellOrRefuse(latest));
  }

  /**
   * Takes a pushed metagraph and keeps it.
   *
   * @param snapshot a metagraph snapshot, format version 1
   * @throws ServiceException if a source is followed, it is no metagraph, it does not follow the
   *     one before it, or it cannot be kept
   */
  synchronized Resynced push(byte[] snapshot) {
    if (source != null) {
      throw new ServiceException(
          ServiceException.Reason.SOURCE_FOLLOWED,
          "a metagraph source is followed (gatehouse.metagraph.source): expected no body");
    }
    Metagraph latest = pushed.parse(snapshot);
    Metagraph before = known;
    if (before != null) {
      requireSuccessor(before, latest);
    }
    // Kept first: after a crash in between, the restarted service is told of it, as if it had been.
    pushed.keep(latest);
    try {
      return new Resynced(latest, tellOrRefuse(latest));
    } catch (RuntimeException | Error e) {
      restore(Optional.ofNullable(before), e);
      throw e;
    }
  }

  private void restore(Optional<Metagraph> before, Throwable failure) {
    try {
      pushed.restore(before);
    } catch (RuntimeException e) {
      failure.addSuppressed(e);
    }
  }

  private static void requireSuccessor(Metagraph before, Metagraph latest) {
    if (before.netuid() != latest.netuid() || latest.block() < before.block()) {
      throw new ServiceException(
          ServiceException.Reason.METAGRAPH_REFUSED,
          "expected netuid %d and block %d or later, found netuid %d and block %d"
              .formatted(before.netuid(), before.block(), latest.netuid(), latest.block()));
    }
  }

  private ResyncReport tellOrRefuse(Metagraph latest) {
    try {
      return tell(latest);
    } catch (MetagraphException e) {
      throw new ServiceException(
          ServiceException.Reason.METAGRAPH_REFUSED, String.valueOf(e.getMessage()), e);
    }
  }

  @Override
  public void close() {
    Subscription ended;
    synchronized (this) {
      ended = subscription;
      subscription = null;
    }
    // Not under the lock: a call that is under way may wait for it.
    if (ended != null) {
      ended.close();
    }
  }
}
