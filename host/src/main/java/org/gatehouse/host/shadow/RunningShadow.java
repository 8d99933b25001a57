package org.gatehouse.host.shadow;

import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;
import org.gatehouse.api.GatehouseException;
import org.gatehouse.api.gating.Capability;
import org.gatehouse.api.gating.GateScores;
import org.gatehouse.api.gating.GatingModel;
import org.gatehouse.api.metagraph.Metagraph;
import org.gatehouse.api.selection.Selection;
import org.gatehouse.api.telemetry.MeterSink;
import org.gatehouse.host.propensity.Propensities;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A shadow with a gate. All but what is volatile belongs to the worker alone. */
final class RunningShadow implements Shadow {

  private static final Logger LOG = LoggerFactory.getLogger(RunningShadow.class);

  /** How many messages and rewards may wait. */
  static final int MOST_WAITING = 256;

  private static final int RECENT_EVENTS = 4_000;

  private final ShadowGate shadow;
  private final GatingModel gate;
  private final Worker worker;
  private final Limits limits;
  private final MeterSink meters;
  private final Semaphore room = new Semaphore(MOST_WAITING);
  private final Evaluation evaluation = new Evaluation(RECENT_EVENTS);
  private final AtomicLong dropped = new AtomicLong();
  private final AtomicLong failures = new AtomicLong();
  private final Map<String, Pending> pending;
  private volatile long steps;
  private volatile @Nullable String problem;
  private @Nullable Metagraph known;
  private @Nullable String said;
  private boolean closed;

  /**
   * How much a shadow takes on.
   *
   * @param scores how many scores it keeps for their rewards
   * @param end how long what waits may take in the end
   */
  record Limits(int scores, Duration end) {}

  /** Something to do, which returns whether there was anything to do. */
  private interface Task {
    boolean run();
  }

  /** Scores that wait for their rewards, and what the served gate did. */
  private record Pending(
      GateScores scores, @Nullable Selection chosen, Asked.@Nullable Choosing choosing) {}

  /**
   * Creates a shadow.
   *
   * @param shadow owned from now on
   * @param known the network that it was made with; {@code null} if that was none
   */
  RunningShadow(
      ShadowGate shadow,
      @Nullable Metagraph known,
      Worker worker,
      Limits limits,
      MeterSink meters) {
    this.shadow = shadow;
    this.gate = shadow.gate();
    this.known = known;
    this.worker = worker;
    this.limits = limits;
    this.meters = meters;
    this.steps = shadow.steps();
    this.pending =
        new LinkedHashMap<>() {
          @Override
          protected boolean removeEldestEntry(Map.Entry<String, Pending> eldest) {
            return size() > limits.scores();
          }
        };
  }

  @Override
  public void scored(Asked asked) {
    submit(asked.messages().size(), () -> score(asked));
  }

  @Override
  public void rewarded(
      String scoresId, GateScores served, float[] rewards, @Nullable Metagraph now) {
    float[] earned = rewards.clone();
    submit(1, () -> learn(scoresId, served, earned, now));
  }

  private void submit(int messages, Task task) {
    int places = Math.min(messages, MOST_WAITING);
    if (!room.tryAcquire(places)) {
      drop(messages);
      return;
    }
    try {
      worker.execute(
          () -> {
            try {
              run(task);
            } finally {
              room.release(places);
            }
          });
    } catch (RejectedExecutionException e) {
      room.release(places);
      drop(messages);
    }
  }

  private void drop(int messages) {
    dropped.addAndGet(messages);
    meters.count("gatehouse.host.shadow.dropped", messages);
  }

  private void run(Task task) {
    try {
      if (task.run()) {
        problem = null;
      }
    } catch (RuntimeException | AssertionError | LinkageError | StackOverflowError e) {
      failures.incrementAndGet();
      meters.count("gatehouse.host.shadow.failures", 1);
      String text = e instanceof GatehouseException ? String.valueOf(e.getMessage()) : e.toString();
      if (!text.equals(said)) {
        LOG.error("shadow gate {} failed; the same failure is not said again", shadow.name(), e);
      }
      said = text;
      problem = text;
    }
  }

  private boolean score(Asked asked) {
    follow(asked.known());
    List<Asked.Message> messages = asked.messages();
    List<GateScores> scores = gate.forward(messages.stream().map(Asked.Message::text).toList());
    for (int i = 0; i < messages.size(); i++) {
      Asked.Message message = messages.get(i);
      pending.put(
          message.scoresId(), new Pending(scores.get(i), message.selection(), asked.choosing()));
    }
    return true;
  }

  private void follow(@Nullable Metagraph now) {
    Metagraph before = known;
    if (now == null || now.equals(before) || (before != null && now.block() < before.block())) {
      return;
    }
    if (gate.capabilities().contains(Capability.RESYNC)) {
      gate.resync(before == null ? now : before, now);
    }
    known = now;
  }

  private boolean learn(
      String scoresId, GateScores served, float[] rewards, @Nullable Metagraph now) {
    Pending waiting = pending.remove(scoresId);
    if (waiting == null || served.size() == 0) {
      return false;
    }
    follow(now);
    GateScores scores = waiting.scores().select(served.uids());
    Round.Trial trial = null;
    try {
      trial = trial(waiting, served, rewards);
    } finally {
      // A gate that the selector cannot choose by learns nonetheless.
      evaluation.add(Round.of(served, scores, rewards, trial));
      if (gate.capabilities().contains(Capability.LEARN)) {
        steps = gate.backward(scores, rewards).step();
      }
    }
    return true;
  }

  private Round.@Nullable Trial trial(Pending waiting, GateScores served, float[] rewards) {
    Selection chosen = waiting.chosen();
    Asked.Choosing choosing = waiting.choosing();
    if (chosen == null || choosing == null) {
      return null;
    }
    Map<Integer, Float> earned = new HashMap<>();
    for (int i = 0; i < rewards.length; i++) {
      earned.put(served.uids().get(i), rewards[i]);
    }
    return Round.trial(
        chosen,
        earned,
        Propensities.of(
            shadow.selector(choosing.selector()),
            waiting.scores(),
            choosing.candidates(),
            choosing.request()));
  }

  @Override
  public Optional<ShadowState> state() {
    String now = problem;
    return Optional.of(
        new ShadowState(
            shadow.name(),
            now == null ? shadow.trouble().orElse(null) : now,
            steps,
            dropped.get(),
            failures.get(),
            evaluation.comparison()));
  }

  @Override
  public synchronized void close() {
    if (closed) {
      return;
    }
    closed = true;
    if (worker.end(limits.end())) {
      shadow.close();
    } else {
      // Closing would wait for what runs. What it has learned so far is in its log.
      LOG.warn(
          "shadow gate {} still runs after {} ms; it is given up",
          shadow.name(),
          limits.end().toMillis());
    }
  }
}
