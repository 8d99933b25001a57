package org.gatehouse.benchmarks.sidebyside;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.gatehouse.benchmarks.SentenceGate;
import org.gatehouse.benchmarks.TemporaryFolder;

/**
 * New processes with warm caches: how long from their start to the first score and the end of the
 * process, with the gate on the class path and with the gate as a plugin by turns; and the memory
 * of one that has scored.
 */
final class Starts {

  static final String START = "start to first score";
  static final String AS_PLUGIN = "the gate as a plugin";
  static final String MEMORY = "resident memory after the first score, 4096 uids";
  private static final String GATE = "gatehouse-gating-sentence";
  private static final int RUNS = 9;
  private static final int QUICK_RUNS = 3;

  private Starts() {}

  static void measure(Options options, Results results) throws IOException, InterruptedException {
    SentenceGate.model(); // Exports the model if the cache is cold.
    Path folder = TemporaryFolder.create("gatehouse-starts");
    List<String> all = Children.classPathWithoutPeers();
    List<String> withoutGate = all.stream().filter(entry -> !isGate(entry)).toList();
    Path jar = Path.of(all.stream().filter(Starts::isGate).findFirst().orElseThrow());
    Path plugins = Files.createDirectory(folder.resolve("plugins"));
    Files.copy(jar, plugins.resolve(jar.getFileName()));
    List<String> path = List.of("-Dgatehouse.plugins.path=" + plugins);

    start(withoutGate, path); // Fills the cache of scans.
    double[] onClassPath = new double[options.quick() ? QUICK_RUNS : RUNS];
    double[] asPlugin = new double[onClassPath.length];
    Footprint[] memory = new Footprint[onClassPath.length];
    Path file = folder.resolve("footprint");
    for (int run = 0; run < onClassPath.length; run++) {
      onClassPath[run] = start(all, List.of());
      asPlugin[run] = start(withoutGate, path);
      start(all, List.of(), file.toString());
      memory[run] = Footprint.read(file);
      System.err.printf(
          "start %d of %d: %s on the class path, %s as a plugin, %s%n",
          run + 1,
          onClassPath.length,
          Units.seconds(onClassPath[run]),
          Units.seconds(asPlugin[run]),
          memory[run]);
    }
    results.put(key(START, Names.GATEHOUSE), onClassPath);
    results.put(key(START, AS_PLUGIN), asPlugin);
    put(results, Names.GATEHOUSE, memory, Footprint::all);
    put(results, "Java heap", memory, Footprint::javaHeap);
    put(results, "weights", memory, Footprint::weights);
    put(results, "TensorFlow's libraries", memory, Footprint::tensorFlow);
    put(results, "other files", memory, Footprint::otherFiles);
    put(results, "the rest", memory, Footprint::rest);
  }

  static Results.Key key(String work, String who) {
    return new Results.Key(work, Runtime.getRuntime().availableProcessors(), who);
  }

  private static void put(
      Results results,
      String who,
      Footprint[] memory,
      java.util.function.ToLongFunction<Footprint> part) {
    results.put(key(MEMORY, who), Arrays.stream(memory).mapToLong(part).asDoubleStream().toArray());
  }

  private static boolean isGate(String entry) {
    return entry.contains(GATE) && entry.endsWith(".jar");
  }

  private static double start(List<String> classPath, List<String> options, String... arguments)
      throws IOException, InterruptedException {
    return Children.run(
        classPath,
        options,
        ProcessBuilder.Redirect.DISCARD,
        java.util.stream.Stream.concat(
                java.util.stream.Stream.of(FirstScore.class.getName()), Arrays.stream(arguments))
            .toList());
  }
}
