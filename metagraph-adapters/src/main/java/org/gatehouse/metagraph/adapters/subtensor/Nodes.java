package org.gatehouse.metagraph.adapters.subtensor;

import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.gatehouse.api.GatehouseException;
import org.gatehouse.api.metagraph.MetagraphException;
import org.gatehouse.metagraph.adapters.subtensor.chain.NoSuchSubnetException;
import org.gatehouse.metagraph.adapters.subtensor.chain.Node;
import org.gatehouse.metagraph.adapters.subtensor.rpc.RpcConnection;
import org.jspecify.annotations.Nullable;

/**
 * The nodes of one chain: one connection at a time, to the node whose turn it is. A node that fails
 * passes its turn to the next.
 *
 * <p>Safe for use by many threads.
 */
final class Nodes implements AutoCloseable {

  private final List<URI> urls;
  private final Duration timeout;
  private final ExecutorService executor = Executors.newCachedThreadPool(DaemonThread::io);

  /** Held while a connection is being opened, so that there is never a second one. */
  private final ReentrantLock opening = new ReentrantLock();

  /** Has a thread until nobody holds it: {@code null} once closed. */
  private @Nullable HttpClient client;

  private int turn;
  private @Nullable RpcConnection current;
  private @Nullable String genesis;

  Nodes(List<URI> urls, Duration timeout) {
    this.urls = List.copyOf(urls);
    this.timeout = timeout;
    this.client = HttpClient.newBuilder().connectTimeout(timeout).executor(executor).build();
  }

  /**
   * Does something with a node, and again with the next node where one fails.
   *
   * @throws NoSuchSubnetException at once: a matter of the chain, not of the node
   * @throws MetagraphException if every node fails, with the reason of each
   */
  <T> T call(Function<RpcConnection, T> work) {
    Set<String> failures = new LinkedHashSet<>();
    @Nullable GatehouseException last = null;
    // A connection that was idle may have ended unseen: its node gets another chance.
    int attempts = urls.size() + (isConnected() ? 1 : 0);
    for (int i = 0; i < attempts; i++) {
      @Nullable RpcConnection connection = null;
      try {
        connection = connection();
        return work.apply(connection);
      } catch (NoSuchSubnetException e) {
        throw e;
      } catch (GatehouseException e) {
        failures.add(String.valueOf(e.getMessage()));
        last = e;
        if (connection != null) {
          giveUp(connection);
        }
      }
    }
    String reasons = String.join("; ", failures);
    throw new MetagraphException(
        failures.size() == 1 ? reasons : "no node could be read: " + reasons, last);
  }

  /** Returns the connection to the node whose turn it is; opens it if there is none. */
  private RpcConnection connection() {
    opening.lock();
    try {
      int asked;
      HttpClient opener;
      synchronized (this) {
        if (client == null) {
          throw new IllegalStateException("the nodes are closed");
        }
        opener = client;
        if (current != null && !current.ended().isDone()) {
          return current;
        }
        asked = turn;
      }
      RpcConnection opened;
      try {
        opened = RpcConnection.open(opener, urls.get(asked), timeout);
      } catch (RuntimeException e) {
        passTurn();
        throw e;
      }
      synchronized (this) {
        current = opened;
        if (client == null) {
          opened.close();
        }
      }
      try {
        requireSameChain(opened);
      } catch (RuntimeException e) {
        giveUp(opened);
        throw e;
      }
      return opened;
    } finally {
      opening.unlock();
    }
  }

  private synchronized boolean isConnected() {
    return current != null;
  }

  private synchronized void passTurn() {
    turn = (turn + 1) % urls.size();
  }

  /** Ends a connection whose node does not do its work, and passes the turn to the next node. */
  synchronized void giveUp(RpcConnection connection) {
    connection.close();
    if (connection.equals(current)) {
      current = null;
      passTurn();
    }
  }

  /** Nodes of two chains in one list would mix two networks into one history. */
  private void requireSameChain(RpcConnection opened) {
    @Nullable String found = new Node(opened).genesis().orElse(null);
    if (found == null) {
      return;
    }
    synchronized (this) {
      if (genesis == null) {
        genesis = found;
      } else if (!genesis.equals(found)) {
        throw new MetagraphException(
            opened.name()
                + ": expected a node of the chain that was read before, genesis "
                + genesis
                + ", found another chain, genesis "
                + found);
      }
    }
  }

  @Override
  public void close() {
    synchronized (this) {
      client = null;
      if (current != null) {
        current.close();
      }
    }
    executor.shutdown();
  }
}
