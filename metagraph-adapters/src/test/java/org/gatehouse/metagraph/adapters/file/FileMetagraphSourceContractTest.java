package org.gatehouse.metagraph.adapters.file;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.time.Duration;
import java.util.stream.Collectors;
import org.gatehouse.api.metagraph.Metagraph;
import org.gatehouse.api.metagraph.MetagraphSource;
import org.gatehouse.testkit.MetagraphSourceContract;
import org.gatehouse.testkit.MetagraphSourceUnderTest;
import org.junit.jupiter.api.io.TempDir;

class FileMetagraphSourceContractTest extends MetagraphSourceContract {

  @TempDir Path folder;

  @Override
  protected MetagraphSourceUnderTest network() {
    Path file = folder.resolve("net.json");
    return new MetagraphSourceUnderTest() {
      @Override
      public MetagraphSource open() {
        return new FileMetagraphSource(
            new SnapshotFile(file), Duration.ofMillis(10), Clock.systemUTC());
      }

      @Override
      public void publish(Metagraph next) {
        replace(file, json(next));
      }

      @Override
      public void breakIt() {
        replace(file, "{");
      }
    };
  }

  private void replace(Path file, String text) {
    try {
      Path fresh = Files.writeString(folder.resolve("fresh"), text);
      Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String json(Metagraph metagraph) {
    return metagraph.neurons().stream()
        .map(n -> "{\"uid\": " + n.uid() + ", \"hotkey\": \"" + n.hotkey() + "\"}")
        .collect(
            Collectors.joining(
                ", ",
                "{\"netuid\": "
                    + metagraph.netuid()
                    + ", \"block\": "
                    + metagraph.block()
                    + ", \"neurons\": [",
                "]}"));
  }
}
