package org.gatehouse.metagraph.adapters.file;

import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Objects;
import org.gatehouse.api.metagraph.Metagraph;

/** The snapshot files among the test resources. */
final class Recorded {

  private Recorded() {}

  static Path path(String name) {
    try {
      return Path.of(Objects.requireNonNull(Recorded.class.getResource(name), name).toURI());
    } catch (URISyntaxException e) {
      throw new AssertionError(e);
    }
  }

  static Metagraph read(String name) {
    return new SnapshotFile(path(name)).read();
  }
}
