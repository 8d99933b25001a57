package org.gatehouse.host.meters;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/** The memory of this process, as Linux accounts for it. Thread-safe. */
final class ProcessMemory {

  private static final Path STATUS = Path.of("/proc/self/status");
  private static final String RESIDENT = "VmRSS:";
  private static final int KIBI = 1024;

  private final Path status;

  ProcessMemory(Path status) {
    this.status = status;
  }

  /** Returns the memory of this process; empty where the system does not say. */
  static Optional<ProcessMemory> ofThisProcess() {
    ProcessMemory memory = new ProcessMemory(STATUS);
    return Double.isNaN(memory.residentBytes()) ? Optional.empty() : Optional.of(memory);
  }

  /** Returns how much of the process is in RAM, in bytes; NaN if it cannot be read. */
  double residentBytes() {
    try (Stream<String> lines = Files.lines(status)) {
      return lines
          .filter(line -> line.startsWith(RESIDENT))
          .mapToDouble(line -> Long.parseLong(line.replaceAll("\\D", "")) * (double) KIBI)
          .findFirst()
          .orElse(Double.NaN);
    } catch (IOException | RuntimeException e) {
      return Double.NaN;
    }
  }

  /**
   * Returns what is in RAM beyond what the JVM has committed for heap, classes and code, in bytes.
   *
   * <p>The JVM may have committed what it has not touched yet, which is not in RAM: so this is the
   * least that native code holds, and 0 where that is less than nothing.
   */
  double nativeBytes() {
    MemoryMXBean jvm = ManagementFactory.getMemoryMXBean();
    long committed =
        jvm.getHeapMemoryUsage().getCommitted() + jvm.getNonHeapMemoryUsage().getCommitted();
    return Math.max(0, residentBytes() - committed);
  }
}
