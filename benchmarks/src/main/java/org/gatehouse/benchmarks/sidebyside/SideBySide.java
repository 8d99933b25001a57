package org.gatehouse.benchmarks.sidebyside;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.gatehouse.benchmarks.SentenceGate;
import org.gatehouse.benchmarks.sidebyside.peers.Torch;
import org.gatehouse.benchmarks.sidebyside.plots.Plots;

/**
 * Measures Gatehouse beside its peers, and prints a table. For each number of threads it starts
 * itself again, since TensorFlow and PyTorch have one pool a process; in such a process all
 * libraries take turns. Writes {@code table.md}, {@code results.json} and plots into a folder.
 */
public final class SideBySide {

  /** How many threads libraries are given. */
  static final int[] THREADS = {1, 2};

  private static final String CHILD = "--child";

  private SideBySide() {}

  /** Runs the measurement. */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    List<String> words = new ArrayList<>(List.of(arguments));
    int threads = 0;
    if (!words.isEmpty() && words.get(0).equals(CHILD)) {
      threads = Integer.parseInt(words.get(1));
      words.subList(0, 2).clear();
    }
    Options options;
    try {
      options = Options.parse(words, groups());
    } catch (IllegalArgumentException e) {
      System.err.println(e.getMessage());
      System.exit(2);
      return;
    }
    if (threads > 0) {
      child(options, threads);
    } else {
      parent(options);
    }
  }

  private static Set<String> groups() {
    return Arrays.stream(Group.values())
        .map(Group::word)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static void child(Options options, int threads) throws IOException {
    Results results = new Results();
    Bench bench = new Bench(options, threads, results);
    for (Group group : Group.values()) {
      if (options.includes(group.word())) {
        group.measure(bench);
      }
    }
    results.write(file(options, threads));
    Machine.writeVersions(options.out().resolve("versions.json"));
    // Pools of native threads must not keep the process alive.
    System.exit(0);
  }

  private static Path file(Options options, int threads) {
    return options.out().resolve("threads-" + threads + ".json");
  }

  private static void parent(Options options) throws IOException, InterruptedException {
    Files.createDirectories(options.out());
    SentenceGate.model(); // Exports the model if the cache is cold.
    Results results = new Results();
    ObjectNode machine = Machine.describe();
    if (options.includes(Group.START.word())) {
      Starts.measure(options, results);
    }
    boolean gptNeo = options.includes(Group.GPT_NEO.word()) || options.includes(Group.SCALE.word());
    List<String> model = gptNeo ? GptNeoWorks.make() : List.of();
    for (int threads : THREADS) {
      List<String> jvm = new ArrayList<>(Torch.options(threads));
      // What Gatehouse goes by. It is not pinned: its compiler has the others.
      jvm.add("-XX:ActiveProcessorCount=" + threads);
      jvm.addAll(model);
      List<String> main = new ArrayList<>(List.of(SideBySide.class.getName(), CHILD));
      main.add(Integer.toString(threads));
      main.addAll(options.words());
      Children.run(Children.classPath(), jvm, ProcessBuilder.Redirect.INHERIT, main);
      Path file = file(options, threads);
      results.putAll(Results.read(file));
      Files.delete(file);
    }
    Machine.readVersions(options.out().resolve("versions.json"), machine);
    report(options, machine, results);
  }

  private static void report(Options options, ObjectNode machine, Results results)
      throws IOException {
    String table = Report.of(results);
    System.out.println(Machine.sentence(machine));
    System.out.println();
    System.out.print(table);
    Files.writeString(
        options.out().resolve("table.md"), Machine.sentence(machine) + "\n\n" + table);
    machine.set("results", results.json());
    new ObjectMapper()
        .writerWithDefaultPrettyPrinter()
        .writeValue(options.out().resolve("results.json").toFile(), machine);
    for (Plots.Plot plot : ScaleReport.plots(results)) {
      Plots.write(plot, options.out());
    }
  }
}
