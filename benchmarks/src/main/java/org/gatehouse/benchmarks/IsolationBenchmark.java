package org.gatehouse.benchmarks;

import com.typesafe.config.ConfigFactory;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.gatehouse.api.gating.GatingContext;
import org.gatehouse.api.gating.GatingModel;
import org.gatehouse.api.gating.GatingModelProvider;
import org.gatehouse.config.plugin.ProviderKind;
import org.gatehouse.config.plugin.isolation.IsolatedPlugin;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** One call of a gate that does nothing, directly and through the plugin loader. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class IsolationBenchmark {

  private Path jar;
  private GatingModel direct;
  private GatingModel isolated;

  /** Makes the same gate twice. */
  @Setup(Level.Trial)
  public void open() throws IOException {
    jar = Files.createTempFile("idle", ".jar");
    writePlugin(jar);
    GatingModelProvider provider =
        IsolatedPlugin.open(jar, IsolationBenchmark.class.getClassLoader())
            .provider(ProviderKind.GATE, "idle");
    GatingContext context = GatingContext.builder(Path.of("cache"), Path.of("state")).build();
    isolated = provider.create(ConfigFactory.empty(), context);
    direct = new IdleGatingProvider().create(ConfigFactory.empty(), context);
  }

  private static void writePlugin(Path jar) throws IOException {
    Manifest manifest = new Manifest();
    Attributes attributes = manifest.getMainAttributes();
    attributes.put(Attributes.Name.MANIFEST_VERSION, "1.0");
    attributes.putValue("Gatehouse-Plugin", "idle");
    attributes.putValue("Gatehouse-Plugin-Version", "1");
    attributes.putValue("Gatehouse-Api-Version", "[1,2)");
    try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar), manifest)) {
      for (Class<?> type : new Class<?>[] {IdleGatingProvider.class, IdleGate.class}) {
        String file = type.getName().replace('.', '/') + ".class";
        out.putNextEntry(new JarEntry(file));
        ClassLoader.getSystemResourceAsStream(file).transferTo(out);
      }
      out.putNextEntry(new JarEntry("META-INF/services/" + GatingModelProvider.class.getName()));
      out.write(IdleGatingProvider.class.getName().getBytes(StandardCharsets.UTF_8));
    }
  }

  /** A call without isolation. */
  @Benchmark
  public int direct() {
    return direct.numUids();
  }

  /** The same call through the plugin loader. */
  @Benchmark
  public int isolated() {
    return isolated.numUids();
  }

  /** Removes the plugin. */
  @TearDown(Level.Trial)
  public void close() throws IOException {
    Files.delete(jar);
  }
}
