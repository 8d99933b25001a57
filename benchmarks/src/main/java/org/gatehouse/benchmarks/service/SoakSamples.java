package org.gatehouse.benchmarks.service;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * What was sampled of a host after its warm-up, at equal distances.
 *
 * @param processes what it took of the machine
 * @param liveHeapMib what it needed of its heap, sampled less often
 */
record SoakSamples(List<ProcessSample> processes, List<Double> liveHeapMib) {

  private static final Duration DISTANCE = Duration.ofSeconds(5);
  private static final double WARM_UP = 0.2;
  private static final int FEWEST = 10;
  private static final int HEAPS = 20;

  /** Copies the lists. */
  SoakSamples {
    processes = List.copyOf(processes);
    liveHeapMib = List.copyOf(liveHeapMib);
  }

  /** Samples a host for some time, the first fifth of which is its warm-up. */
  static SoakSamples take(HostProcess host, long millis) throws InterruptedException {
    long count = Math.max(FEWEST, millis / DISTANCE.toMillis());
    long warm = (long) (WARM_UP * count);
    long heapEvery = Math.max(1, (count - warm) / HEAPS);
    List<ProcessSample> processes = new ArrayList<>();
    List<Double> heaps = new ArrayList<>();
    for (long i = 0; i < count; i++) {
      TimeUnit.MILLISECONDS.sleep(millis / count);
      if (!host.isAlive()) {
        throw new Unexpected("the host has ended: " + host.errors());
      }
      if (i >= warm) {
        processes.add(ProcessSample.of(host.pid()));
        if ((i - warm) % heapEvery == 0) {
          heaps.add(LiveHeap.mib(host.pid()));
        }
      }
    }
    return new SoakSamples(processes, heaps);
  }
}
