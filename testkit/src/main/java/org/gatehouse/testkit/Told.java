package org.gatehouse.testkit;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import org.gatehouse.api.metagraph.Metagraph;
import org.gatehouse.api.metagraph.MetagraphException;
import org.gatehouse.api.metagraph.MetagraphListener;

/** A listener that writes down what it is told. Safe for use by many threads. */
class Told implements MetagraphListener {

  private final List<String> changes = new ArrayList<>();
  private final List<Thread> threads = new ArrayList<>();
  private int failures;

  @Override
  public void changed(Metagraph previous, Metagraph latest) {
    synchronized (this) {
      changes.add(describe(previous) + " -> " + describe(latest));
      threads.add(Thread.currentThread());
      notifyAll();
    }
  }

  @Override
  public void failed(MetagraphException failure) {
    synchronized (this) {
      failures++;
      threads.add(Thread.currentThread());
      notifyAll();
    }
  }

  /** Describes what the contract publishes of a network. */
  static String describe(Metagraph metagraph) {
    return metagraph.neurons().stream()
        .map(neuron -> neuron.uid() + " = " + neuron.hotkey())
        .collect(
            Collectors.joining(
                ", ", "netuid " + metagraph.netuid() + " at " + metagraph.block() + ": ", ""));
  }

  /** Returns the changes so far. */
  synchronized List<String> changes() {
    return List.copyOf(changes);
  }

  /** Returns how often a failure was told. */
  synchronized int failures() {
    return failures;
  }

  /** Returns which threads told. */
  synchronized List<Thread> threads() {
    return List.copyOf(threads);
  }

  /** Waits until so many changes were told, or the time is up. */
  List<String> awaitChanges(int count, Duration patience) throws InterruptedException {
    await(() -> changes.size() >= count, patience);
    return changes();
  }

  /** Waits until so many failures were told, or the time is up. */
  int awaitFailures(int count, Duration patience) throws InterruptedException {
    await(() -> failures >= count, patience);
    return failures();
  }

  /** Waits until a change to this state was told, or the time is up, and returns whether it was. */
  boolean awaitLatest(String latest, Duration patience) throws InterruptedException {
    await(() -> changes.stream().anyMatch(change -> change.endsWith(" -> " + latest)), patience);
    return changes().stream().anyMatch(change -> change.endsWith(" -> " + latest));
  }

  private synchronized void await(BooleanSupplier condition, Duration patience)
      throws InterruptedException {
    long end = System.nanoTime() + patience.toNanos();
    while (!condition.getAsBoolean()) {
      long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
      if (left <= 0) {
        return;
      }
      wait(left);
    }
  }
}
