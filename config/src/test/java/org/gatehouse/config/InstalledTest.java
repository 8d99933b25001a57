package org.gatehouse.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.tools.ToolProvider;
import org.gatehouse.api.GatehouseException;
import org.gatehouse.api.gating.GatingModelProvider;
import org.gatehouse.api.metagraph.MetagraphSourceProvider;
import org.gatehouse.api.selection.PeerSelectorProvider;
import org.gatehouse.config.plugin.ProviderKind;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InstalledTest {

  private static final String SERVICES =
      "META-INF/services/org.gatehouse.api.gating.GatingModelProvider";

  @TempDir Path folder;

  private final List<URLClassLoader> loaders = new ArrayList<>();

  @AfterEach
  void closeLoaders() throws IOException {
    for (URLClassLoader loader : loaders) {
      loader.close();
    }
  }

  /** The gates of the tests' class path and of some folders that stand for jars. */
  private Installed<GatingModelProvider> gates(String... jars) throws IOException {
    URL[] urls = new URL[jars.length];
    for (int i = 0; i < jars.length; i++) {
      urls[i] = folder.resolve(jars[i]).toUri().toURL();
    }
    URLClassLoader loader = new URLClassLoader(urls, getClass().getClassLoader());
    loaders.add(loader);
    return Installed.scan(ProviderKind.GATE, loader, PluginPath.none());
  }

  private void services(String jar, String lines) throws IOException {
    Path file = folder.resolve(jar).resolve(SERVICES);
    Files.createDirectories(file.getParent());
    Files.writeString(file, lines);
  }

  /** Compiles a gate's provider into a jar and registers it there. */
  private void provider(String jar, String name, String header, String body) throws IOException {
    compile(
        jar,
        name,
        """
        import com.typesafe.config.Config;
        import java.util.List;
        import org.gatehouse.api.config.ConfigProblem;
        import org.gatehouse.api.gating.*;
        import org.gatehouse.api.plugin.ProviderName;

        %s {
          %s
          public List<ConfigProblem> check(Config config) { return List.of(); }
          public GatingModel create(Config config, GatingContext context) { return null; }
        }
        """
            .formatted(header, body));
    services(jar, name);
  }

  private void compile(String jar, String name, String source) throws IOException {
    Path output = Files.createDirectories(folder.resolve(jar));
    Path file = Files.writeString(folder.resolve(name + ".java"), source);
    String classPath = System.getProperty("java.class.path") + java.io.File.pathSeparator + output;
    int result =
        ToolProvider.getSystemJavaCompiler()
            .run(null, null, null, "-cp", classPath, "-d", output.toString(), file.toString());
    assertThat(result).isZero();
  }

  @Nested
  class Listing {

    @Test
    void findsTheProvidersOfEachKindInAlphabeticalOrder() {
      ClassLoader loader = getClass().getClassLoader();
      assertThat(Installed.scan(ProviderKind.GATE, loader, PluginPath.none()).names())
          .containsExactly("fake", "keyless");
      Installed<MetagraphSourceProvider> sources =
          Installed.scan(ProviderKind.METAGRAPH_SOURCE, loader, PluginPath.none());
      assertThat(sources.names()).containsExactly("fake-file");
      Installed<PeerSelectorProvider> selectors =
          Installed.scan(ProviderKind.SELECTOR, loader, PluginPath.none());
      assertThat(selectors.names())
          .containsExactly(
              "epsilon-greedy", "failing", "softmax", "thompson", "top-k", "ucb", "uniform");
    }

    @Test
    void runsNoneOfTheirCode() throws IOException {
      provider(
          "a.jar",
          "Loud",
          "@ProviderName(\"loud\") public class Loud implements GatingModelProvider",
          "static { if (true) throw new IllegalStateException(\"ran\"); }");
      assertThat(gates("a.jar").names()).containsExactly("fake", "keyless", "loud");
    }

    @Test
    void goesOnAfterABrokenProvider() throws IOException {
      services("a.jar", "org.missing.Gone\norg.gatehouse.config.UninstalledGateProvider\n");
      services("b.jar", "this is no class name\n");
      services("c.jar", "org.gatehouse.config.FakeSourceProvider\n");
      compile("d.jar", "Base", "public class Base {}");
      provider(
          "d.jar",
          "Orphan",
          "@ProviderName(\"orphan\") public class Orphan extends Base"
              + " implements GatingModelProvider",
          "");
      Files.delete(folder.resolve("d.jar/Base.class"));
      provider(
          "e.jar",
          "Healthy",
          "@ProviderName(\"healthy\") public class Healthy implements GatingModelProvider",
          "");

      Installed<GatingModelProvider> gates = gates("a.jar", "b.jar", "c.jar", "d.jar", "e.jar");

      assertThat(gates.names()).containsExactly("fake", "healthy", "keyless", "uninstalled");
      assertThat(gates.notInstalled("orphan"))
          .startsWith(
              "no gate named orphan is installed; installed: fake, healthy, keyless, uninstalled;"
                  + " broken: ")
          .contains("Provider org.missing.Gone not found")
          .contains("b.jar/" + SERVICES + ":1: Illegal configuration-file syntax")
          .contains("org.gatehouse.config.FakeSourceProvider not a subtype")
          .contains("java.lang.NoClassDefFoundError: Base");
    }

    @Test
    void leavesOutWhoHasNoNameOrABadOne() throws IOException {
      services("a.jar", "org.gatehouse.config.NamelessGateProvider");
      provider(
          "b.jar",
          "Shouting",
          "@ProviderName(\"My Gate\") public class Shouting implements GatingModelProvider",
          "");
      Installed<GatingModelProvider> gates = gates("a.jar", "b.jar");
      assertThat(gates.names()).containsExactly("fake", "keyless");
      assertThat(gates.notInstalled("x"))
          .contains("expected @ProviderName on org.gatehouse.config.NamelessGateProvider in /")
          .contains(
              "expected lower-case letters, digits and hyphens as @ProviderName, found \"My Gate\""
                  + " on Shouting in "
                  + folder.resolve("b.jar"));
    }
  }

  @Nested
  class Choosing {

    @Test
    void makesTheProviderOfThatName() throws IOException {
      Chosen<GatingModelProvider> chosen = gates().choose("fake");
      assertThat(chosen.name()).isEqualTo("fake");
      assertThat(chosen.provider()).isInstanceOf(FakeGateProvider.class);
    }

    @Test
    void anUnknownNameIsToldWhoIsThere() {
      assertThatThrownBy(() -> gates().choose("fakes"))
          .isInstanceOf(GatehouseException.class)
          .hasMessage(
              "no gate named fakes is installed; installed: fake, keyless; did you mean fake?");
    }

    @Test
    void twoOfOneNameAreAnErrorThatNamesBothAndTheirJars() throws IOException {
      for (String jar : List.of("a", "b")) {
        String name = jar.equals("a") ? "First" : "Second";
        provider(
            jar + ".jar",
            name,
            "@ProviderName(\"twin\") public class " + name + " implements GatingModelProvider",
            "");
      }
      Installed<GatingModelProvider> gates = gates("a.jar", "b.jar");
      assertThatThrownBy(() -> gates.choose("twin"))
          .isInstanceOf(GatehouseException.class)
          .hasMessage(
              "expected one gate named twin, found First in "
                  + folder.resolve("a.jar")
                  + " and Second in "
                  + folder.resolve("b.jar"));
      assertThat(gates.choose("fake").provider()).isInstanceOf(FakeGateProvider.class);
    }

    @Test
    void aConstructorThatThrowsIsToldWithItsCause() throws IOException {
      provider(
          "a.jar",
          "Moody",
          "@ProviderName(\"moody\") public class Moody implements GatingModelProvider",
          "public Moody() { throw new IllegalStateException(\"not today\"); }");
      Installed<GatingModelProvider> gates = gates("a.jar");
      assertThatThrownBy(() -> gates.choose("moody"))
          .isInstanceOf(GatehouseException.class)
          .hasMessageStartingWith("gate moody (Moody in " + folder.resolve("a.jar"))
          .hasMessageContaining("is broken: ")
          .hasMessageEndingWith("java.lang.IllegalStateException: not today");
    }

    @Test
    void aStaticInitialiserThatThrowsIsToldToo() throws IOException {
      provider(
          "a.jar",
          "Grumpy",
          "@ProviderName(\"grumpy\") public class Grumpy implements GatingModelProvider",
          "static final int X = Integer.parseInt(\"x\");");
      Installed<GatingModelProvider> gates = gates("a.jar");
      assertThatThrownBy(() -> gates.choose("grumpy"))
          .isInstanceOf(GatehouseException.class)
          .hasMessageStartingWith("gate grumpy (Grumpy in ")
          .hasMessageContaining("is broken: ");
    }
  }

  @Test
  void aBrokenUnselectedGateDoesNotKeepAConfigurationFromLoading() throws IOException {
    services("a.jar", "org.missing.Gone");
    gates("a.jar");
    GatehouseConfig config = Loaders.fake().classLoader(loaders.get(0)).load();
    assertThat(config.gateName()).isEqualTo("fake");
  }
}
