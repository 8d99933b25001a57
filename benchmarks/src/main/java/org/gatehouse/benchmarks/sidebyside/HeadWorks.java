package org.gatehouse.benchmarks.sidebyside;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.gatehouse.benchmarks.TemporaryFolder;
import org.gatehouse.benchmarks.sidebyside.peers.TorchHead;
import org.gatehouse.state.SnapshotFile;

/** What a gate learns, keeps and forgets, without an encoder. */
final class HeadWorks {

  static final int[] HIDDEN = {384, 768};
  static final int[] UIDS = {1024, 4096};

  /** Keeps the JVM from leaving out what nobody uses. */
  private static volatile int sum;

  private HeadWorks() {}

  static String scores(int uids, int hidden) {
    return "scores of %d uids, hidden %d".formatted(uids, hidden);
  }

  static String backward(int uids, int hidden) {
    return "backward, %d of %d uids, hidden %d".formatted(HeadSubject.ASKED, uids, hidden);
  }

  static String resync(int uids, int hidden) {
    return "resync of 5 %% of %d uids, hidden %d".formatted(uids, hidden);
  }

  static String snapshot(int uids, int hidden) {
    return "snapshot of %d uids, hidden %d".formatted(uids, hidden);
  }

  static String file(int uids, int hidden) {
    return snapshot(uids, hidden) + ", and its file";
  }

  /** Reads as many bytes as the weights are, in a loop that the JVM turns into vectors. */
  private static int read(int[] memory) {
    int read = 0;
    for (int value : memory) {
      read += value;
    }
    return read;
  }

  static void measure(Bench bench) throws IOException {
    Path folder = TemporaryFolder.create("gatehouse-snapshots");
    for (int hidden : HIDDEN) {
      for (int uids : UIDS) {
        try (HeadSubject subject = new HeadSubject(uids, hidden);
            TorchHead torch = new TorchHead(uids, hidden, HeadSubject.ASKED)) {
          String scores = scores(uids, hidden);
          int[] memory = new int[uids * hidden];
          bench.measure(
              scores,
              List.of(
                  subject.scores(),
                  new Contender(Names.SCRIPT, torch::step, torch::scores),
                  new Contender(Names.READ_BY_TORCH, torch::step, torch::read),
                  new Contender(Names.READ_BY_JAVA, torch::step, () -> sum = read(memory))));
          bench.putFastest(scores, Names.MEMORY, List.of(Names.READ_BY_TORCH, Names.READ_BY_JAVA));
          bench.measure(
              backward(uids, hidden),
              List.of(subject.backward(), new Contender(Names.DENSE, torch::scores, torch::step)));
          bench.measure(resync(uids, hidden), List.of(subject.resync()));
          bench.measure(
              snapshot(uids, hidden),
              List.of(
                  new Contender(Names.GATEHOUSE, subject::ask, () -> subject.gate().snapshot())));
          Path file = folder.resolve("snapshot");
          bench.measure(
              file(uids, hidden),
              List.of(
                  new Contender(
                      Names.GATEHOUSE, () -> SnapshotFile.write(file, subject.gate().snapshot()))));
        }
      }
    }
  }
}
