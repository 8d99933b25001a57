package org.gatehouse.config.plugin.scan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.gatehouse.config.plugin.scan.Code.code;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.gatehouse.config.plugin.PluginJars;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HostClassesTest {

  private static final String ENTRY = "org/gatehouse/engine/tensorflow/EngineException.class";
  private static final String ENGINE =
      "package org.gatehouse.engine.tensorflow; public class EngineException { public static"
          + " int %s() { return 1; } }";

  @TempDir Path folder;

  /** The problems of a plugin that calls a method, if the host has this class of the engine. */
  private List<String> problems(String method, PluginJars engine) throws IOException {
    Path jar =
        code("return org.gatehouse.engine.tensorflow.EngineException.%s();".formatted(method))
            .attribute("Gatehouse-Requires", "engine-tensorflow")
            .compiledAgainst(ENGINE.formatted(method))
            .write(folder);
    URL[] classPath = {engine.write(folder.resolve("host")).toUri().toURL()};
    try (URLClassLoader host = new URLClassLoader(classPath, Scans.host())) {
      return Scans.problems(new PluginScanner(host).scan(jar));
    }
  }

  @Test
  void aClassForALaterJavaIsReadAllTheSame() throws IOException {
    PluginJars later = PluginJars.library("engine").source(ENGINE.formatted("there")).forJava(80);

    assertThat(problems("there", later)).isEmpty();
    assertThat(problems("gone", later))
        .singleElement()
        .asString()
        .contains("calls EngineException.gone(), which this host does not have");
  }

  @Test
  void aClassThatCannotBeReadIsNotMissing() throws IOException {
    byte[] garbled = "of another shape than today's".getBytes(StandardCharsets.UTF_8);

    assertThat(problems("there", PluginJars.library("engine").entry(ENTRY, garbled))).isEmpty();
  }
}
