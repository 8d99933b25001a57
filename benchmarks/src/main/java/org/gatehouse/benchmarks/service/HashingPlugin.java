package org.gatehouse.benchmarks.service;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;
import org.gatehouse.benchmarks.TemporaryFolder;

/** The hashing gate of the examples, built from its sources into a plugin. */
final class HashingPlugin {

  private HashingPlugin() {}

  /**
   * Writes the plugin's jar into a folder.
   *
   * @param example the folder {@code examples/gating-hashing}
   */
  static void build(Path example, Path plugins) throws IOException {
    Path classes = Files.createTempDirectory("gating-hashing");
    try {
      compile(example.resolve("src/main/java"), classes);
      Manifest manifest = new Manifest();
      Attributes attributes = manifest.getMainAttributes();
      attributes.put(Attributes.Name.MANIFEST_VERSION, "1.0");
      attributes.putValue("Gatehouse-Plugin", "gating-hashing");
      attributes.putValue("Gatehouse-Plugin-Version", "1.0.0");
      attributes.putValue("Gatehouse-Api-Version", "[1,2)");
      Path jar = Files.createDirectories(plugins).resolve("gating-hashing.jar");
      try (OutputStream out = Files.newOutputStream(jar);
          JarOutputStream entries = new JarOutputStream(out, manifest)) {
        add(classes, entries);
        add(example.resolve("src/main/resources"), entries);
      }
    } finally {
      TemporaryFolder.delete(classes);
    }
  }

  private static void compile(Path sources, Path classes) throws IOException {
    List<String> arguments = new ArrayList<>();
    arguments.addAll(List.of("--release", "17", "-proc:none", "-d", classes.toString(), "-cp"));
    String own = System.getProperty("java.class.path");
    arguments.add(System.getProperty("surefire.test.class.path", own));
    files(sources).forEach(file -> arguments.add(file.toString()));
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    if (compiler == null || compiler.run(null, null, null, arguments.toArray(String[]::new)) != 0) {
      throw new IOException("the example in " + sources + " cannot be compiled");
    }
  }

  private static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      return all.filter(Files::isRegularFile).sorted().toList();
    }
  }

  private static void add(Path folder, JarOutputStream entries) throws IOException {
    for (Path file : files(folder)) {
      entries.putNextEntry(new JarEntry(folder.relativize(file).toString().replace('\\', '/')));
      Files.copy(file, entries);
      entries.closeEntry();
    }
  }
}
