package org.gatehouse.benchmarks.service;

import java.nio.file.Path;
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
        SoakSamples samples = SoakSamples.take(host, millis);
        report = new SoakReport((System.nanoTime() - begin) / 60e9, samples, load);
      }
      host.terminate();
      int exit = host.awaitExit();
      if (exit != 0) {
        throw new Unexpected("after SIGTERM the host ended with " + exit + ": " + host.errors());
      }
      return report;
    }
  }
}
