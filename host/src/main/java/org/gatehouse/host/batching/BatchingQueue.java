package org.gatehouse.host.batching;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.IntConsumer;
import org.gatehouse.api.GatehouseException;
import org.gatehouse.api.gating.GateScores;
import org.gatehouse.api.gating.GatingModel;
import org.jspecify.annotations.Nullable;

/**
 * The calls that wait for a gate, the longest waiting first, and the turns they take.
 *
 * <p>While no batch runs, it is the first call's turn: its caller takes the next batch, its own
 * call included, and runs it. Thread-safe.
 */
final class BatchingQueue {

  private final GatingModel gate;
  private final BatchingSettings settings;
  private final Duration patience;
  private final IntConsumer batches;

  private final ReentrantLock lock = new ReentrantLock();
  private final Deque<Call> calls = new ArrayDeque<>();
  private boolean running;

  private int waiting;
  private volatile boolean closed;

  BatchingQueue(
      GatingModel gate, BatchingSettings settings, Duration patience, IntConsumer batches) {
    this.gate = gate;
    this.settings = settings;
    this.patience = patience;
    this.batches = batches;
  }

  int waiting() {
    lock.lock();
    try {
      return waiting;
    } finally {
      lock.unlock();
    }
  }

  List<GateScores> forward(List<String> messages) {
    Call call = new Call(messages, lock.newCondition());
    List<Call> batch = waitForTurn(call);
    if (batch.size() == 1) {
      return runSingle(call);
    }
    if (!batch.isEmpty()) {
      runJoined(batch);
    }
    List<GateScores> scores = scoresOf(call);
    return scores == null ? runAlone(call) : scores;
  }

  /** Returns the batch that the caller has to run; none if another has run it. */
  private List<Call> waitForTurn(Call call) {
    lock.lock();
    try {
      requireOpen();
      boolean idle = !running && calls.isEmpty();
      if (!idle) {
        requireRoom(call);
      }
      calls.add(call);
      waiting += call.size();
      // Whoever waits for company has it now.
      if (!idle && !running && isFull()) {
        calls.getFirst().changed().signal();
      }
      try {
        if (idle) {
          waitForCompany(call);
        }
        awaitTurn(call);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        if (!call.isSettled()) {
          leave(call);
          throw new GatehouseException("interrupted while waiting for the gate", e);
        }
      }
      return call.isSettled() ? List.of() : take();
    } finally {
      lock.unlock();
    }
  }

  private void waitForCompany(Call call) throws InterruptedException {
    long nanos = settings.maxWait().toNanos();
    while (nanos > 0 && !call.isSettled() && !isFull()) {
      nanos = call.changed().awaitNanos(nanos);
    }
  }

  private void awaitTurn(Call call) throws InterruptedException {
    long nanos = patience.toNanos();
    while (!call.isSettled() && !isTurnOf(call)) {
      if (nanos > 0) {
        nanos = call.changed().awaitNanos(nanos);
      } else if (leave(call)) {
        throw new OverloadedException(
            "the gate is busy: the turn of %d messages did not come within %d ms (gatehouse.host.http.request-timeout); try again later"
                .formatted(call.size(), patience.toMillis()));
      } else {
        call.changed().await();
      }
    }
  }

  private boolean isFull() {
    return waiting >= settings.maxBatch();
  }

  private boolean isTurnOf(Call call) {
    return !running && calls.peek() == call;
  }

  /** Takes a call back, unless its batch runs already; returns whether that was possible. */
  private boolean leave(Call call) {
    boolean left = calls.remove(call);
    if (left) {
      waiting -= call.size();
      wakeFirst();
    }
    return left;
  }

  private void wakeFirst() {
    Call first = calls.peek();
    if (!running && first != null) {
      first.changed().signal();
    }
  }

  private List<Call> take() {
    running = true;
    List<Call> batch = new ArrayList<>();
    int messages = 0;
    Call next = calls.peek();
    while (next != null && (batch.isEmpty() || messages + next.size() <= settings.maxBatch())) {
      messages += next.size();
      batch.add(calls.remove());
      next = calls.peek();
    }
    waiting -= messages;
    batches.accept(messages);
    return batch;
  }

  private List<GateScores> runSingle(Call call) {
    try {
      return gate.forward(call.messages());
    } finally {
      settle(List.of(), Map.of());
    }
  }

  private void runJoined(List<Call> batch) {
    Map<Call, List<GateScores>> scores = Map.of();
    try {
      scores = new JoinedCalls(gate, batch).scores();
    } finally {
      settle(batch, scores);
    }
  }

  private void settle(List<Call> batch, Map<Call, List<GateScores>> scores) {
    lock.lock();
    try {
      running = false;
      batch.forEach(call -> call.settle(scores.get(call)));
      wakeFirst();
    } finally {
      lock.unlock();
    }
  }

  private @Nullable List<GateScores> scoresOf(Call call) {
    lock.lock();
    try {
      return call.scores();
    } finally {
      lock.unlock();
    }
  }

  private List<GateScores> runAlone(Call call) {
    requireOpen();
    return gate.forward(call.messages());
  }

  void close() {
    lock.lock();
    try {
      closed = true;
      calls.forEach(call -> call.settle(null));
      calls.clear();
      waiting = 0;
    } finally {
      lock.unlock();
    }
  }

  private void requireOpen() {
    if (closed) {
      throw new IllegalStateException("this gate is closed");
    }
  }

  private void requireRoom(Call call) {
    if (call.size() > settings.queue() - waiting) {
      throw new OverloadedException(
          "the gate is busy: %d messages wait for it, and there is no room for %d more; expected at most %d (gatehouse.host.batching.queue); try again later"
              .formatted(waiting, call.size(), settings.queue()));
    }
  }
}
