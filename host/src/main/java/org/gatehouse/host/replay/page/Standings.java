package org.gatehouse.host.replay.page;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.gatehouse.host.replay.report.Confidence;
import org.gatehouse.host.replay.report.Rewards;
import org.gatehouse.host.replay.statistics.Interval;

/** What everybody earned, over all events. */
final class Standings {

  private static final Interval NONE = new Interval(Double.NaN, Double.NaN);

  private final List<Contestant> contestants;
  private final Rewards baselines;

  Standings(List<Contestant> contestants) {
    this.contestants = contestants;
    baselines = contestants.get(0).summary().reward();
  }

  Section section() {
    Table table =
        new Table(
            "What everybody earned",
            List.of(
                "",
                ">mean reward",
                ">over the running mean",
                ">share",
                "0: random, 1: best fixed"));
    Scale scale = scale();
    for (Contestant contestant : contestants) {
      Rewards reward = contestant.summary().reward();
      Confidence confidence = contestant.summary().confidence();
      table.row(
          "player",
          List.of(
              key(contestant),
              Numbers.with(Numbers.reward(reward.selected()), confidence.reward(), "%.4f"),
              Numbers.with(
                  Numbers.difference(reward.overRunningMean()),
                  confidence.overRunningMean(),
                  "%+.4f"),
              Numbers.with(Numbers.share(reward.share()), confidence.share(), "%.3f"),
              scale.draw(reward.share(), confidence.share())));
    }
    for (Baseline baseline : Baseline.values()) {
      double earned = baseline.of(baselines);
      double share = share(earned);
      table.row(
          "baseline",
          List.of(
              Html.text(baseline.title()),
              Html.text(Numbers.reward(earned)),
              Html.text(Numbers.difference(earned - baselines.runningMean())),
              Html.text(Numbers.share(share)),
              scale.draw(share, NONE)));
    }
    return new Section(
        "standings",
        "What everybody earned",
        "The share is the way from a random choice, 0, to the best fixed choice in hindsight, 1; what"
            + " is above 1 was earned by looking at the prompts. In brackets and as lines: 95 %"
            + " intervals over the events (bootstrap).",
        List.of(table),
        List.of());
  }

  /** Returns the gate's name and the selector's beside the colour that they have in the plots. */
  private static Html key(Contestant contestant) {
    return new Html(
        "<span class=\"key\" data-number=\""
            + contestant.number()
            + "\"></span>"
            + Html.text(contestant.summary().gate()).markup()
            + " <span class=\"selector\">"
            + Html.text(contestant.summary().selector()).markup()
            + "</span>");
  }

  private double share(double earned) {
    return Rewards.share(earned, baselines.random(), baselines.bestFixed());
  }

  private Scale scale() {
    List<Double> shares = new ArrayList<>(List.of(0.0, 1.0));
    shares.add(share(baselines.runningMean()));
    shares.add(share(baselines.runningMeanUcb()));
    for (Contestant contestant : contestants) {
      Interval interval = contestant.summary().confidence().share();
      shares.addAll(
          List.of(interval.low(), interval.high(), contestant.summary().reward().share()));
    }
    return Scale.of(shares);
  }

  /** Returns who earned most, in a sentence. */
  String verdict() {
    Contestant best = contestants.get(0);
    for (Contestant contestant : contestants) {
      if (contestant.summary().reward().selected() > best.summary().reward().selected()) {
        best = contestant;
      }
    }
    Rewards reward = best.summary().reward();
    return String.format(
            Locale.ROOT,
            contestants.size() > 1
                ? "Of the gates and selectors, %s earned most: a mean reward of %.4f"
                : "%s earned a mean reward of %.4f",
            best.summary().gate() + " with " + best.summary().selector(),
            reward.selected())
        + way(reward);
  }

  private static String way(Rewards reward) {
    double share = reward.share();
    if (Double.isNaN(share)) {
      return ". Random and the best fixed choice earned the same: this log cannot tell a good gate"
          + " from a bad one.";
    }
    return share < 0
        ? String.format(Locale.ROOT, ", less than the %.4f of a random choice.", reward.random())
        : String.format(
            Locale.ROOT,
            ", %.1f %% of the way from a random choice to the best fixed choice in hindsight.",
            100 * share);
  }
}
