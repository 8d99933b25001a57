package org.gatehouse.host.replay.page;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import org.gatehouse.host.replay.report.Report;
import org.gatehouse.host.replay.report.Report.Latency;
import org.gatehouse.host.replay.statistics.Histogram;
import org.jspecify.annotations.Nullable;

/** How long scoring and learning took. */
final class Latencies {

  private Latencies() {}

  static Section of(List<Contestant> contestants) {
    Table table =
        new Table(
            "Latency in milliseconds",
            List.of(
                "gate and selector",
                ">scoring, median ms",
                ">scoring, p99 ms",
                ">learning, median ms",
                ">learning, p99 ms"));
    for (Contestant contestant : contestants) {
      table.row(
          contestant.name(),
          mean(contestant, Report::forward, Latency::p50),
          mean(contestant, Report::forward, Latency::p99),
          mean(contestant, Report::backward, Latency::p50),
          mean(contestant, Report::backward, Latency::p99));
    }
    List<Figure> figures = new ArrayList<>();
    add(figures, "forward", "Scoring a prompt", contestants, run -> run.details().forward());
    add(figures, "backward", "Learning from rewards", contestants, run -> run.details().backward());
    return new Section(
        "latency",
        "Latency",
        "The further left, the faster: which share of the calls took how long, on the machine of the"
            + " replay. Over several seeds, the table holds the means of the runs' percentiles.",
        List.of(table),
        figures);
  }

  private static String mean(
      Contestant contestant,
      Function<Report, @Nullable Latency> of,
      Function<Latency, Double> percentile) {
    return Numbers.millis(
        contestant.runs().stream()
            .map(of)
            .filter(Objects::nonNull)
            .mapToDouble(percentile::apply)
            .average()
            .orElse(Double.NaN));
  }

  private static void add(
      List<Figure> figures,
      String id,
      String title,
      List<Contestant> contestants,
      Function<Report, @Nullable Histogram> of) {
    TreeSet<Double> edges = new TreeSet<>();
    List<TreeMap<Double, Long>> counts = new ArrayList<>();
    for (Contestant contestant : contestants) {
      TreeMap<Double, Long> sums = new TreeMap<>();
      contestant.runs().stream()
          .map(of)
          .filter(Objects::nonNull)
          .flatMap(histogram -> histogram.bars().stream())
          .forEach(
              bar -> {
                sums.merge(bar.from(), bar.count(), Long::sum);
                edges.add(bar.from());
                edges.add(bar.to());
              });
      counts.add(sums);
    }
    if (edges.isEmpty()) {
      return;
    }
    double[] xs = edges.stream().mapToDouble(Double::doubleValue).toArray();
    List<Line> lines = new ArrayList<>();
    for (Contestant contestant : contestants) {
      TreeMap<Double, Long> sums = counts.get(contestant.number());
      double all = sums.values().stream().mapToLong(Long::longValue).sum();
      if (all > 0) {
        double[] shares = edges.stream().mapToDouble(x -> sums.getOrDefault(x, 0L) / all).toArray();
        lines.add(Line.of(contestant, xs, Line.bare(shares)));
      }
    }
    figures.add(
        Figure.of(
            "latency-" + id,
            title,
            new Plot(Plot.Type.HISTOGRAM, "milliseconds", "share of the calls", lines)));
  }
}
