package org.gatehouse.metagraph.adapters.sdk;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.gatehouse.api.metagraph.Metagraph;

/** The SDK's files among the test resources. */
final class Saved {

  private Saved() {}

  static Path path(String name) {
    try {
      return Path.of(Objects.requireNonNull(Saved.class.getResource(name), name).toURI());
    } catch (URISyntaxException e) {
      throw new AssertionError(e);
    }
  }

  /** Returns a file of three or 64 peers, where the SDK would have put it. */
  static Path of(String version, int count) {
    int netuid = count == 3 ? 124 : 5;
    return path(
        "%s-n%d/network-finney/netuid-%d/block-7654321.pt".formatted(version, count, netuid));
  }

  static byte[] bytes(Path path) {
    try {
      return Files.readAllBytes(path);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Metagraph read(Path path) {
    return read(path, NetworkHint.none());
  }

  static Metagraph read(Path path, NetworkHint hint) {
    try {
      return SavedMetagraph.read(path, 1 << 24, hint);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Reads a file in memory as if it were at a path. */
  static Metagraph read(byte[] file, Path path, NetworkHint hint) {
    try {
      return SavedMetagraph.read(new BytesChannel(file), path, 1 << 24, hint);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
