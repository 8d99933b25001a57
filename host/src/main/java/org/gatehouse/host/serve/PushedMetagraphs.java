package org.gatehouse.host.serve;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.gatehouse.api.GatehouseException;
import org.gatehouse.api.metagraph.Metagraph;
import org.gatehouse.api.metagraph.MetagraphException;
import org.gatehouse.api.metagraph.MetagraphSource;
import org.gatehouse.host.metagraph.SnapshotJson;
import org.gatehouse.state.DamagedFile;
import org.gatehouse.state.DurableFile;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The metagraph that was pushed last, kept in the state folder so that it is known again after a
 * restart. For use by one thread at a time.
 */
final class PushedMetagraphs {

  private static final Logger LOG = LoggerFactory.getLogger(PushedMetagraphs.class);

  private final Path folder;
  private final Path kept;
  private final Path pending;
  private final Function<Path, Supplier<MetagraphSource>> files;
  private final Supplier<MetagraphSource> arriving;

  /**
   * Creates the keeper.
   *
   * @param folder the state folder; made when there is something to keep
   * @param files prepares the opening of a snapshot file
   */
  PushedMetagraphs(Path folder, Function<Path, Supplier<MetagraphSource>> files) {
    this.folder = folder;
    this.kept = folder.resolve("pushed-metagraph.json");
    this.pending = folder.resolve("pushed-metagraph.pending");
    this.files = files;
    this.arriving = files.apply(pending);
  }

  /**
   * Returns what is kept; empty if nothing was ever pushed, or what was is damaged. That is set
   * aside: the learned state knows its peers by itself, and the network can be pushed again.
   *
   * @throws MetagraphException if it cannot be read or set aside
   */
  Optional<Metagraph> read() {
    if (Files.notExists(kept)) {
      return Optional.empty();
    }
    requireReadable();
    try {
      return Optional.of(read(files.apply(kept)));
    } catch (MetagraphException e) {
      Path aside = setAside(e);
      LOG.warn(
          "{}; the file is damaged and is now {}; the network has to be pushed again",
          e.getMessage(),
          aside.getFileName());
      return Optional.empty();
    }
  }

  private void requireReadable() {
    try {
      Files.readAllBytes(kept);
    } catch (IOException e) {
      throw new MetagraphException(
          kept + ": expected a file that can be read: " + e.getMessage(), e);
    }
  }

  private Path setAside(MetagraphException damage) {
    try {
      return DamagedFile.setAside(kept);
    } catch (IOException e) {
      damage.addSuppressed(e);
      throw damage;
    }
  }

  private static Metagraph read(Supplier<MetagraphSource> file) {
    try (MetagraphSource source = file.get()) {
      return source.sync();
    }
  }

  /**
   * Reads what was pushed, and keeps nothing yet.
   *
   * @throws ServiceException if it is no metagraph, or there is no room for it
   */
  Metagraph parse(byte[] snapshot) {
    try {
      try {
        Files.createDirectories(folder);
        Files.write(pending, snapshot);
        return read(arriving);
      } catch (MetagraphException e) {
        throw new ServiceException(
            ServiceException.Reason.INVALID_METAGRAPH,
            String.valueOf(e.getMessage()).replace(pending.toString(), "the request body"),
            e);
      } finally {
        Files.deleteIfExists(pending);
      }
    } catch (IOException e) {
      throw notKept(e);
    }
  }

  /**
   * Keeps a metagraph in the place of the one before it.
   *
   * @throws ServiceException if that fails; then the one before it is still kept
   */
  void keep(Metagraph metagraph) {
    try {
      DurableFile.writeString(kept, SnapshotJson.of(metagraph) + "\n");
    } catch (GatehouseException e) {
      throw notKept(e);
    }
  }

  /** Goes back to what was kept before a metagraph that the gate did not take. */
  void restore(Optional<Metagraph> before) {
    if (before.isPresent()) {
      keep(before.get());
      return;
    }
    try {
      Files.deleteIfExists(kept);
    } catch (IOException e) {
      throw notKept(e);
    }
  }

  private ServiceException notKept(Exception failure) {
    LOG.error("a pushed metagraph cannot be kept in {}: {}", folder, failure.getMessage());
    return new ServiceException(
        ServiceException.Reason.NOT_KEPT,
        "the metagraph cannot be kept in the state folder, and is not taken; the log says why",
        failure);
  }
}
