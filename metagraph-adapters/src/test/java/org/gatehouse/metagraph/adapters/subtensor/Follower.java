package org.gatehouse.metagraph.adapters.subtensor;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.gatehouse.api.metagraph.Metagraph;
import org.gatehouse.api.metagraph.MetagraphException;
import org.gatehouse.api.metagraph.MetagraphListener;

/** A listener that keeps what it is told, in order. Safe for use by many threads. */
final class Follower implements MetagraphListener {

  private static final long PATIENCE_SECONDS = 10;

  /** A change that was told. */
  record Change(Metagraph previous, Metagraph latest) {}

  private final BlockingQueue<Change> changes = new LinkedBlockingQueue<>();
  private final BlockingQueue<String> failures = new LinkedBlockingQueue<>();

  @Override
  public void changed(Metagraph previous, Metagraph latest) {
    changes.add(new Change(previous, latest));
  }

  @Override
  public void failed(MetagraphException failure) {
    failures.add(String.valueOf(failure.getMessage()));
  }

  /** Waits for the next change. */
  Change change() throws InterruptedException {
    Change change = changes.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
    if (change == null) {
      throw new AssertionError("no change is told; failures: " + failures);
    }
    return change;
  }

  /** Waits for the next failure. */
  String failure() throws InterruptedException {
    String failure = failures.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
    if (failure == null) {
      throw new AssertionError("no failure is told; changes: " + changes);
    }
    return failure;
  }

  /** Returns the changes that nobody waited for, and forgets them. */
  List<Change> moreChanges() {
    List<Change> more = new ArrayList<>();
    changes.drainTo(more);
    return more;
  }

  /** Returns the failures that nobody waited for. */
  List<String> moreFailures() {
    return List.copyOf(failures);
  }
}
