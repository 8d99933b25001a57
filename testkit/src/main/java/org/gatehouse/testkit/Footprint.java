package org.gatehouse.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What this process holds, in bytes, after garbage collection.
 *
 * @param heap live objects
 * @param direct direct buffers
 * @param process resident anonymous memory outside of the Java heap, where native allocations and
 *     direct buffers are; 0 where it cannot be told
 */
record Footprint(long heap, long direct, long process) {

  private static final Path MAPPINGS = Path.of("/proc/self/smaps");

  /** With compressed pointers, the heap lies below 32 GiB and everything else above. */
  private static final long END_OF_HEAP = 1L << 35;

  private static final int MOST_MEBIBYTES = 64;

  private static final String SIZE = "Anonymous:";

  static Footprint now() {
    System.gc();
    pause();
    long heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    long direct =
        ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class).stream()
            .filter(pool -> pool.getName().equals("direct"))
            .mapToLong(BufferPoolMXBean::getMemoryUsed)
            .sum();
    return new Footprint(heap, direct, outsideOfTheHeap());
  }

  /**
   * Takes the native memory that others left free, in which a leak would hide at first: 4 KiB at a
   * time, until two mebibytes in a row made the process grow.
   *
   * @return what was taken, to be held for as long as is measured
   */
  static List<ByteBuffer> fillGaps() {
    List<ByteBuffer> held = new ArrayList<>();
    long before = outsideOfTheHeap();
    int growing = 0;
    for (int i = 0; before > 0 && growing < 2 && i < MOST_MEBIBYTES; i++) {
      for (int j = 0; j < 256; j++) {
        held.add(ByteBuffer.allocateDirect(4096));
      }
      long now = outsideOfTheHeap();
      growing = now - before > 900 * 1024 ? growing + 1 : 0;
      before = now;
    }
    return held;
  }

  /** Lets the cleaners of collected buffers run. */
  private static void pause() {
    try {
      Thread.sleep(5);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** A heap that shrinks and grows again would hide what others take: so it is left out. */
  private static long outsideOfTheHeap() {
    if (!Files.isReadable(MAPPINGS)) {
      return 0;
    }
    long kibibytes = 0;
    boolean outside = false;
    boolean heapFound = false;
    try {
      for (String line : Files.readAllLines(MAPPINGS)) {
        int dash = line.indexOf('-');
        if (dash > 0 && Character.digit(line.charAt(0), 16) >= 0 && !line.startsWith(SIZE)) {
          long start = Long.parseUnsignedLong(line.substring(0, dash), 16);
          outside = Long.compareUnsigned(start, END_OF_HEAP) >= 0;
          heapFound |= !outside;
        } else if (outside && line.startsWith(SIZE)) {
          kibibytes += Long.parseLong(line.substring(SIZE.length(), line.length() - 2).strip());
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return heapFound ? kibibytes * 1024 : 0;
  }
}
