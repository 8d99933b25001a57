package org.gatehouse.host.metagraph;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.gatehouse.api.metagraph.Metagraph;
import org.gatehouse.api.metagraph.MetagraphException;
import org.gatehouse.api.metagraph.MetagraphListener;
import org.gatehouse.api.metagraph.MetagraphSource;
import org.gatehouse.api.metagraph.Subscription;
import org.gatehouse.host.cli.Console;
import org.gatehouse.host.cli.Failures;
import org.gatehouse.host.cli.OutputClosedException;

/** Prints the changes of a network as they happen. */
final class Follower implements MetagraphListener {

  private final Console console;
  private final boolean json;
  private final CompletableFuture<Integer> end = new CompletableFuture<>();

  Follower(Console console, boolean json) {
    this.console = console;
    this.json = json;
  }

  /** Follows a source until this thread is interrupted or nobody reads any more. */
  @SuppressWarnings("try") // The subscription lives as long as the block.
  int follow(MetagraphSource source) {
    Metagraph start = source.sync();
    try (Subscription subscription = source.watch(this)) {
      console.message(
          "following netuid %d from block %d, %d peers"
              .formatted(start.netuid(), start.block(), start.neurons().size()));
      return end.get();
    } catch (InterruptedException e) {
      return Failures.GOOD;
    } catch (ExecutionException e) {
      throw e.getCause() instanceof RuntimeException failure
          ? failure
          : new IllegalStateException(e.getCause());
    }
  }

  @Override
  public void changed(Metagraph previous, Metagraph latest) {
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
    console.message(String.valueOf(failure.getMessage()));
  }
}
