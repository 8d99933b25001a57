package org.gatehouse.metagraph.adapters.subtensor;

import java.time.Duration;
import org.gatehouse.api.GatehouseException;
import org.gatehouse.api.metagraph.MetagraphException;
import org.gatehouse.metagraph.adapters.subtensor.chain.Node;
import org.gatehouse.metagraph.adapters.subtensor.rpc.ConnectionException;
import org.gatehouse.metagraph.adapters.subtensor.rpc.RpcConnection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hears of new blocks and has the subnet read when one is due, for as long as its thread runs; a
 * node that is lost or stands still is replaced.
 */
final class HeadFollower implements Runnable {

  /** What a follower does with what it hears. */
  interface Follower {

    /** Returns the block that was read last. */
    long lastRead();

    /** Returns whether the subnet is to be read now that there is a block with this number. */
    boolean isDue(long head);

    /** Reads the subnet. */
    void read();

    /** Takes a failure, of which an outage has many. */
    void failed(Throwable failure);
  }

  private static final Logger LOG = LoggerFactory.getLogger(HeadFollower.class);

  private final Nodes nodes;
  private final String subscription;
  private final Duration headTimeout;
  private final Backoff backoff;
  private final Follower follower;

  /** The highest block that the nodes have told of, and since when; unless there was a failure. */
  private boolean hasProgress;

  /** Whether the last connection ended before it told of a block. */
  private boolean lastWasHeadless;

  private long highest;
  private long progressNanos;

  HeadFollower(
      Nodes nodes, String subscription, Duration headTimeout, Backoff backoff, Follower follower) {
    this.nodes = nodes;
    this.subscription = subscription;
    this.headTimeout = headTimeout;
    this.backoff = backoff;
    this.follower = follower;
  }

  /** Follows until the thread is interrupted. */
  @Override
  public void run() {
    try {
      while (!Thread.currentThread().isInterrupted()) {
        try {
          follow();
        } catch (RuntimeException | Error e) {
          // What escapes from here would end the following without a word.
          failed(e);
        }
        Thread.sleep(backoff.next().toMillis());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void failed(Throwable failure) {
    // A failure that was told gives the network its whole time again.
    hasProgress = false;
    if (Thread.currentThread().isInterrupted()) {
      return;
    }
    if (!(failure instanceof GatehouseException)) {
      LOG.error("Following the network failed; it goes on", failure);
    }
    follower.failed(failure);
  }

  /** Follows one node; returns when its connection has ended after it told of blocks. */
  @SuppressWarnings("FutureReturnValueIgnored") // What is done at the connection's end cannot fail.
  private void follow() throws InterruptedException {
    RpcConnection connection = nodes.call(open -> open);
    try {
      Heads heads = new Heads();
      new Node(connection).subscribe(subscription, heads::head, heads::end);
      connection.ended().thenAccept(reason -> heads.end(String.valueOf(reason.getMessage())));
      follow(connection.name(), heads);
    } catch (ConnectionException e) {
      endedWithoutHead(String.valueOf(e.getMessage()));
    } finally {
      nodes.giveUp(connection);
    }
  }

  private void follow(String name, Heads heads) throws InterruptedException {
    if (!hasProgress) {
      // What a node said of its height before is no measure: it may have been wrong.
      progress(follower.lastRead());
    }
    long known = Heads.NONE;
    while (true) {
      long left = headTimeout.toNanos() - (System.nanoTime() - progressNanos);
      long head = heads.next(known, left);
      if (head > highest) {
        progress(head);
        if (follower.isDue(head)) {
          follower.read();
          // The time of the reading is not the chain's.
          progress(head);
        }
        backoff.reset();
      } else if (left <= 0) {
        throw new MetagraphException(
            "%s: no new block for %s s, the last is %d"
                .formatted(name, headTimeout.toMillis() / 1000.0, highest));
      } else if (head == known && heads.end() != null) {
        if (known == Heads.NONE) {
          endedWithoutHead(heads.end());
        }
        // Only if no node can be reached now is there a failure to tell of.
        return;
      }
      lastWasHeadless = false;
      known = head;
    }
  }

  /** A connection may end at any moment; one after the other before they told of a block do not. */
  private void endedWithoutHead(String reason) {
    if (lastWasHeadless) {
      throw new MetagraphException(reason);
    }
    lastWasHeadless = true;
  }

  private void progress(long head) {
    hasProgress = true;
    highest = head;
    progressNanos = System.nanoTime();
  }
}
