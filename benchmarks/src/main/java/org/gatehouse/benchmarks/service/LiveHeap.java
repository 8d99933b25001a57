package org.gatehouse.benchmarks.service;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** What a JVM still needs of its heap after a full collection, which the question makes it do. */
final class LiveHeap {

  private static final double MIB = 1024.0 * 1024;

  private LiveHeap() {}

  /** Returns the bytes of all live objects of another process, in MiB. */
  static double mib(long pid) throws InterruptedException {
    Path jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd");
    try {
      Process process =
          new ProcessBuilder(jcmd.toString(), Long.toString(pid), "GC.class_histogram")
              .redirectErrorStream(true)
              .start();
      String histogram =
          new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      process.waitFor();
      return histogram
              .lines()
              .filter(line -> line.startsWith("Total"))
              .mapToLong(line -> Long.parseLong(line.strip().split("\\s+")[2]))
              .findFirst()
              .orElseThrow(() -> new Unexpected("jcmd counts no objects: " + histogram))
          / MIB;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
