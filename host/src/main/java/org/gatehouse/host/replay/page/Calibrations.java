package org.gatehouse.host.replay.page;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.gatehouse.host.replay.statistics.Calibration.Bin;
import org.jspecify.annotations.Nullable;

/** Whether peers earned what a gate predicted. */
final class Calibrations {

  /** Of a normal distribution, in standard errors. */
  private static final double HALF_WIDTH_95 = 1.96;

  private Calibrations() {}

  /** Returns nothing if nobody predicted anything. */
  static Optional<Section> of(List<Contestant> contestants) {
    Map<String, List<Contestant>> byGate = new LinkedHashMap<>();
    for (Contestant contestant : contestants) {
      if (!bins(contestant).isEmpty()) {
        byGate
            .computeIfAbsent(contestant.summary().gate(), gate -> new ArrayList<>())
            .add(contestant);
      }
    }
    if (byGate.isEmpty()) {
      return Optional.empty();
    }
    List<Figure> figures = new ArrayList<>();
    byGate.forEach((gate, of) -> figures.add(figure(figures.size(), gate, of)));
    return Optional.of(
        new Section(
            "calibration",
            "Predicted and earned reward",
            "Points that rise say that more was earned where more was predicted, and points on the"
                + " dotted diagonal that rewards were predicted; of a gate whose scores are none,"
                + " points need only rise, and the diagonal may be out of sight. A gate predicts its"
                + " score, less the optimism in it if the gate tells how much that is. Chosen peers"
                + " in ten groups of equally many by prediction, each with the 95 % interval of its"
                + " mean.",
            List.of(),
            figures));
  }

  private static Figure figure(int number, String gate, List<Contestant> contestants) {
    Table table =
        new Table(
            "Calibration of " + gate,
            List.of(
                "gate and selector",
                ">choices",
                ">predicted",
                ">earned",
                ">spread of the earned",
                ">predicted deviation"));
    List<Line> lines = new ArrayList<>();
    for (Contestant contestant : contestants) {
      List<Bin> bins = bins(contestant);
      lines.add(line(contestant, bins));
      for (Bin bin : bins) {
        table.row(
            contestant.name(),
            String.valueOf(bin.count()),
            Numbers.reward(bin.predicted()),
            Numbers.reward(bin.earned()),
            Numbers.reward(bin.spread()),
            deviation(bin));
      }
    }
    return new Figure(
        "calibration-" + number,
        "Gate " + gate,
        new Plot(Plot.Type.AGREEMENT, "predicted", "earned reward", lines)::write,
        table);
  }

  private static Line line(Contestant contestant, List<Bin> bins) {
    int size = bins.size();
    double[] xs = new double[size];
    Band band = new Band(new double[size], new double[size], new double[size]);
    List<String> notes = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      Bin bin = bins.get(i);
      double error = HALF_WIDTH_95 * bin.spread() / Math.sqrt((double) bin.count());
      xs[i] = bin.predicted();
      band.middle()[i] = bin.earned();
      band.low()[i] = bin.earned() - error;
      band.high()[i] = bin.earned() + error;
      notes.add(
          bin.count()
              + " choices"
              + (bin.deviation() == null
                  ? ""
                  : ", deviation predicted "
                      + deviation(bin)
                      + ", found "
                      + Numbers.reward(bin.spread())));
    }
    return Line.of(contestant, xs, band, notes);
  }

  private static String deviation(Bin bin) {
    @Nullable Double deviation = bin.deviation();
    return Numbers.reward(deviation == null ? Double.NaN : deviation);
  }

  /** Returns the bins of all runs: the lowest of each together, and so on. */
  private static List<Bin> bins(Contestant contestant) {
    List<List<Bin>> runs =
        contestant.runs().stream().map(run -> run.details().calibration()).toList();
    int size = runs.stream().mapToInt(List::size).min().orElse(0);
    List<Bin> bins = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      int place = i;
      bins.add(together(runs.stream().map(run -> run.get(place)).toList()));
    }
    return bins;
  }

  private static Bin together(List<Bin> bins) {
    long count = 0;
    double predicted = 0;
    double earned = 0;
    double squares = 0;
    double deviation = 0;
    for (Bin bin : bins) {
      count += bin.count();
      predicted += bin.count() * bin.predicted();
      earned += bin.count() * bin.earned();
      squares += bin.count() * (bin.spread() * bin.spread() + bin.earned() * bin.earned());
      @Nullable Double own = bin.deviation();
      deviation += bin.count() * (own == null ? Double.NaN : own);
    }
    double mean = earned / count;
    return new Bin(
        count,
        predicted / count,
        mean,
        Math.sqrt(Math.max(0, squares / count - mean * mean)),
        Double.isNaN(deviation) ? null : deviation / count);
  }
}
