package org.gatehouse.benchmarks;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.gatehouse.api.gating.GatingModel;

/**
 * What clients saw that asked for the scores of one message after the other, without a pause.
 *
 * @param perSecond messages scored a second, of all clients together
 * @param median the time that half of the calls did not exceed, in milliseconds
 * @param p99 the time that 99 of 100 calls did not exceed, in milliseconds
 */
record Load(double perSecond, double median, double p99) {

  private static final double NANOS_PER_MILLI = 1e6;
  private static final double NANOS_PER_SECOND = 1e9;

  /** When a call ended, and how long it took. */
  private record Call(long end, long nanos) {}

  /** Has clients ask for some seconds; each takes messages at random, as the seed has it. */
  static Load of(GatingModel gate, List<String> messages, int clients, int seconds, long seed)
      throws InterruptedException, ExecutionException {
    ExecutorService pool = Executors.newFixedThreadPool(clients);
    try {
      CyclicBarrier start = new CyclicBarrier(clients);
      List<Future<List<Call>>> running = new ArrayList<>();
      for (int client = 0; client < clients; client++) {
        Random random = new Random(31 * seed + client);
        running.add(
            pool.submit(
                () -> {
                  start.await();
                  return ask(gate, messages, TimeUnit.SECONDS.toNanos(seconds), random);
                }));
      }
      List<Call> calls = new ArrayList<>();
      for (Future<List<Call>> client : running) {
        calls.addAll(client.get());
      }
      return of(calls);
    } finally {
      pool.shutdownNow();
    }
  }

  private static List<Call> ask(
      GatingModel gate, List<String> messages, long nanos, Random random) {
    List<Call> calls = new ArrayList<>();
    long start = System.nanoTime();
    long now = start;
    while (now - start < nanos) {
      gate.forward(messages.get(random.nextInt(messages.size())));
      long end = System.nanoTime();
      calls.add(new Call(end, end - now));
      now = end;
    }
    return calls;
  }

  private static Load of(List<Call> calls) {
    long first = calls.stream().mapToLong(call -> call.end - call.nanos).min().orElseThrow();
    long last = calls.stream().mapToLong(Call::end).max().orElseThrow();
    double[] sorted =
        calls.stream().mapToDouble(call -> call.nanos / NANOS_PER_MILLI).sorted().toArray();
    return new Load(
        calls.size() * NANOS_PER_SECOND / (last - first),
        quantile(sorted, 0.5),
        quantile(sorted, 0.99));
  }

  private static double quantile(double[] sorted, double share) {
    return sorted[(int) Math.ceil(share * sorted.length) - 1];
  }

  /** Returns the medians of several loads, each number by itself. */
  static Load median(List<Load> loads) {
    return new Load(
        middle(loads.stream().mapToDouble(Load::perSecond).toArray()),
        middle(loads.stream().mapToDouble(Load::median).toArray()),
        middle(loads.stream().mapToDouble(Load::p99).toArray()));
  }

  private static double middle(double[] values) {
    Arrays.sort(values);
    return values[values.length / 2];
  }
}
