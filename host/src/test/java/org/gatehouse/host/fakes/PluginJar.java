package org.gatehouse.host.fakes;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.zip.ZipEntry;
import org.gatehouse.config.plugin.ProviderKind;

/** A jar with the manifest of a plugin, to which tests add what they need. */
public final class PluginJar {

  private static final String KEYS =
      """
      # The odd gate.
      gatehouse.gating.odd {

        # How much is added to the score of odd uids.
        bonus = 1.5
      }
      """;

  private final Manifest manifest = new Manifest();
  private final Map<String, byte[]> entries = new TreeMap<>();

  private PluginJar() {
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
  }

  /** A plugin that provides nothing. */
  public static PluginJar named(String name) {
    return new PluginJar()
        .attribute("Gatehouse-Plugin", name)
        .attribute("Gatehouse-Plugin-Version", "1.2")
        .attribute("Gatehouse-Api-Version", "[1,2)");
  }

  /** A plugin with the gate {@code odd}, but without its keys. */
  public static PluginJar withOddGate(String name) {
    return named(name)
        .type(FakeGate.class)
        .type(OddGatingProvider.class)
        .entry(ProviderKind.GATE.servicesFile(), OddGatingProvider.class.getName() + "\n");
  }

  /** Adds the keys of the odd gate. */
  public PluginJar withKeys() {
    return entry("reference.conf", KEYS);
  }

  /** Returns the text of the keys of the odd gate. */
  public static String keys() {
    return KEYS;
  }

  /** Sets an attribute of the manifest. */
  public PluginJar attribute(String name, String value) {
    manifest.getMainAttributes().putValue(name, value);
    return this;
  }

  /** Adds a file. */
  public PluginJar entry(String path, String text) {
    entries.put(path, text.getBytes(StandardCharsets.UTF_8));
    return this;
  }

  private PluginJar type(Class<?> type) {
    String path = type.getName().replace('.', '/') + ".class";
    try (InputStream in =
        Objects.requireNonNull(type.getClassLoader().getResourceAsStream(path), path)) {
      entries.put(path, in.readAllBytes());
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Writes the jar, in a folder that is made if need be. */
  public Path write(Path jar) throws IOException {
    Files.createDirectories(jar.getParent());
    try (OutputStream out = Files.newOutputStream(jar);
        JarOutputStream zip = new JarOutputStream(out, manifest)) {
      for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
        zip.putNextEntry(new ZipEntry(entry.getKey()));
        zip.write(entry.getValue());
        zip.closeEntry();
      }
    }
    return jar;
  }
}
