package org.gatehouse.host.replay;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.stream.IntStream;
import org.gatehouse.api.GatehouseException;
import org.gatehouse.api.Uids;
import org.gatehouse.api.gating.Capability;
import org.gatehouse.api.gating.GateScores;
import org.gatehouse.api.gating.GatingModel;
import org.gatehouse.api.gating.InvalidMessageException;
import org.gatehouse.api.gating.TrainingStep;
import org.gatehouse.api.metagraph.Metagraph;
import org.gatehouse.api.metagraph.MetagraphDiff;
import org.gatehouse.api.selection.PeerSelector;
import org.gatehouse.api.selection.SelectionRequest;
import org.gatehouse.host.propensity.Propensities;
import org.gatehouse.host.replay.baselines.BestFixed;
import org.gatehouse.host.replay.baselines.Ranking;
import org.gatehouse.host.replay.baselines.RunningMean;
import org.gatehouse.host.replay.events.Event;
import org.gatehouse.host.replay.events.EventSource;
import org.gatehouse.host.replay.events.KnownPeers;
import org.gatehouse.host.replay.report.Report;

/**
 * Puts the events of a log to a gate as if they happened now: the gate scores the prompt, the
 * selector picks among the event's peers, and the gate is told the rewards of those alone.
 *
 * <p>The baselines see the same events. A gate that cannot learn is not taught, and one that cannot
 * follow a changing network is not told of it. For use by one thread.
 */
public final class Replay {

  private final GatingModel gate;
  private final PeerSelector selector;
  private final Report.Labels labels;
  private final LongSupplier nanoTime;

  /**
   * Creates a replay.
   *
   * @param labels what the report says was replayed; its k is the largest number of peers to ask
   * @param nanoTime the clock for latencies, in nanoseconds
   */
  public Replay(
      GatingModel gate, PeerSelector selector, Report.Labels labels, LongSupplier nanoTime) {
    this.gate = gate;
    this.selector = selector;
    this.labels = labels;
    this.nanoTime = nanoTime;
  }

  /**
   * Replays a log from its start to its end.
   *
   * @param start the network as the gate knows it
   * @throws GatehouseException if the log holds no event, or gate or selector fail; the message
   *     names the line
   */
  public Report run(EventSource log, Metagraph start, ReplayListener listener) {
    Pass pass = new Pass(new KnownPeers(start), listener);
    try (EventSource.EventCursor cursor = log.open(pass::skip)) {
      for (Optional<Event> next = cursor.next(); next.isPresent(); next = cursor.next()) {
        Event event = next.get();
        try {
          double reward = pass.replay(event);
          listener.replayed(pass.measured.events(), reward, cursor);
        } catch (InvalidMessageException e) {
          pass.refused.add(event.line());
          pass.skip(event.line(), "prompt: " + e.getMessage());
        } catch (GatehouseException e) {
          throw new GatehouseException(log.name() + ":" + event.line() + ": " + e.getMessage(), e);
        }
      }
    }
    if (pass.measured.events() == 0) {
      throw noEvent(log);
    }
    bestFixed(log, pass);
    return pass.measured.report(pass.skipped);
  }

  /** The failure to find anything to replay. */
  static GatehouseException noEvent(EventSource log) {
    return new GatehouseException(log.name() + ": expected at least one valid event, found none");
  }

  private static void bestFixed(EventSource log, Pass pass) {
    try (EventSource.EventCursor cursor = log.open((line, message) -> {})) {
      // A log that has grown since does not count further than it was replayed.
      for (int played = 0; played < pass.measured.events(); ) {
        Event event =
            cursor
                .next()
                .orElseThrow(
                    () ->
                        new GatehouseException(log.name() + ": was changed while it was replayed"));
        if (!pass.refused.contains(event.line())) {
          pass.measured.bestFixed(pass.bestFixed.play(event));
          played++;
        }
      }
    }
  }

  /** One pass over the log, with everything that remembers from event to event. */
  private final class Pass {

    final Measurements measured = new Measurements(labels);
    final BestFixed bestFixed = new BestFixed(labels.k());
    final Set<Long> refused = new HashSet<>();
    private final RunningMean runningMean = new RunningMean(labels.k());
    private final RunningMean runningMeanUcb = RunningMean.exploring(labels.k());
    private final boolean learns = gate.capabilities().contains(Capability.LEARN);
    private final boolean follows = gate.capabilities().contains(Capability.RESYNC);
    private final Predictor predictor = new Predictor(gate);
    private final KnownPeers peers;
    private final ReplayListener listener;
    long skipped;

    Pass(KnownPeers peers, ReplayListener listener) {
      this.peers = peers;
      this.listener = listener;
    }

    void skip(long line, String message) {
      skipped++;
      listener.problem(line, message);
    }

    double replay(Event event) {
      peers.observe(event).ifPresent(change -> follow(event, change));
      long start = nanoTime.getAsLong();
      GateScores scores = gate.forward(event.prompt());
      measured.forward(nanoTime.getAsLong() - start);
      int k = Math.min(labels.k(), event.uids().size());
      Uids chosen =
          selector
              .select(scores.select(event.uids()), peers.present(event), SelectionRequest.of(k))
              .uids();
      int[] positions = chosen.stream().map(event.uids()::indexOf).toArray();
      if (event.hasPropensities()) {
        weigh(event, scores);
      }
      GateScores ofChosen = scores.select(chosen);
      measured.choice(event, chosen, predictor.predictions(ofChosen), positions);
      if (learns) {
        learn(event, ofChosen, positions);
      }
      return measure(event, positions, k);
    }

    private void follow(Event event, KnownPeers.Change change) {
      MetagraphDiff diff = change.latest().diff(change.previous());
      for (RunningMean player : List.of(runningMean, runningMeanUcb)) {
        player.forget(diff.replaced());
        player.forget(diff.removed());
      }
      Uids came =
          Uids.of(
              IntStream.concat(diff.replaced().stream(), diff.added().stream()).sorted().toArray());
      measured.replacements().changed(measured.events() + 1L, diff.removed(), came);
      measured.resync();
      if (follows) {
        listener.resynced(event, gate.resync(change.previous(), change.latest()));
      }
    }

    /** Compares the log's choice with one out of the whole network, as far as it is scored. */
    private void weigh(Event event, GateScores scores) {
      Metagraph network = peers.everybody(scores.uids());
      int k = Math.min(labels.k(), network.neurons().size());
      measured
          .offPolicy()
          .event(event, k, Propensities.of(selector, scores, network, SelectionRequest.of(k)));
    }

    private void learn(Event event, GateScores chosen, int[] positions) {
      float[] rewards = new float[positions.length];
      for (int i = 0; i < positions.length; i++) {
        rewards[i] = (float) event.reward(positions[i]);
      }
      long start = nanoTime.getAsLong();
      TrainingStep step = gate.backward(chosen, rewards);
      measured.step(step, nanoTime.getAsLong() - start);
    }

    private double measure(Event event, int[] positions, int k) {
      double reward = Ranking.mean(positions, event::reward);
      measured.rewards(
          reward,
          Ranking.mean(Ranking.all(event), event::reward),
          runningMean.play(event),
          runningMeanUcb.play(event),
          Ranking.mean(Ranking.best(event, k, event::expected), event::expected));
      bestFixed.learn(event);
      return reward;
    }
  }
}
