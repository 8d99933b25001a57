package org.gatehouse.metagraph.adapters.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicBoolean;
import org.gatehouse.api.metagraph.Metagraph;
import org.gatehouse.metagraph.adapters.sdk.NetworkHint;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReplacedSnapshotTest {

  @TempDir Path folder;

  private static byte[] json() {
    return "{\"netuid\":7,\"block\":9,\"neurons\":[{\"uid\":0,\"hotkey\":\"h\"}]}"
        .getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] saved(String version) throws IOException {
    String name = "../sdk/" + version + "-n3/network-finney/netuid-124/block-7654321.pt";
    try (InputStream in = ReplacedSnapshotTest.class.getResourceAsStream(name)) {
      return Objects.requireNonNull(in, name).readAllBytes();
    }
  }

  @Test
  void aFileThatIsReplacedOverAndOverCanAlwaysBeRead() throws IOException {
    replaceWhileReading(2000, json());
  }

  @Test
  void soCanOneThatChangesItsKindEachTime() throws IOException {
    replaceWhileReading(1000, saved("v7-numpy"), saved("v6-torch"), json());
  }

  private void replaceWhileReading(int readings, byte[]... contents) throws IOException {
    Path file = Files.write(folder.resolve("m"), contents[0]);
    AtomicBoolean done = new AtomicBoolean();
    FutureTask<Integer> replacing =
        new FutureTask<>(
            () -> {
              int times = 0;
              while (!done.get()) {
                Path fresh =
                    Files.write(folder.resolve("fresh"), contents[times % contents.length]);
                Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
                times++;
              }
              return times;
            });
    new Thread(replacing).start();
    try {
      for (int i = 0; i < readings; i++) {
        Metagraph metagraph = new SnapshotFile(file, new NetworkHint(124, "finney")).read();
        assertThat(metagraph.neurons()).hasSize(metagraph.block() == 9 ? 1 : 3);
      }
    } finally {
      done.set(true);
    }
    assertThat(replacing).succeedsWithin(Duration.ofSeconds(30)).isNotEqualTo(0);
  }
}
