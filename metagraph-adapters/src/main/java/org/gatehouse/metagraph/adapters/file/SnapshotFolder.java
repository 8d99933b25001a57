package org.gatehouse.metagraph.adapters.file;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.gatehouse.api.metagraph.MetagraphException;
import org.jspecify.annotations.Nullable;

/**
 * A folder to which snapshots of one network are added, named {@code block-NUMBER} with the suffix
 * {@code .pt}, {@code .json} or {@code .json.gz}; every other name is passed over.
 */
final class SnapshotFolder {

  private static final Pattern NAME = Pattern.compile("block-(\\d{1,18})\\.(?:pt|json|json\\.gz)");

  private SnapshotFolder() {}

  /**
   * Returns the file with the largest number; of several with that number, the last by name.
   *
   * @throws MetagraphException if there is none
   */
  static Path newest(Path folder) throws IOException {
    Path newest = null;
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
      for (Path file : files) {
        if (block(file) >= 0 && (newest == null || isNewer(file, newest))) {
          newest = file;
        }
      }
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
    if (newest == null) {
      throw new MetagraphException(
          folder
              + ": expected a metagraph snapshot file, or a folder of files such as block-123.pt or"
              + " block-123.json, found a folder without one");
    }
    return newest;
  }

  private static boolean isNewer(Path file, Path other) {
    int blocks = Long.compare(block(file), block(other));
    return blocks > 0 || (blocks == 0 && file.compareTo(other) > 0);
  }

  private static long block(@Nullable Path file) {
    Path name = file == null ? null : file.getFileName();
    Matcher matcher = NAME.matcher(name == null ? "" : name.toString());
    return matcher.matches() ? Long.parseLong(matcher.group(1)) : -1;
  }
}
