package org.gatehouse.state;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The folder in which one host keeps its state: snapshots and segments of the log, each named after
 * the number of changes before it, and a lock.
 */
final class StateFolder implements AutoCloseable {

  private static final String LOCK = "host.lock";
  private static final Pattern SNAPSHOT = Pattern.compile("snapshot-(\\d{1,18})\\.safetensors");
  private static final Pattern SEGMENT = Pattern.compile("training-(\\d{1,18})\\.log");

  /**
   * The folders that this process has. A second channel on a lock would, when it is closed, give
   * away the lock of the first.
   */
  private static final Set<Path> TAKEN = ConcurrentHashMap.newKeySet();

  private final Path path;
  private final Path real;
  private final FileChannel lock;
  private final @Nullable Object lockKey;

  private StateFolder(Path path, Path real, FileChannel lock) throws IOException {
    this.path = path;
    this.real = real;
    this.lock = lock;
    this.lockKey = lockKey();
  }

  private @Nullable Object lockKey() throws IOException {
    return Files.readAttributes(path.resolve(LOCK), BasicFileAttributes.class).fileKey();
  }

  /**
   * Makes sure that the folder is the one that was taken: who removes its lock, or puts another
   * folder in its place, lets another host in, and what is written here is lost.
   */
  void requireOwn() throws IOException {
    boolean own;
    try {
      own = Objects.equals(lockKey(), lockKey);
    } catch (NoSuchFileException e) {
      own = false;
    }
    if (!own) {
      throw new IOException(
          "the folder or its "
              + LOCK
              + " was removed or replaced while this host had it; start the host anew");
    }
  }

  /**
   * Takes a folder, which is made where it is missing.
   *
   * @throws StateException if another host has it, or it cannot be written to
   */
  static StateFolder open(Path path) {
    try {
      create(path);
      Path real = path.toRealPath();
      if (!TAKEN.add(real)) {
        throw inUse(path, Long.toString(ProcessHandle.current().pid()));
      }
      try {
        StateFolder folder = new StateFolder(path, real, lock(path));
        try {
          folder.deletePending();
          return folder;
        } catch (IOException | RuntimeException e) {
          try (folder) {
            throw e;
          }
        }
      } catch (IOException | RuntimeException e) {
        TAKEN.remove(real);
        throw e;
      }
    } catch (IOException e) {
      throw new StateException(
          path + ": expected a folder for the state that can be written to: " + reason(e), e);
    }
  }

  /** Makes the folder, and durable which of those above it had to be made. */
  private static void create(Path path) throws IOException {
    Path missing = path.toAbsolutePath();
    while (missing != null && Files.notExists(missing)) {
      missing = missing.getParent();
    }
    Files.createDirectories(path);
    Path made = path.toAbsolutePath();
    while (made != null && !made.equals(missing)) {
      made = made.getParent();
      if (made != null) {
        FolderSync.force(made);
      }
    }
  }

  private static FileChannel lock(Path path) throws IOException {
    FileChannel channel =
        FileChannel.open(
            path.resolve(LOCK),
            StandardOpenOption.CREATE,
            StandardOpenOption.READ,
            StandardOpenOption.WRITE);
    try {
      if (tryLock(channel) == null) {
        throw inUse(path, owner(channel));
      }
      channel.truncate(0);
      channel.write(
          ByteBuffer.wrap(
              (ProcessHandle.current().pid() + "\n").getBytes(StandardCharsets.US_ASCII)));
      return channel;
    } catch (IOException | RuntimeException e) {
      try (channel) {
        throw e;
      }
    }
  }

  private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException e) {
      return null;
    }
  }

  private static String owner(FileChannel channel) throws IOException {
    ByteBuffer content = ByteBuffer.allocate(20);
    channel.read(content, 0);
    return new String(content.array(), 0, content.position(), StandardCharsets.US_ASCII);
  }

  private static StateException inUse(Path path, String pid) {
    return new StateException(
        path
            + ": this state folder is in use by another host"
            + (pid.isBlank() ? "" : ", process " + pid.strip())
            + "; give each host a gatehouse.state.dir of its own");
  }

  /** What a host that was killed left half-written. */
  private void deletePending() throws IOException {
    try (DirectoryStream<Path> pending = Files.newDirectoryStream(path, ".snapshot-*.tmp")) {
      for (Path file : pending) {
        Files.deleteIfExists(file);
      }
    }
  }

  Path path() {
    return path;
  }

  Path snapshot(long sequence) {
    return path.resolve("snapshot-%012d.safetensors".formatted(sequence));
  }

  Path segment(long first) {
    return path.resolve("training-%012d.log".formatted(first));
  }

  NavigableMap<Long, Path> snapshots() throws IOException {
    return snapshots(path);
  }

  NavigableMap<Long, Path> segments() throws IOException {
    return segments(path);
  }

  static NavigableMap<Long, Path> snapshots(Path folder) throws IOException {
    return numbered(folder, SNAPSHOT);
  }

  static NavigableMap<Long, Path> segments(Path folder) throws IOException {
    return numbered(folder, SEGMENT);
  }

  private static NavigableMap<Long, Path> numbered(Path folder, Pattern name) throws IOException {
    NavigableMap<Long, Path> found = new TreeMap<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
      for (Path file : files) {
        Matcher matcher = name.matcher(file.getFileName().toString());
        if (matcher.matches()) {
          found.put(Long.parseLong(matcher.group(1)), file);
        }
      }
    }
    return found;
  }

  /** Returns a file that looks like a snapshot and is not named like one. */
  Optional<Path> misnamedSnapshot() throws IOException {
    try (DirectoryStream<Path> files = Files.newDirectoryStream(path, "[!.]*.safetensors")) {
      for (Path file : files) {
        if (!SNAPSHOT.matcher(file.getFileName().toString()).matches()) {
          return Optional.of(file);
        }
      }
    }
    return Optional.empty();
  }

  /** Makes the names of the files durable. */
  void force() throws IOException {
    FolderSync.force(path);
  }

  static String reason(IOException failure) {
    if (failure instanceof AccessDeniedException) {
      return "access denied";
    }
    if (failure instanceof NoSuchFileException missing) {
      return "there is no " + missing.getFile();
    }
    if (failure instanceof FileAlreadyExistsException there) {
      return there.getFile() + " is something else";
    }
    if (failure instanceof FileSystemException refused && refused.getReason() != null) {
      return refused.getFile() + ": " + refused.getReason();
    }
    String message = failure.getMessage();
    return message == null ? failure.getClass().getSimpleName() : message;
  }

  @Override
  public void close() {
    if (!lock.isOpen()) {
      return;
    }
    try {
      lock.close();
    } catch (IOException e) {
      throw new StateException(path + ": the lock cannot be given back: " + reason(e), e);
    } finally {
      TAKEN.remove(real);
    }
  }
}
