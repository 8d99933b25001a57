package org.gatehouse.benchmarks.sidebyside;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.LongSupplier;

/**
 * Measures contenders by turns, so that a noisy machine disturbs all of them: in each round each
 * works for a while, in an order that is rotated from round to round. The median of its calls is
 * its time in that round.
 *
 * @param rounds how many; fewer if calls take very long
 * @param blockSeconds how long each works in a round, at least one call
 * @param warmUpSeconds how long each works before that, at least two calls if they are short
 * @param clock nanoseconds that only go up
 */
record Rounds(int rounds, double blockSeconds, double warmUpSeconds, LongSupplier clock) {

  private static final double NANOS = 1e9;

  /** Longer calls are measured without one beforehand that fills caches again. */
  private static final double LONG_CALL = 0.25;

  /** Of calls as long as that, disturbances of moments are averaged out. */
  private static final double VERY_LONG_CALL = 5;

  private static final int FEW_ROUNDS = 5;

  private static final int WARM_UP_CALLS = 200;

  Rounds(int rounds, double blockSeconds, double warmUpSeconds) {
    this(rounds, blockSeconds, warmUpSeconds, System::nanoTime);
  }

  /** Returns the seconds of each contender in each round, by name. */
  Map<String, double[]> measure(List<Contender> contenders) {
    List<Double> last = new ArrayList<>();
    for (Contender contender : contenders) {
      double first = call(contender);
      double spent = first;
      double latest = first;
      // PyTorch optimises a module in its second call, the JVM much later.
      int least = first < LONG_CALL ? 2 : 1;
      for (int i = 1; i < least || (i < WARM_UP_CALLS && spent < warmUpSeconds); i++) {
        latest = call(contender);
        spent += latest;
      }
      last.add(latest);
    }
    boolean veryLong = last.stream().anyMatch(call -> call > VERY_LONG_CALL);
    int taken = veryLong ? Math.min(FEW_ROUNDS, rounds) : rounds;
    Map<String, double[]> seconds = new LinkedHashMap<>();
    for (Contender contender : contenders) {
      if (seconds.put(contender.name(), new double[taken]) != null) {
        throw new IllegalArgumentException("two contenders are called " + contender.name());
      }
    }
    for (int round = 0; round < taken; round++) {
      for (int turn = 0; turn < contenders.size(); turn++) {
        int i = (turn + round) % contenders.size();
        Contender contender = contenders.get(i);
        if (last.get(i) < LONG_CALL) {
          call(contender);
        }
        last.set(i, block(contender));
        Objects.requireNonNull(seconds.get(contender.name()))[round] = last.get(i);
      }
    }
    return seconds;
  }

  private double block(Contender contender) {
    List<Double> calls = new ArrayList<>();
    double sum = 0;
    do {
      double seconds = call(contender);
      calls.add(seconds);
      sum += seconds;
    } while (sum < blockSeconds);
    return Quartiles.of(calls.stream().mapToDouble(Double::doubleValue).toArray()).median();
  }

  private double call(Contender contender) {
    contender.prepare().run();
    long start = clock.getAsLong();
    contender.work().run();
    return (clock.getAsLong() - start) / NANOS;
  }
}
