package org.gatehouse.benchmarks.sidebyside;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.gatehouse.benchmarks.TemporaryFolder;

/**
 * Where the resident memory of a process is, in bytes, as Linux counts it.
 *
 * @param all of it
 * @param javaHeap in the Java heap
 * @param tensorFlow TensorFlow's libraries, mapped from their files
 * @param otherFiles other libraries, jars and files that are mapped
 * @param weights the encoder's weights: the size of their file
 */
record Footprint(long all, long javaHeap, long tensorFlow, long otherFiles, long weights) {

  private static final Path SMAPS = Path.of("/proc/self/smaps");
  private static final Pattern MAPPING =
      Pattern.compile("^([0-9a-f]+)-[0-9a-f]+ \\S+ \\S+ \\S+ (\\d+)\\s*(.*)$");
  private static final String RSS = "Rss:";
  private static final long KIB = 1024;
  private static final int HEX = 16;

  /** Heaps below 32 GiB lie below that address, and nothing else does. */
  private static final long HEAP_END = 32L << 30;

  static Footprint ofThisProcess(Path model) throws IOException {
    return of(Files.readAllLines(SMAPS), TemporaryFolder.size(model.resolve("variables")));
  }

  static Footprint of(List<String> smaps, long weights) {
    long all = 0;
    long heap = 0;
    long tensorFlow = 0;
    long files = 0;
    boolean inHeap = false;
    String file = "";
    for (String line : smaps) {
      Matcher mapping = MAPPING.matcher(line);
      if (mapping.matches()) {
        file = mapping.group(2).equals("0") ? "" : mapping.group(3);
        inHeap = file.isEmpty() && Long.parseUnsignedLong(mapping.group(1), HEX) < HEAP_END;
      } else if (line.startsWith(RSS)) {
        long bytes = KIB * Long.parseLong(line.replaceAll("\\D", ""));
        all += bytes;
        if (inHeap) {
          heap += bytes;
        } else if (file.contains("tensorflow")) {
          tensorFlow += bytes;
        } else if (!file.isEmpty()) {
          files += bytes;
        }
      }
    }
    return new Footprint(all, heap, tensorFlow, files, weights);
  }

  /** What is left: TensorFlow's own memory, the JVM's code and classes, stacks. */
  long rest() {
    return all - javaHeap - tensorFlow - otherFiles - weights;
  }

  void write(Path file) throws IOException {
    Files.writeString(
        file, "%d %d %d %d %d".formatted(all, javaHeap, tensorFlow, otherFiles, weights));
  }

  static Footprint read(Path file) throws IOException {
    String[] words = Files.readString(file).split(" ");
    return new Footprint(
        Long.parseLong(words[0]),
        Long.parseLong(words[1]),
        Long.parseLong(words[2]),
        Long.parseLong(words[3]),
        Long.parseLong(words[4]));
  }
}
