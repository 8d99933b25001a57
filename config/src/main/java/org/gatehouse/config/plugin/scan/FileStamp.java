package org.gatehouse.config.plugin.scan;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;

/** What tells without reading a file whether it is still the same. */
final class FileStamp {

  private FileStamp() {}

  /** Returns the path, the size, the time of the last change, and what else the system knows. */
  static String of(Path file) {
    try {
      BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
      return String.join(
          "|",
          file.toString(),
          attributes.isDirectory() ? "folder" : String.valueOf(attributes.size()),
          attributes.lastModifiedTime().toString(),
          changed(file),
          String.valueOf(attributes.fileKey()),
          Files.isReadable(file) ? "readable" : "unreadable");
    } catch (IOException e) {
      return file + "|" + e.getClass().getSimpleName();
    }
  }

  /** When Unix saw the last change, which nobody can set back. */
  private static String changed(Path file) throws IOException {
    return file.getFileSystem().supportedFileAttributeViews().contains("unix")
        ? String.valueOf(Files.getAttribute(file, "unix:ctime"))
        : "";
  }
}
