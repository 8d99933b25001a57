package org.gatehouse.benchmarks.service;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Iterator;
import java.util.List;
import org.gatehouse.benchmarks.TemporaryFolder;

/**
 * Kills a served gate over and over, and holds what comes up against a serial replay.
 *
 * <p>Options: {@code --gate hashing|sentence --times N --seed S --log on|off --tear}.
 */
public final class KillTest {

  private static final int NUM_UIDS = 64;

  private KillTest() {}

  /** What to do. */
  private record Options(GateKind gate, int times, long seed, Durability durability) {

    static Options parse(List<String> arguments) {
      Options options = new Options(GateKind.HASHING, 300, 1, Durability.LOGGED);
      for (Iterator<String> words = arguments.iterator(); words.hasNext(); ) {
        String word = words.next();
        options =
            switch (word) {
              case "--gate" -> options.withGate(GateKind.named(words.next()));
              case "--times" -> options.withTimes(Integer.parseInt(words.next()));
              case "--seed" -> options.withSeed(Long.parseLong(words.next()));
              case "--log" ->
                  words.next().equals("off") ? options.with(Durability.SNAPSHOTS) : options;
              case "--tear" -> options.with(Durability.TORN);
              default ->
                  throw new IllegalArgumentException(
                      "usage: [--gate hashing|sentence] [--times N] [--seed S] [--log on|off] [--tear]");
            };
      }
      return options;
    }

    Options withGate(GateKind value) {
      return new Options(value, times, seed, durability);
    }

    Options withTimes(int value) {
      return new Options(gate, value, seed, durability);
    }

    Options withSeed(long value) {
      return new Options(gate, times, value, durability);
    }

    Options with(Durability value) {
      return new Options(gate, times, seed, value);
    }
  }

  /**
   * Runs the kills.
   *
   * @param arguments the options; the distribution and the repository are told by the system
   *     properties {@code distribution} and {@code repository}
   */
  public static void main(String[] arguments) throws Exception {
    Options options = Options.parse(List.of(arguments));
    System.out.println(options);
    Path folder = TemporaryFolder.create("gatehouse-kill-test");
    long start = System.nanoTime();
    Installation installation = installation(options.gate(), folder, options.seed());
    new SingleChecks(installation, Files.createDirectory(folder.resolve("checks"))).run();
    try (KillRun run =
        new KillRun(
            installation,
            options.durability(),
            Files.createDirectory(folder.resolve("kills")),
            options.seed())) {
      System.out.print(run.run(options.times()));
    }
    System.out.printf("%.0f s%n", (System.nanoTime() - start) / 1e9);
  }

  /** Returns an installation of the built distribution with a small gate. */
  static Installation installation(GateKind gate, Path folder, long seed) throws Exception {
    // Another user may have to read the plugin.
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx--x--x"));
    Path plugins = folder.resolve("plugins");
    if (gate == GateKind.HASHING) {
      Path repository = Path.of(System.getProperty("repository", "."));
      HashingPlugin.build(repository.resolve("examples").resolve("gating-hashing"), plugins);
    }
    Path distribution = Path.of(System.getProperty("distribution")).toAbsolutePath();
    return Installation.of(distribution, gate, plugins, NUM_UIDS, seed);
  }
}
