package org.gatehouse.benchmarks.service;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * What a soak has shown.
 *
 * @param minutes how long it took, the warm-up included
 * @param samples what was sampled after the warm-up
 */
record SoakReport(double minutes, SoakSamples samples, SoakLoad load) {

  /** More growth of the resident memory than the larger of these, on the line, is a leak. */
  private static final double RESIDENT_GROWTH_MIB = 32;

  private static final double RESIDENT_GROWTH_SHARE = 0.05;

  /** More growth of what is needed of the heap than this, on the line, is a leak. */
  private static final double HEAP_GROWTH_MIB = 24;

  /** More growth of the number of threads or of open files than this is a leak. */
  private static final double COUNT_GROWTH = 8;

  private Trend trend(ToDoubleFunction<ProcessSample> value) {
    return Trend.of(samples.processes().stream().mapToDouble(value).boxed().toList());
  }

  /** Returns what is wrong; empty if nothing is. */
  List<String> problems() {
    List<String> problems = new ArrayList<>(load.failures());
    Trend resident = trend(ProcessSample::residentMib);
    grown(
        "resident memory, MiB,",
        resident,
        Math.max(RESIDENT_GROWTH_MIB, RESIDENT_GROWTH_SHARE * resident.mean()),
        problems);
    grown("live heap, MiB,", Trend.of(samples.liveHeapMib()), HEAP_GROWTH_MIB, problems);
    grown("threads", trend(ProcessSample::threads), COUNT_GROWTH, problems);
    grown("open files", trend(ProcessSample::openFiles), COUNT_GROWTH, problems);
    return problems;
  }

  private static void grown(String what, Trend trend, double bound, List<String> problems) {
    if (trend.growth() > bound) {
      problems.add("%s grew by %.1f; expected at most %.1f".formatted(what, trend.growth(), bound));
    }
  }

  /** Returns a table for a person. */
  String toText() {
    StringBuilder text = new StringBuilder();
    text.append(
        "%.1f minutes, %d samples after the warm-up%n%n"
            .formatted(minutes, samples.processes().size()));
    text.append("%-24s%12s%12s%12s%n".formatted("process", "mean", "max", "growth"));
    trends()
        .forEach(
            (name, trend) ->
                text.append(
                    "%-24s%12.1f%12.1f%+12.2f%n"
                        .formatted(name, trend.mean(), trend.max(), trend.growth())));
    text.append(
        "%n%-24s%12s%12s%12s%12s%n".formatted("requests", "count", "p50 ms", "p99 ms", "503"));
    load.latencies()
        .forEach(
            (route, times) ->
                text.append(
                    "%-24s%12d%12.2f%12.2f%12d%n"
                        .formatted(
                            route,
                            times.count(),
                            times.millis(0.5),
                            times.millis(0.99),
                            refused(route))));
    return text.toString();
  }

  private Map<String, Trend> trends() {
    Map<String, Trend> trends = new LinkedHashMap<>();
    trends.put("resident memory, MiB", trend(ProcessSample::residentMib));
    trends.put("live heap, MiB", Trend.of(samples.liveHeapMib()));
    trends.put("threads", trend(ProcessSample::threads));
    trends.put("open files", trend(ProcessSample::openFiles));
    return trends;
  }

  private long refused(String route) {
    return load.refused().containsKey(route) ? load.refused().get(route).get() : 0;
  }

  /** Returns the same as a JSON object. */
  String toJson() {
    Map<String, Object> routes = new LinkedHashMap<>();
    load.latencies()
        .forEach(
            (route, times) ->
                routes.put(
                    route,
                    Map.of(
                        "count",
                        times.count(),
                        "p50_ms",
                        times.millis(0.5),
                        "p99_ms",
                        times.millis(0.99),
                        "refused",
                        refused(route))));
    Map<String, Object> report = new LinkedHashMap<>();
    report.put("minutes", minutes);
    report.put("process", trends());
    report.put("requests", routes);
    report.put("problems", problems());
    return HostApi.write(report);
  }
}
