package org.gatehouse.host.replay.page;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.gatehouse.host.replay.report.Details.Replacement;
import org.gatehouse.host.replay.statistics.Interval;

/** How soon peers that came into the network were chosen. */
final class Newcomers {

  /** Of how many events each rate of a replacement is the mean. */
  private static final int WINDOW = 20;

  private Newcomers() {}

  /** Returns nothing if no peers came. */
  static Optional<Section> of(List<Contestant> contestants) {
    List<Line> lines = new ArrayList<>();
    Table table =
        new Table(
            "New peers",
            List.of(
                "gate and selector",
                ">times peers came",
                ">peers",
                ">chosen within 20 events",
                ">ever chosen while followed",
                ">median wait, events"));
    for (Contestant contestant : contestants) {
      List<Replacement> all = all(contestant);
      if (all.isEmpty()) {
        continue;
      }
      long seed = contestant.first().labels().seed();
      lines.add(line(contestant, all, seed));
      row(table, contestant, all);
    }
    if (lines.isEmpty()) {
      return Optional.empty();
    }
    double[] xs = lines.get(0).xs();
    lines.add(
        new Line(
            "uniform choice",
            "baseline",
            Baseline.RANDOM.number(),
            true,
            xs,
            Line.bare(middle(all(contestants.get(0)), Replacement::uniform, xs.length)),
            List.of()));
    return Optional.of(
        new Section(
            "newcomers",
            "New and replaced peers",
            "A gate that forgets replaced peers tries the new ones soon, near the line of a uniform"
                + " choice or above it, and comes to prefer the good ones: how probable it was for"
                + " one of them to be chosen, by the time since they came, in means of 20 events."
                + " Bands are 95 % intervals over the times that peers came (bootstrap).",
            List.of(table),
            List.of(
                Figure.of(
                    "newcomer-rates",
                    "How often a new peer is chosen",
                    new Plot(
                        Plot.Type.LINES,
                        "events since the peers came",
                        "probability of being chosen",
                        lines)))));
  }

  private static List<Replacement> all(Contestant contestant) {
    return contestant.runs().stream()
        .flatMap(run -> run.details().replacements().stream())
        .toList();
  }

  private static Line line(Contestant contestant, List<Replacement> all, long seed) {
    int windows = all.stream().mapToInt(came -> came.rates().size()).max().orElse(0);
    double[] xs = new double[windows];
    Band band =
        new Band(
            middle(all, Replacement::rates, windows), new double[windows], new double[windows]);
    List<String> notes = new ArrayList<>();
    for (int i = 0; i < windows; i++) {
      double[] values = values(all, Replacement::rates, i);
      Interval interval = Band.mean(values, seed);
      xs[i] = (i + 1.0) * WINDOW;
      band.low()[i] = interval.low();
      band.high()[i] = interval.high();
      notes.add(values.length == 1 ? "came once" : "came " + values.length + " times");
    }
    return Line.of(contestant, xs, band, notes);
  }

  private static double[] middle(
      List<Replacement> all, Function<Replacement, List<Double>> rates, int windows) {
    double[] middle = new double[windows];
    for (int i = 0; i < windows; i++) {
      middle[i] = Arrays.stream(values(all, rates, i)).average().orElse(Double.NaN);
    }
    return middle;
  }

  private static double[] values(
      List<Replacement> all, Function<Replacement, List<Double>> rates, int window) {
    return all.stream()
        .map(rates)
        .filter(values -> values.size() > window)
        .mapToDouble(values -> values.get(window))
        .toArray();
  }

  private static void row(Table table, Contestant contestant, List<Replacement> all) {
    long peers = all.stream().mapToLong(came -> came.uids().size()).sum();
    long[] waits =
        all.stream()
            .flatMap(came -> came.waits().values().stream())
            .mapToLong(Long::longValue)
            .sorted()
            .toArray();
    long soon = Arrays.stream(waits).filter(wait -> wait <= WINDOW).count();
    table.row(
        contestant.name(),
        String.valueOf(all.size()),
        String.valueOf(peers),
        percent(soon, peers),
        percent(waits.length, peers),
        waits.length == 0 ? "–" : String.valueOf(waits[(waits.length - 1) / 2]));
  }

  private static String percent(long part, long all) {
    return Numbers.format("%.0f %%", 100.0 * part / all);
  }
}
