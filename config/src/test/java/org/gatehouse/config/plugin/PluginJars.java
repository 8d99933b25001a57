package org.gatehouse.config.plugin;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * Jars of plugins for tests, compiled from sources and spoilt on demand.
 *
 * <pre>{@code
 * Path jar =
 *     PluginJars.plugin("hashing")
 *         .source("package com.acme; ...")
 *         .service(ProviderKind.GATE, "com.acme.HashingProvider")
 *         .write(folder);
 * }</pre>
 */
public final class PluginJars {

  private final String name;
  private final Map<String, String> attributes = new LinkedHashMap<>();
  private final List<String> sources = new ArrayList<>();
  private final List<String> stubs = new ArrayList<>();
  private final List<String> dropped = new ArrayList<>();
  private final Map<String, byte[]> entries = new TreeMap<>();
  private boolean manifest = true;
  private int classVersion;

  private PluginJars(String name) {
    this.name = name;
  }

  /** A jar with the manifest of a plugin and nothing else. */
  public static PluginJars plugin(String name) {
    return new PluginJars(name)
        .attribute("Gatehouse-Plugin", name)
        .attribute("Gatehouse-Plugin-Version", "1.0")
        .attribute("Gatehouse-Api-Version", "[1,2)");
  }

  /** A jar that is no plugin but goes with one. */
  public static PluginJars library(String name) {
    return new PluginJars(name);
  }

  /** A plugin with one selector, {@code com.acme.Picker}, which always picks uid 0. */
  public static PluginJars picker(String name) {
    return plugin(name)
        .source(pickerSource("com.acme", name))
        .service(ProviderKind.SELECTOR, "com.acme.Picker");
  }

  /** The source of a class {@code Picker}, which provides a selector that always picks uid 0. */
  public static String pickerSource(String inPackage, String name) {
    return """
        package %s;
        import com.typesafe.config.Config;
        import java.util.List;
        import java.util.Map;
        import org.gatehouse.api.config.ConfigProblem;
        import org.gatehouse.api.plugin.ProviderName;
        import org.gatehouse.api.selection.*;
        @ProviderName("%s")
        public class Picker implements PeerSelectorProvider {
          public List<ConfigProblem> check(Config config) {
            return List.of();
          }
          public PeerSelector create(Config config) {
            return (scores, metagraph, request) -> null;
          }
        }
        """
        .formatted(inPackage, name);
  }

  /** Sets an attribute of the manifest. */
  public PluginJars attribute(String key, String value) {
    attributes.put(key, value);
    return this;
  }

  /** Leaves an attribute of the manifest out. */
  public PluginJars withoutAttribute(String key) {
    attributes.remove(key);
    return this;
  }

  /** Leaves the manifest out. */
  public PluginJars withoutManifest() {
    manifest = false;
    return this;
  }

  /** Adds a class, whose name is taken from the text. */
  public PluginJars source(String text) {
    sources.add(text);
    return this;
  }

  /**
   * Adds a class, perhaps in the place of the API's, against which the others are compiled only.
   */
  public PluginJars compiledAgainst(String text) {
    stubs.add(text);
    return this;
  }

  /** Leaves a compiled class, and those nested in it, out of the jar. */
  public PluginJars withoutClass(String className) {
    dropped.add(className.replace('.', '/'));
    return this;
  }

  /** Makes all compiled classes say that they need a version of Java. */
  public PluginJars forJava(int version) {
    classVersion = version;
    return this;
  }

  /** Adds lines to a services file. */
  public PluginJars service(ProviderKind<?> kind, String... lines) {
    String file = kind.servicesFile();
    byte[] before = entries.getOrDefault(file, new byte[0]);
    return entry(
        file,
        new String(before, StandardCharsets.UTF_8)
            + (before.length == 0 ? "" : "\n")
            + String.join("\n", lines));
  }

  /** Adds an entry, whatever its name. */
  public PluginJars entry(String path, String text) {
    return entry(path, text.getBytes(StandardCharsets.UTF_8));
  }

  /** Adds an entry, whatever its name. */
  public PluginJars entry(String path, byte[] content) {
    entries.put(path, content);
    return this;
  }

  /** Returns the compiled class files by the names of their entries. */
  public SortedMap<String, byte[]> classes() {
    List<String> all = new ArrayList<>(stubs);
    all.addAll(sources);
    SortedMap<String, byte[]> classes = new TreeMap<>(Compiled.of(all));
    stubs.forEach(stub -> drop(classes, Compiled.entry(stub).replace(".class", "")));
    dropped.forEach(dropped -> drop(classes, dropped));
    if (classVersion > 0) {
      classes.replaceAll(
          (entry, bytes) -> {
            byte[] changed = bytes.clone();
            changed[7] = (byte) (classVersion + 44);
            return changed;
          });
    }
    return classes;
  }

  private static void drop(Map<String, byte[]> classes, String className) {
    classes
        .keySet()
        .removeIf(entry -> entry.equals(className + ".class") || entry.startsWith(className + "$"));
  }

  /** Writes {@code <name>.jar} into a folder, which is made if need be. */
  public Path write(Path folder) {
    Map<String, byte[]> all = new TreeMap<>(classes());
    all.putAll(entries);
    try {
      Files.createDirectories(folder);
      Path jar = folder.resolve(name + ".jar");
      try (OutputStream out = Files.newOutputStream(jar);
          ZipOutputStream zip = new ZipOutputStream(out)) {
        if (manifest) {
          StringBuilder text = new StringBuilder("Manifest-Version: 1.0\r\n");
          attributes.forEach((key, value) -> text.append(key + ": " + value + "\r\n"));
          add(zip, "META-INF/MANIFEST.MF", text.toString().getBytes(StandardCharsets.UTF_8));
        }
        for (Map.Entry<String, byte[]> entry : all.entrySet()) {
          add(zip, entry.getKey(), entry.getValue());
        }
      }
      return jar;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void add(ZipOutputStream zip, String path, byte[] content) throws IOException {
    ZipEntry entry = new ZipEntry(path);
    // The same jar each time, so that the same hash comes of it.
    entry.setTime(0);
    zip.putNextEntry(entry);
    zip.write(content);
    zip.closeEntry();
  }

  /** Writes a folder of jars and returns it. */
  public static Path folder(Path folder, PluginJars... jars) {
    for (PluginJars jar : jars) {
      jar.write(folder);
    }
    return folder;
  }
}
