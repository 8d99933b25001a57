package org.gatehouse.engine.tensorflow.savedmodel;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.UUID;
import java.util.stream.Stream;
import org.gatehouse.engine.tensorflow.EngineException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A folder that is filled under a temporary name beside its target, and gets the target's name when
 * it is complete. Closing it deletes what was not published.
 */
final class PendingFolder implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(PendingFolder.class);

  private final Path path;
  private final Path target;

  private PendingFolder(Path path, Path target) {
    this.path = path;
    this.target = target;
  }

  static PendingFolder beside(Path target) {
    Path absolute = target.toAbsolutePath().normalize();
    refuseOthers(absolute);
    Path parent = absolute.getParent();
    if (parent == null) {
      throw new EngineException("A model cannot be written to " + absolute + ".");
    }
    Path path = parent.resolve("." + absolute.getFileName() + "." + UUID.randomUUID() + ".tmp");
    try {
      Files.createDirectories(parent);
      Files.createDirectory(path);
    } catch (IOException e) {
      throw new EngineException(
          "Cannot create a folder in %s: %s. It must be a folder that this user may write to."
              .formatted(parent, e),
          e);
    }
    return new PendingFolder(path, absolute);
  }

  Path path() {
    return path;
  }

  /** Moves the folder to its target, unless the same encoder has appeared there in the meantime. */
  void publish(EncoderManifest manifest) throws IOException {
    try {
      Files.move(path, target, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      if (!Files.exists(target)) {
        throw e;
      }
      if (!Files.exists(target.resolve(EncoderManifest.FILE))
          || !EncoderManifest.read(target).equals(manifest)) {
        throw another(target);
      }
    }
  }

  /** Says before the work what would be said after it. */
  private static void refuseOthers(Path target) {
    if (!Files.exists(target)) {
      return;
    }
    if (Files.exists(target.resolve(EncoderManifest.FILE))) {
      refuseEarlierVersion(target);
      return;
    }
    try (Stream<Path> files = Files.isDirectory(target) ? Files.list(target) : Stream.of(target)) {
      if (files.findAny().isPresent()) {
        throw another(target);
      }
    } catch (IOException e) {
      throw new EngineException("Cannot read %s: %s".formatted(target, e), e);
    }
  }

  /** What is the same model, only slower, would be left in place. */
  private static void refuseEarlierVersion(Path target) {
    int version = EncoderManifest.version(target);
    if (version < EncoderManifest.FORMAT_VERSION) {
      throw new EngineException(
          "%s is there already, exported with format_version %d; this program writes %d. Delete it, or choose another folder."
              .formatted(target, version, EncoderManifest.FORMAT_VERSION));
    }
  }

  private static EngineException another(Path target) {
    return new EngineException(
        "%s is there already and is not the same model. Delete it, or choose another folder."
            .formatted(target));
  }

  @Override
  public void close() {
    try {
      if (Files.exists(path)) {
        Files.walkFileTree(path, new Delete());
      }
    } catch (IOException | UncheckedIOException e) {
      LOG.warn("Cannot delete the temporary folder {}", path, e);
    }
  }

  private static final class Delete extends SimpleFileVisitor<Path> {
    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
      Files.delete(file);
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException failure)
        throws IOException {
      Files.delete(folder);
      return FileVisitResult.CONTINUE;
    }
  }
}
