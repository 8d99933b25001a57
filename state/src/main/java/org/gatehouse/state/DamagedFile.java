package org.gatehouse.state;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Objects;

/** A file of a state folder that is damaged: it is kept under another name, never deleted. */
public final class DamagedFile {

  private static final String SUFFIX = ".damaged";

  private DamagedFile() {}

  /**
   * Gives a file a name in its folder under which nobody looks for it: that name and {@code
   * .damaged}, with a number where there is such a file already. The new name is durable.
   *
   * @return the file under its new name
   * @throws IOException if it cannot be renamed; then it has its old name
   */
  public static Path setAside(Path file) throws IOException {
    Path aside = free(file, "");
    Files.move(file, aside, StandardCopyOption.ATOMIC_MOVE);
    forceFolder(aside);
    return aside;
  }

  /** Cuts off the end of a file and keeps it in another, whose name is returned. */
  static Path setAside(Path file, long position) throws IOException {
    Path aside = free(file, "-from-" + position);
    try (FileChannel channel =
            FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE);
        FileChannel rest =
            FileChannel.open(aside, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      long size = channel.size();
      for (long at = position; at < size; ) {
        at += channel.transferTo(at, size - at, rest);
      }
      rest.force(true);
      channel.truncate(position);
      channel.force(true);
    }
    forceFolder(aside);
    return aside;
  }

  private static void forceFolder(Path file) throws IOException {
    FolderSync.force(Objects.requireNonNull(file.toAbsolutePath().getParent()));
  }

  /** Returns a free name for a file or for a part of it. */
  private static Path free(Path file, String part) {
    String name = file.getFileName() + part + SUFFIX;
    Path free = file.resolveSibling(name);
    for (int i = 2; Files.exists(free); i++) {
      free = file.resolveSibling(name + "-" + i);
    }
    return free;
  }
}
