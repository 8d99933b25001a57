package org.gatehouse.benchmarks.sidebyside;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Where works have their contenders measured.
 *
 * @param options what was asked for
 * @param threads how many threads each library has in this process
 * @param results where the numbers go
 */
record Bench(Options options, int threads, Results results) {

  private static final int ROUNDS = 9;
  private static final int QUICK_ROUNDS = 3;
  private static final double BLOCK = 0.15;
  private static final double WARM_UP = 1;
  private static final double QUICK_BLOCK = 0.03;
  private static final int CALLS = 81;
  private static final int QUICK_CALLS = 21;

  /** Measures contenders of one work by turns. */
  void measure(String work, List<Contender> contenders) {
    Rounds rounds =
        options.quick()
            ? new Rounds(QUICK_ROUNDS, QUICK_BLOCK, QUICK_BLOCK)
            : new Rounds(ROUNDS, BLOCK, WARM_UP);
    measure(work, rounds, contenders);
  }

  /** As above, but the turns change with every call: for those who do nearly the same. */
  void measureCallByCall(String work, List<Contender> contenders) {
    measure(work, new Rounds(options.quick() ? QUICK_CALLS : CALLS, 0, WARM_UP), contenders);
  }

  private void measure(String work, Rounds rounds, List<Contender> contenders) {
    Map<String, double[]> seconds = rounds.measure(contenders);
    seconds.forEach((who, values) -> put(work, who, values));
    System.err.printf(
        "%s, threads %d: %s%n",
        work,
        threads,
        new TreeMap<>(seconds)
            .entrySet().stream()
                .map(
                    entry ->
                        entry.getKey()
                            + " "
                            + Units.seconds(Quartiles.of(entry.getValue()).median()))
                .collect(Collectors.joining(", ")));
  }

  /** Keeps numbers that came about in another way. */
  void put(String work, String who, double... values) {
    results.put(new Results.Key(work, threads, who), values);
  }

  /** Keeps the numbers of the fastest of some, round by round, and returns them. */
  double[] putFastest(String work, String who, List<String> contenders) {
    double[] fastest =
        contenders.stream()
            .map(name -> results.rounds(new Results.Key(work, threads, name)))
            .min(Comparator.comparingDouble(values -> Quartiles.of(values).median()))
            .orElseThrow();
    put(work, who, fastest);
    return fastest;
  }

  /** The first few of some sizes if it has to be quick. */
  int[] sizes(int quick, int... sizes) {
    return options.quick() ? Arrays.copyOf(sizes, Math.min(quick, sizes.length)) : sizes;
  }
}
