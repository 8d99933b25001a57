package org.gatehouse.host.metagraph;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.gatehouse.api.metagraph.Metagraph;
import org.gatehouse.api.metagraph.MetagraphException;
import org.gatehouse.api.metagraph.MetagraphListener;
import org.gatehouse.api.metagraph.MetagraphSource;
import org.gatehouse.api.metagraph.Subscription;
import org.gatehouse.host.cli.Console;
import org.gatehouse.host.cli.Failures;
import org.gatehouse.host.cli.OutputClosedException;

/** Prints the changes of a network as they happen, and when it can no longer be read. */
final class Follower implements MetagraphListener {

  private static final Duration LOOK_INTERVAL = Duration.ofSeconds(1);

  private final Console console;
  private final boolean json;
  private final MetagraphSource source;
  private final Duration lookInterval;
  private final Outage outage;
  private final CompletableFuture<Integer> end = new CompletableFuture<>();

  Follower(Console console, boolean json, MetagraphSource source) {
    this(console, json, source, LOOK_INTERVAL);
  }

  /**
   * Creates a follower.
   *
   * @param lookInterval how often it asks the source for its health
   */
  Follower(Console console, boolean json, MetagraphSource source, Duration lookInterval) {
    this.console = console;
    this.json = json;
    this.source = source;
    this.lookInterval = lookInterval;
    this.outage = new Outage(console::message);
  }

  /** Follows the source until this thread is interrupted or nobody reads any more. */
  @SuppressWarnings("try") // The subscription lives as long as the block.
  int follow() {
    try (Subscription subscription = source.watch(this)) {
      Metagraph start = source.sync();
      console.message(
          "following netuid %d from block %d, %d peers"
              .formatted(start.netuid(), start.block(), start.neurons().size()));
      return awaitEnd();
    } catch (InterruptedException e) {
      return Failures.GOOD;
    } catch (ExecutionException e) {
      throw e.getCause() instanceof RuntimeException failure
          ? failure
          : new IllegalStateException(e.getCause());
    }
  }

  private int awaitEnd() throws InterruptedException, ExecutionException {
    while (true) {
      try {
        return end.get(lookInterval.toNanos(), TimeUnit.NANOSECONDS);
      } catch (TimeoutException e) {
        outage.look(source.health());
      }
    }
  }

  @Override
  public void changed(Metagraph previous, Metagraph latest) {
    outage.changed(latest);
    try {
      Changes changes = new Changes(previous, latest);
      if (json) {
        console.data(changes.json());
      } else {
        console.data(changes.lines());
      }
    } catch (OutputClosedException | MetagraphException e) {
      end.completeExceptionally(e);
    }
  }

  @Override
  public void failed(MetagraphException failure) {
    outage.failed(failure, source.health());
  }
}
