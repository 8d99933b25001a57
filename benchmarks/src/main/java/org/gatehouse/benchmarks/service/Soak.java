package org.gatehouse.benchmarks.service;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.gatehouse.benchmarks.TemporaryFolder;

/**
 * Puts a served gate under mixed load for a while, and watches its memory, threads and files.
 *
 * <p>Options: {@code --minutes 10 --gate sentence|hashing}. Ends with 1 if something grew that
 * should not, or an answer was unexpected.
 */
public final class Soak {

  private static final int PEERS = 200;
  private static final Duration SAMPLE = Duration.ofSeconds(5);
  private static final double WARM_UP = 0.2;

  private Soak() {}

  /** Runs the soak; the distribution is told by the system property {@code distribution}. */
  public static void main(String[] arguments) throws Exception {
    double minutes = 10;
    GateKind gate = GateKind.SENTENCE;
    for (int i = 0; i + 1 < arguments.length; i += 2) {
      switch (arguments[i]) {
        case "--minutes" -> minutes = Double.parseDouble(arguments[i + 1]);
        case "--gate" -> gate = GateKind.named(arguments[i + 1]);
        default -> throw new IllegalArgumentException("usage: [--minutes N] [--gate NAME]");
      }
    }
    Path folder = TemporaryFolder.create("gatehouse-soak");
    SoakReport report = run(KillTest.installation(gate, folder, 1), folder, minutes);
    System.out.println(report.toText());
    System.out.println(report.toJson());
    report.problems().forEach(problem -> System.err.println("soak: " + problem));
    System.exit(report.problems().isEmpty() ? 0 : 1);
  }

  private static SoakReport run(Installation installation, Path folder, double minutes)
      throws InterruptedException {
    Installation soaked =
        installation
            .with("gatehouse.gating.num-uids", 256)
            .with("gatehouse.state.dir", folder.resolve("state"))
            .with("gatehouse.state.snapshot-interval", "30s");
    long millis = (long) (minutes * TimeUnit.MINUTES.toMillis(1));
    long begin = System.nanoTime();
    try (HostProcess host = HostProcess.start(soaked.serve(), folder.resolve("host.err"))) {
      HostApi api = new HostApi(host.awaitServing());
      SoakReport report;
      try (SoakLoad load = new SoakLoad(api, PEERS, 1)) {
        List<ProcessSample> samples = samples(host, millis);
        List<ProcessSample> warm =
            samples.subList((int) (WARM_UP * samples.size()), samples.size());
        report = new SoakReport((System.nanoTime() - begin) / 60e9, warm, load);
      }
      host.terminate();
      int exit = host.awaitExit();
      if (exit != 0) {
        throw new Unexpected("after SIGTERM the host ended with " + exit + ": " + host.errors());
      }
      return report;
    }
  }

  private static List<ProcessSample> samples(HostProcess host, long millis)
      throws InterruptedException {
    List<ProcessSample> samples = new ArrayList<>();
    long count = Math.max(5, millis / SAMPLE.toMillis());
    for (long i = 0; i < count; i++) {
      TimeUnit.MILLISECONDS.sleep(millis / count);
      if (!host.isAlive()) {
        throw new Unexpected("the host has ended: " + host.errors());
      }
      samples.add(ProcessSample.of(host.pid()));
    }
    return samples;
  }
}
