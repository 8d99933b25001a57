package org.gatehouse.host.metagraph;

import java.nio.file.Path;

/** The recorded snapshots among the test resources of the file source. */
final class Recordings {

  private static final Path FOLDER =
      Path.of("../metagraph-adapters/src/test/resources/org/gatehouse/metagraph/adapters/file");

  private Recordings() {}

  static Path file(String name) {
    return FOLDER.resolve(name);
  }
}
