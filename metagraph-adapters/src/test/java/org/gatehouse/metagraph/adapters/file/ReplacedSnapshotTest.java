package org.gatehouse.metagraph.adapters.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReplacedSnapshotTest {

  @TempDir Path folder;

  @Test
  void aFileThatIsReplacedOverAndOverCanAlwaysBeRead() throws IOException {
    String json = "{\"netuid\":7,\"block\":9,\"neurons\":[{\"uid\":0,\"hotkey\":\"h\"}]}";
    Path file = Files.writeString(folder.resolve("m.json"), json);
    AtomicBoolean done = new AtomicBoolean();
    FutureTask<Integer> replacing =
        new FutureTask<>(
            () -> {
              int times = 0;
              while (!done.get()) {
                Path fresh = Files.writeString(folder.resolve("fresh"), json);
                Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
                times++;
              }
              return times;
            });
    new Thread(replacing).start();
    try {
      for (int i = 0; i < 2000; i++) {
        assertThat(new SnapshotFile(file).read().block()).isEqualTo(9);
      }
    } finally {
      done.set(true);
    }
    assertThat(replacing).succeedsWithin(Duration.ofSeconds(30)).isNotEqualTo(0);
  }
}
