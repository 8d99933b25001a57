package org.gatehouse.config.plugin.isolation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.Set;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import org.gatehouse.config.plugin.SharedPackages;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class PluginClassLoaderTest {

  private static final Set<String> EVERYTHING = SharedPackages.requirements();

  @TempDir Path folder;

  /** A host that has whatever it is asked for, and notes it. */
  private static final class Host extends ClassLoader {

    private final List<String> asked = new ArrayList<>();
    private final URL resource;

    Host(URL resource) {
      super(null);
      this.resource = resource;
    }

    @Override
    public Class<?> loadClass(String name) {
      asked.add(name);
      return Host.class;
    }

    @Override
    public URL getResource(String name) {
      asked.add(name);
      return resource;
    }

    @Override
    public Enumeration<URL> getResources(String name) {
      asked.add(name);
      return Collections.enumeration(List.of(resource));
    }
  }

  private Path jar(String... entries) throws IOException {
    Path jar = folder.resolve("x.jar");
    try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar))) {
      for (String entry : entries) {
        out.putNextEntry(new JarEntry(entry));
        out.write("of the plugin".getBytes(StandardCharsets.UTF_8));
      }
    }
    return jar;
  }

  private Host host() throws IOException {
    return new Host(Files.writeString(folder.resolve("host.txt"), "of the host").toUri().toURL());
  }

  private static PluginClassLoader loader(Path jar, Set<String> requires, ClassLoader host) {
    return new PluginClassLoader("x 1", List.of(jar), SharedPackages.of(requires), host);
  }

  private static String read(InputStream in) throws IOException {
    try (in) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  static Stream<String> prefixes() {
    return SharedPackages.of(EVERYTHING).prefixes().stream();
  }

  @ParameterizedTest
  @MethodSource("prefixes")
  void classesAndResourcesOfASharedPackageComeFromTheHost(String prefix) throws Exception {
    String path = prefix.replace('.', '/');
    Path jar = jar(path + "a/X.class", path + "x.txt");
    Host host = host();
    try (PluginClassLoader loader = loader(jar, EVERYTHING, host)) {
      assertThat(loader.loadClass(prefix + "a.X")).isSameAs(Host.class);
      assertThat(loader.getResource(path + "x.txt")).isEqualTo(host.resource);
      assertThat(Collections.list(loader.getResources(path + "x.txt")))
          .containsExactly(host.resource);
      assertThat(read(loader.getResourceAsStream(path + "x.txt"))).isEqualTo("of the host");
      assertThat(host.asked)
          .containsExactly(prefix + "a.X", path + "x.txt", path + "x.txt", path + "x.txt");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "com/acme/x.txt",
        "x.txt",
        "org/gatehouse/x.txt",
        "org/gatehouse/apis/x.txt",
        "org/slf4jx/x.txt",
        "META-INF/services/org.gatehouse.api.gating.GatingModelProvider",
        "META-INF/org/slf4j/x.txt",
        "reference.conf"
      })
  void everythingElseComesFromThePlugin(String resource) throws Exception {
    Host host = host();
    try (PluginClassLoader loader = loader(jar(resource), EVERYTHING, host)) {
      assertThat(loader.getResource(resource)).hasProtocol("jar");
      assertThat(Collections.list(loader.getResources(resource))).hasSize(1);
      assertThat(read(loader.getResourceAsStream(resource))).isEqualTo("of the plugin");
      assertThat(loader.getResource("no/" + resource)).isNull();
      assertThat(loader.getResourceAsStream("no/" + resource)).isNull();
      assertThatThrownBy(() -> loader.loadClass("com.acme.Missing"))
          .isInstanceOf(ClassNotFoundException.class)
          .hasMessage("com.acme.Missing, looked for in the jars of plugin x 1");
      assertThat(host.asked).isEmpty();
    }
  }

  @Test
  void theEngineIsSharedOnlyOnRequest() throws Exception {
    Host host = host();
    Path jar = jar("com/google/protobuf/x.txt");
    try (PluginClassLoader without = loader(jar, Set.of(), host)) {
      assertThatThrownBy(() -> without.loadClass("org.tensorflow.Tensor"))
          .isInstanceOf(ClassNotFoundException.class);
      assertThat(without.getResource("com/google/protobuf/x.txt")).hasProtocol("jar");
      assertThat(host.asked).isEmpty();
    }
    try (PluginClassLoader with = loader(jar, Set.of(SharedPackages.ENGINE), host)) {
      assertThat(with.loadClass("org.tensorflow.Tensor")).isSameAs(Host.class);
    }
  }

  @Test
  void theJdkIsThereAndTheHostsClassPathIsNot() throws Exception {
    ClassLoader host = getClass().getClassLoader();
    try (PluginClassLoader loader = loader(jar("x.txt"), Set.of(), host)) {
      assertThat(loader.loadClass("java.sql.Connection")).isNotNull();
      assertThat(loader.loadClass("org.gatehouse.api.Uids")).isSameAs(org.gatehouse.api.Uids.class);
      assertThatThrownBy(() -> loader.loadClass("com.google.common.collect.ImmutableList"))
          .isInstanceOf(ClassNotFoundException.class);
      assertThatThrownBy(() -> loader.loadClass("org.gatehouse.config.Gatehouse"))
          .isInstanceOf(ClassNotFoundException.class);
      assertThat(loader.getResource("archunit.properties")).isNull();
    }
  }

  @Test
  void isNamedAndLoadsInParallel() throws Exception {
    try (PluginClassLoader loader = loader(jar("x.txt"), Set.of(), host())) {
      assertThat(loader).hasToString("plugin x 1");
      assertThat(loader.getName()).isEqualTo("plugin x 1");
      assertThat(loader.isRegisteredAsParallelCapable()).isTrue();
    }
  }
}
