package org.gatehouse.benchmarks.sidebyside;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.gatehouse.benchmarks.sidebyside.Results.Key;
import org.gatehouse.benchmarks.sidebyside.plots.Plots.Line;
import org.gatehouse.benchmarks.sidebyside.plots.Plots.Plot;

/** Plots of how cost grows with the work. */
final class ScaleReport {

  private static final double MILLIS = 1e3;
  private static final String TIME = "time, ms";

  private ScaleReport() {}

  /** The plots of what was measured. */
  static List<Plot> plots(Results results) {
    List<Plot> plots = new ArrayList<>();
    Map<String, String> uids = new LinkedHashMap<>();
    uids.put(ScaleWorks.UIDS_SCORES, "scores of one message");
    uids.put(ScaleWorks.UIDS_BACKWARD, "backward, 50 uids");
    uids.put(ScaleWorks.UIDS_RESYNC, "resync, 5 % replaced");
    List<Line> lines = new ArrayList<>();
    uids.forEach((prefix, name) -> lines.addAll(lines(results, prefix, name)));
    add(plots, "uids", "The gate's own work, hidden size 384", "uids", lines);
    add(
        plots,
        "minilm-tokens",
        "Hidden states of one message, MiniLM",
        "tokens",
        lines(results, ScaleWorks.MINILM_TOKENS, ""));
    add(
        plots,
        "gpt-neo-tokens",
        "Hidden states of one message, GPT-Neo 125M shape",
        "tokens",
        lines(results, ScaleWorks.GPT_NEO_TOKENS, ""));
    add(
        plots,
        "messages",
        "Vectors of messages of 64 tokens in one call, MiniLM",
        "messages",
        lines(results, ScaleWorks.MESSAGES, ""));
    add(
        plots,
        "callers",
        "One call of each caller until the last is back, 64 tokens, MiniLM",
        "callers",
        lines(results, ScaleWorks.CALLERS, ""));
    return plots;
  }

  private static void add(
      List<Plot> plots, String file, String title, String axis, List<Line> lines) {
    if (!lines.isEmpty()) {
      List<Line> all = new ArrayList<>(lines);
      all.add(proportional(lines.get(0)));
      plots.add(new Plot(file, title, axis, TIME, all));
    }
  }

  /** What the last point of a line would come from if cost were in proportion to the work. */
  static Line proportional(Line line) {
    int last = line.x().size() - 1;
    List<Double> y =
        line.x().stream().map(x -> line.y().get(last) * x / line.x().get(last)).toList();
    return new Line("in proportion", line.x(), y, true);
  }

  /** One line for each who did the work; a name given replaces who it was. */
  static List<Line> lines(Results results, String prefix, String name) {
    Map<String, Line> lines = new LinkedHashMap<>();
    for (Key key : results.keys(prefix)) {
      Line line =
          lines.computeIfAbsent(
              name.isEmpty() ? key.who() : name,
              who -> new Line(who, new ArrayList<>(), new ArrayList<>(), false));
      line.x().add(Double.valueOf(key.work().substring(prefix.length())));
      line.y().add(MILLIS * results.median(key));
    }
    return List.copyOf(lines.values());
  }
}
