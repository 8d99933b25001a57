package org.gatehouse.host.replay.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.gatehouse.host.cli.TextTable;
import org.gatehouse.host.replay.statistics.Interval;

/** A comparison for a person. */
public final class ComparisonText {

  private ComparisonText() {}

  /**
   * Returns the comparison as lines of text, one for each gate and selector.
   *
   * @param title what was replayed
   */
  public static List<String> of(String title, Comparison comparison) {
    Comparison.Summary first = comparison.summaries().get(0);
    List<String> lines = new ArrayList<>();
    lines.add("Replays of " + title);
    lines.add("");
    lines.add(
        "  events %d, k %d, seeds %s"
            .formatted(first.events(), first.k(), ReportText.list(first.seeds())));
    lines.add("");
    lines.add("Mean reward of the chosen peers, and the way from random (0) to the best fixed");
    lines.add("choice in hindsight (1), each with its 95 % interval over events");
    TextTable table =
        new TextTable(
            "  gate",
            "selector",
            ">reward",
            ">interval",
            ">over running mean",
            ">interval",
            ">share",
            ">interval");
    for (Comparison.Summary summary : comparison.summaries()) {
      Rewards reward = summary.reward();
      Confidence confidence = summary.confidence();
      table.row(
          "  " + summary.gate(),
          summary.selector(),
          number(reward.selected(), "%.4f"),
          interval(confidence.reward(), "%.4f"),
          number(reward.overRunningMean(), "%+.4f"),
          interval(confidence.overRunningMean(), "%+.4f"),
          number(reward.share(), "%.3f"),
          interval(confidence.share(), "%.3f"));
    }
    baseline(table, "random", first.reward().random(), first.reward());
    baseline(table, "running mean", first.reward().runningMean(), first.reward());
    baseline(table, "running mean + UCB", first.reward().runningMeanUcb(), first.reward());
    baseline(table, "best fixed", first.reward().bestFixed(), first.reward());
    baseline(table, "oracle", first.reward().oracle(), first.reward());
    lines.addAll(table.lines());
    return lines;
  }

  private static void baseline(TextTable table, String name, double earned, Rewards all) {
    table.row(
        "  " + name,
        "",
        number(earned, "%.4f"),
        "",
        number(earned - all.runningMean(), "%+.4f"),
        "",
        number(Rewards.share(earned, all.random(), all.bestFixed()), "%.3f"),
        "");
  }

  static String number(double value, String format) {
    return Double.isFinite(value) ? String.format(Locale.ROOT, format, value) : "-";
  }

  static String interval(Interval interval, String format) {
    return Double.isFinite(interval.low())
        ? String.format(
            Locale.ROOT, "[" + format + ", " + format + "]", interval.low(), interval.high())
        : "-";
  }
}
