package org.gatehouse.host.replay.page;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.gatehouse.host.replay.report.Report;
import org.gatehouse.host.replay.report.Rewards;

/** How rewards and regrets went on. */
final class Learning {

  /** A mean is over this part of the windows. */
  private static final int PART = 10;

  private final List<Contestant> contestants;
  private final double[] events;
  private final long seed;

  Learning(List<Contestant> contestants) {
    this.contestants = contestants;
    events = Course.grid(contestants);
    seed = contestants.get(0).first().labels().seed();
  }

  Section rewards() {
    int windows = (events.length + PART - 1) / PART;
    List<Line> lines = new ArrayList<>();
    for (Contestant contestant : contestants) {
      lines.add(
          Line.of(
              contestant,
              events,
              Band.trailing(sums(contestant, Rewards::selected), events, windows, seed)));
    }
    for (Baseline baseline : Baseline.values()) {
      Band band = Band.trailing(sums(contestants.get(0), baseline::of), events, windows, seed);
      lines.add(Line.of(baseline, baseline != Baseline.ORACLE, events, band.middle()));
    }
    return new Section(
        "rewards",
        "Reward over time",
        "Higher is better, and a gate that learns rises towards the best fixed choice or above it:"
            + " each point is the mean reward of the chosen peers over the last tenth of the events"
            + " (at the start, over all so far). "
            + bands(),
        List.of(),
        List.of(
            Figure.of(
                "reward",
                "Mean reward of the chosen peers",
                new Plot(Plot.Type.EVENTS, "events", "mean reward", lines))));
  }

  Section regrets() {
    return new Section(
        "regrets",
        "Regret",
        "Lower is better, and a curve that flattens has learned what there is to learn: the reward"
            + " that was missed so far, summed over the events; below zero more was earned than by"
            + " the best fixed choice. "
            + bands(),
        List.of(),
        List.of(
            regret(
                "regret-oracle",
                "Regret to the oracle, the best peers of each event",
                Baseline.ORACLE),
            regret(
                "regret-best-fixed",
                "Regret to the best fixed choice in hindsight",
                Baseline.BEST_FIXED)));
  }

  private Figure regret(String id, String title, Baseline best) {
    List<Line> lines = new ArrayList<>();
    for (Contestant contestant : contestants) {
      lines.add(
          Line.of(
              contestant,
              events,
              Band.total(
                  sums(contestant, rewards -> best.of(rewards) - rewards.selected()),
                  events.length,
                  seed)));
    }
    for (Baseline other : Baseline.values()) {
      if (other.compareTo(best) < 0) {
        Band band =
            Band.total(
                sums(contestants.get(0), rewards -> best.of(rewards) - other.of(rewards)),
                events.length,
                seed);
        lines.add(Line.of(other, other != Baseline.RANDOM, events, band.middle()));
      }
    }
    return Figure.of(id, title, new Plot(Plot.Type.EVENTS, "events", "sum of rewards", lines));
  }

  private List<double[]> sums(Contestant contestant, ToDoubleFunction<Rewards> player) {
    return contestant.runs().stream()
        .map((Report run) -> Course.sums(run, player, events))
        .toList();
  }

  private String bands() {
    int runs = contestants.get(0).runs().size();
    return runs > 1
        ? "Bands are 95 % intervals over the " + runs + " seeds (bootstrap)."
        : "Bands are 95 % intervals over the events (bootstrap); with --seeds they are over the seeds.";
  }
}
