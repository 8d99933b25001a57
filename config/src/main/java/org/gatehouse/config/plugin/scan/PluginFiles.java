package org.gatehouse.config.plugin.scan;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.zip.ZipException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The jars of one plugin, as far as they can be opened. */
final class PluginFiles implements Closeable {

  private static final Logger LOG = LoggerFactory.getLogger(PluginFiles.class);

  private final Path location;
  private final boolean folder;
  private final List<PluginJar> jars = new ArrayList<>();
  private final String sha256;

  private PluginFiles(Path location, boolean folder, List<Path> paths, Findings findings) {
    this.location = location;
    this.folder = folder;
    Sha256 all = new Sha256();
    String last = "";
    boolean complete = !paths.isEmpty();
    for (Path path : paths) {
      if (Files.exists(path) && !Files.isRegularFile(path)) {
        // To read a pipe or a device may take for ever.
        complete = false;
        reject(path, findings);
        continue;
      }
      try {
        last = Sha256.of(path);
        all.add(path.getFileName() + "\0" + last + "\n");
      } catch (IOException e) {
        complete = false;
      }
      try {
        jars.add(PluginJar.open(path));
      } catch (ZipException | EOFException | IllegalArgumentException e) {
        reject(path, e, findings);
      } catch (IOException e) {
        complete = false;
        reject(path, e, findings);
      }
    }
    sha256 = !complete ? "" : folder ? all.hex() : last;
  }

  /** Opens the jars of a plugin. */
  static PluginFiles open(Path location, Findings findings) {
    boolean folder = Files.isDirectory(location);
    return new PluginFiles(
        location, folder, folder ? jarsOf(location, findings) : List.of(location), findings);
  }

  /** Lists the jars directly in a folder, by name. */
  static List<Path> jarsIn(Path folder) throws IOException {
    List<Path> jars = new ArrayList<>();
    try (DirectoryStream<Path> children = Files.newDirectoryStream(folder, file -> isJar(file))) {
      children.forEach(jars::add);
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
    jars.sort((a, b) -> a.getFileName().toString().compareTo(b.getFileName().toString()));
    return jars;
  }

  private static boolean isJar(Path file) {
    String name = file.getFileName().toString();
    return !name.startsWith(".") && name.toLowerCase(Locale.ROOT).endsWith(".jar");
  }

  private static List<Path> jarsOf(Path folder, Findings findings) {
    List<Path> jars = List.of();
    String name = String.valueOf(folder.getFileName());
    try {
      jars = jarsIn(folder);
      if (jars.isEmpty()) {
        findings.add(
            name,
            "expected the plugin's jars directly in the folder, found none",
            "put the jars into it or delete the folder");
      }
    } catch (IOException e) {
      findings.add(
          name,
          "the folder cannot be listed: " + e,
          "make it readable for the user that runs this");
    }
    return jars;
  }

  private static void reject(Path path, Findings findings) {
    findings.add(
        String.valueOf(path.getFileName()),
        "expected a jar, found "
            + (Files.isDirectory(path) ? "a folder" : "something that is no file"),
        "delete it, or give it another name");
  }

  private static void reject(Path path, Exception failure, Findings findings) {
    String name = String.valueOf(path.getFileName());
    if (failure instanceof NoSuchFileException || Files.notExists(path)) {
      findings.add(
          name,
          "expected a jar, found " + (Files.isSymbolicLink(path) ? "a broken link" : "nothing"),
          "put the jar there");
    } else if (!Files.isReadable(path)) {
      findings.add(name, "the file cannot be read", "make it readable for the user that runs this");
    } else if (!isOfTheContent(failure)) {
      findings.add(
          name,
          "cannot be read: " + failure,
          "try again; if that does not help, look at the disk and at how many files may be open");
    } else {
      findings.add(
          name,
          "expected a jar, found a file that is not a complete zip archive ("
              + (failure instanceof EOFException ? "it ends too early" : failure.getMessage())
              + ")",
          "copy or build it again");
    }
  }

  /** Whether a file is the cause, and not what happened while it was read. */
  private static boolean isOfTheContent(Exception failure) {
    return failure instanceof ZipException
        || failure instanceof EOFException
        || failure instanceof IllegalArgumentException;
  }

  Path location() {
    return location;
  }

  /** The name of the jar or folder. */
  String name() {
    return String.valueOf(location.getFileName());
  }

  boolean isFolder() {
    return folder;
  }

  /** The jars that could be opened, by name. */
  List<PluginJar> jars() {
    return jars;
  }

  /** The SHA-256 of everything; empty if not everything could be read. */
  String sha256() {
    return sha256;
  }

  @Override
  public void close() {
    for (PluginJar jar : jars) {
      try {
        jar.close();
      } catch (IOException e) {
        LOG.debug("{} could not be closed", jar.path(), e);
      }
    }
  }
}
