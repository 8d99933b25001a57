package org.gatehouse.host.replay.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.gatehouse.host.replay.report.Report.Latency;
import org.gatehouse.host.replay.report.Report.Point;

/** A report for a person. */
public final class ReportText {

  private static final int CURVE_ROWS = 20;
  private static final int BAR = 40;

  private ReportText() {}

  /**
   * Returns the report as lines of text.
   *
   * @param title what was replayed
   */
  public static List<String> of(String title, Report report) {
    List<String> lines = new ArrayList<>();
    lines.add("Replay of " + title);
    lines.add("");
    Report.Labels labels = report.labels();
    lines.add(
        format(
            "  gate %s, selector %s, k %d, seed %d",
            labels.gate(), labels.selector(), labels.k(), labels.seed()));
    lines.add(
        format(
            "  events %d, lines skipped %d, changes of the network %d",
            report.events(), report.skipped(), report.resyncs()));
    lines.add("");
    rewards(lines, report.reward());
    lines.add("");
    lines.addAll(Verdict.of(report.reward()));
    lines.add(confidence(report));
    lines.add("");
    DetailsText.add(lines, report.details());
    learning(lines, report);
    lines.add("");
    curve(lines, report.curve());
    return lines;
  }

  private static void rewards(List<String> lines, Rewards reward) {
    lines.add("Mean reward of the chosen peers");
    lines.add(row("random", reward.random(), "the expectation of a uniform choice"));
    lines.add(row("running mean", reward.runningMean(), "whoever earned most so far"));
    lines.add(row("with UCB", reward.runningMeanUcb(), "the same, asking the little known too"));
    lines.add(row("selected", reward.selected(), "the gate and the selector"));
    lines.add(row("best fixed", reward.bestFixed(), "one ranking for all prompts, in hindsight"));
    lines.add(row("oracle", reward.oracle(), "the best peers of each event"));
  }

  private static String confidence(Report report) {
    Confidence confidence = report.details().confidence();
    return "95 % intervals over events: reward "
        + ComparisonText.interval(confidence.reward(), "%.4f")
        + ", over the running mean "
        + ComparisonText.interval(confidence.overRunningMean(), "%+.4f")
        + ".";
  }

  private static String row(String name, double reward, String meaning) {
    return format("  %-14s %9.4f   %s", name, reward, meaning);
  }

  private static void learning(List<String> lines, Report report) {
    Report.Loss loss = report.loss();
    lines.add(
        loss == null
            ? "Loss: none, the gate does not learn"
            : format(
                "Loss: %.4g in the first tenth of the steps, %.4g in the last",
                loss.first(), loss.last()));
    lines.add(
        "Latency: forward "
            + describe(report.forward())
            + (report.backward() == null ? "" : ", backward " + describe(report.backward())));
  }

  private static String describe(Latency latency) {
    return format("%.2f ms (p99 %.2f)", latency.p50(), latency.p99());
  }

  private static void curve(List<String> lines, List<Point> curve) {
    List<Point> rows = merged(curve);
    double low = rows.stream().mapToDouble(Point::reward).min().orElse(0);
    double high = rows.stream().mapToDouble(Point::reward).max().orElse(0);
    lines.add("Mean reward of the chosen peers in each stretch, up to event");
    for (Point row : rows) {
      int length = high > low ? (int) Math.round(BAR * (row.reward() - low) / (high - low)) : BAR;
      lines.add(
          format("  %8d %9.4f  %s", row.event(), row.reward(), "#".repeat(length)).stripTrailing());
    }
  }

  private static List<Point> merged(List<Point> curve) {
    int step = (curve.size() + CURVE_ROWS - 1) / CURVE_ROWS;
    List<Point> rows = new ArrayList<>();
    long start = 0;
    for (int i = 0; i < curve.size(); i += step) {
      double sum = 0;
      long before = start;
      for (Point point : curve.subList(i, Math.min(i + step, curve.size()))) {
        sum += point.reward() * (point.event() - before);
        before = point.event();
      }
      rows.add(new Point(before, sum / (before - start), null));
      start = before;
    }
    return rows;
  }

  /** Returns numbers as a range where they are consecutive and several, else one by one. */
  public static String list(List<Long> numbers) {
    long first = numbers.get(0);
    boolean consecutive =
        IntStream.range(0, numbers.size()).allMatch(i -> numbers.get(i) == first + i);
    return consecutive && numbers.size() > 2
        ? first + " to " + numbers.get(numbers.size() - 1)
        : numbers.stream().map(String::valueOf).collect(Collectors.joining(", "));
  }

  private static String format(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }
}
