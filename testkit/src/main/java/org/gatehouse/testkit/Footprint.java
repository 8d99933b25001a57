package org.gatehouse.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What this process holds, in bytes, after garbage collection.
 *
 * @param heap live objects
 * @param direct direct buffers
 * @param process resident memory outside of the heap's live objects and the direct buffers, as far
 *     as it can be told; 0 where there is no /proc
 */
record Footprint(long heap, long direct, long process) {

  private static final Path STATM = Path.of("/proc/self/statm");
  private static final int PAGE = 4096;

  static Footprint now() {
    for (int i = 0; i < 2; i++) {
      System.gc();
      pause();
    }
    long heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    long direct =
        ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class).stream()
            .filter(pool -> pool.getName().equals("direct"))
            .mapToLong(BufferPoolMXBean::getMemoryUsed)
            .sum();
    return new Footprint(heap, direct, resident());
  }

  /** Lets the cleaners of collected buffers run. */
  private static void pause() {
    try {
      Thread.sleep(5);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static long resident() {
    if (!Files.exists(STATM)) {
      return 0;
    }
    try {
      return Long.parseLong(Files.readString(STATM).split(" ", 3)[1]) * PAGE;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
