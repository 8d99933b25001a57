package org.gatehouse.benchmarks.service;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * What a process takes of the machine, as Linux counts it.
 *
 * @param residentMib resident memory in MiB
 * @param threads the number of its threads
 * @param openFiles the number of its open files, sockets included
 */
record ProcessSample(double residentMib, double threads, double openFiles) {

  static ProcessSample of(long pid) {
    Path process = Path.of("/proc", Long.toString(pid));
    try {
      List<String> status = Files.readAllLines(process.resolve("status"));
      try (Stream<Path> files = Files.list(process.resolve("fd"))) {
        return new ProcessSample(
            number(status, "VmRSS:") / 1024, number(status, "Threads:"), files.count());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static double number(List<String> status, String name) {
    return status.stream()
        .filter(line -> line.startsWith(name))
        .mapToDouble(line -> Double.parseDouble(line.replaceAll("\\D", "")))
        .findFirst()
        .orElseThrow();
  }
}
