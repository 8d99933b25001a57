package org.gatehouse.config.plugin.isolation;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.typesafe.config.ConfigFactory;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Proxy;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.gatehouse.api.GatehouseException;
import org.gatehouse.api.Uids;
import org.gatehouse.api.gating.Explaining;
import org.gatehouse.api.gating.GateScores;
import org.gatehouse.api.gating.GatingContext;
import org.gatehouse.api.gating.GatingModel;
import org.gatehouse.api.gating.GatingModelProvider;
import org.gatehouse.api.gating.LinearRows;
import org.gatehouse.api.gating.Replayable;
import org.gatehouse.api.gating.Representing;
import org.gatehouse.api.gating.ScoreParts;
import org.gatehouse.api.metagraph.Metagraph;
import org.gatehouse.api.metagraph.MetagraphContext;
import org.gatehouse.api.metagraph.MetagraphListener;
import org.gatehouse.api.metagraph.MetagraphSource;
import org.gatehouse.api.metagraph.MetagraphSourceProvider;
import org.gatehouse.api.metagraph.Subscription;
import org.gatehouse.api.selection.PeerSelector;
import org.gatehouse.api.selection.PeerSelectorProvider;
import org.gatehouse.api.telemetry.MeterSink;
import org.gatehouse.api.telemetry.ProgressListener;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** No method of the SPI may be called without the class loader of the plugin, or of the host. */
class ScopedTest {

  /** What a plugin implements, and what stands in for it. */
  private static final Map<Class<?>, Class<?>> OF_PLUGINS =
      Map.ofEntries(
          entry(GatingModelProvider.class, ScopedGatingModelProvider.class),
          entry(GatingModel.class, ScopedGatingModel.class),
          entry(Explaining.class, ScopedExplaining.class),
          entry(LinearRows.class, ScopedLinearRows.class),
          entry(Replayable.class, ScopedReplayable.class),
          entry(Representing.class, ScopedRepresenting.class),
          entry(MetagraphSourceProvider.class, ScopedMetagraphSourceProvider.class),
          entry(MetagraphSource.class, ScopedMetagraphSource.class),
          entry(Subscription.class, ScopedSubscription.class),
          entry(PeerSelectorProvider.class, ScopedPeerSelectorProvider.class),
          entry(PeerSelector.class, ScopedPeerSelector.class));

  /** What a host implements, and what stands in for it. */
  private static final Map<Class<?>, Class<?>> OF_HOSTS =
      Map.of(
          MetagraphListener.class, HostListener.class,
          ProgressListener.class, HostProgress.class,
          MeterSink.class, HostMeters.class);

  private static final ClassLoader HOST = ScopedTest.class.getClassLoader();
  private static final ClassLoader PLUGIN = new URLClassLoader("plugin x", new URL[0], HOST);
  private static final PluginScope SCOPE = new PluginScope("x 1", PLUGIN, HOST);
  private static final Metagraph EMPTY = Metagraph.of(1, 1, List.of());

  /** An implementation of an interface that notes the class loaders it is called with. */
  private static final class Witness {

    private final List<ClassLoader> seen = new ArrayList<>();
    private final Object stub;

    Witness(Class<?> type) {
      stub =
          Proxy.newProxyInstance(
              HOST,
              new Class<?>[] {type},
              (proxy, method, args) -> {
                seen.add(Thread.currentThread().getContextClassLoader());
                return method.getName().equals("toString") ? "stub" : blank(method.getReturnType());
              });
    }
  }

  private static Object blank(Class<?> type) {
    if (type == int.class) {
      return 0;
    }
    if (type == boolean.class) {
      return false;
    }
    if (type == Optional.class) {
      return Optional.empty();
    }
    return type.isInterface() && type != List.class && type != Set.class
        ? new Witness(type).stub
        : null;
  }

  private static Object argument(Class<?> type) {
    if (type == String.class) {
      return "text";
    }
    if (type == long.class) {
      return 0L;
    }
    if (type == GatingContext.class) {
      return GatingContext.builder(Path.of("c"), Path.of("s")).build();
    }
    if (type == MetagraphContext.class) {
      return new MetagraphContext(Clock.systemUTC(), MeterSink.none());
    }
    if (type == com.typesafe.config.Config.class) {
      return ConfigFactory.empty();
    }
    if (type == Class.class) {
      return Representing.class;
    }
    return type.isInterface() ? new Witness(type).stub : null;
  }

  static Stream<Method> spiMethods() {
    return Stream.of(OF_PLUGINS, OF_HOSTS)
        .flatMap(map -> map.keySet().stream())
        .flatMap(type -> Arrays.stream(type.getMethods()))
        .filter(method -> !Modifier.isStatic(method.getModifiers()))
        .filter(method -> method.getDeclaringClass() != AutoCloseable.class);
  }

  @ParameterizedTest
  @MethodSource("spiMethods")
  void everyMethodOfTheSpiIsCalledWithTheRightClassLoader(Method method) throws Exception {
    Class<?> type = method.getDeclaringClass();
    boolean ofPlugin = OF_PLUGINS.containsKey(type);
    Class<?> wrapper = ofPlugin ? OF_PLUGINS.get(type) : OF_HOSTS.get(type);
    // A default method that is not overridden would run outside of the scope.
    Method overriding = wrapper.getDeclaredMethod(method.getName(), method.getParameterTypes());
    Witness witness = new Witness(type);
    Object scoped = wrapper.getDeclaredConstructors()[0].newInstance(witness.stub, SCOPE);
    ClassLoader before = Thread.currentThread().getContextClassLoader();
    ClassLoader other = new URLClassLoader(new URL[0]);
    Thread.currentThread().setContextClassLoader(other);
    try {
      overriding.setAccessible(true);
      overriding.invoke(
          scoped, Arrays.stream(method.getParameterTypes()).map(ScopedTest::argument).toArray());
      assertThat(Thread.currentThread().getContextClassLoader()).isSameAs(other);
    } catch (InvocationTargetException e) {
      // The witness has nothing to return.
      assertThat(e.getCause()).hasMessageContaining("plugin x 1 ");
    } finally {
      Thread.currentThread().setContextClassLoader(before);
    }
    assertThat(witness.seen).containsExactly(ofPlugin ? PLUGIN : HOST);
  }

  @Test
  void noInterfaceOfTheSpiIsForgotten() {
    List<String> wrapped =
        Stream.of(OF_PLUGINS, OF_HOSTS)
            .flatMap(map -> map.keySet().stream())
            .map(Class::getName)
            .toList();
    List<String> interfaces =
        new ClassFileImporter()
            .importPackages("org.gatehouse.api").stream()
                .filter(JavaClass::isInterface)
                .filter(type -> !type.isAnnotation())
                .filter(type -> type.getModifiers().toString().contains("PUBLIC"))
                .map(JavaClass::getName)
                .filter(name -> !name.endsWith("Test"))
                .toList();
    assertThat(wrapped).containsExactlyInAnyOrderElementsOf(interfaces);
  }

  @Test
  void whatAPluginMakesIsInItsScopeToo() {
    Witness gates = new Witness(GatingModelProvider.class);
    GatingContext context = (GatingContext) argument(GatingContext.class);
    GatingModelProvider provider =
        new ScopedGatingModelProvider((GatingModelProvider) gates.stub, SCOPE);
    assertThat(provider.create(ConfigFactory.empty(), context))
        .isInstanceOf(ScopedGatingModel.class);
    Witness source = new Witness(MetagraphSource.class);
    assertThat(
            new ScopedMetagraphSource((MetagraphSource) source.stub, SCOPE)
                .watch((previous, latest) -> {}))
        .isInstanceOf(ScopedSubscription.class);
  }

  static Stream<Class<?>> extensions() {
    return OF_PLUGINS.keySet().stream()
        .filter(type -> type.getPackage() == GatingModel.class.getPackage())
        .filter(type -> type != GatingModel.class && type != GatingModelProvider.class);
  }

  @ParameterizedTest
  @MethodSource("extensions")
  void everyExtensionOfAGateIsInItsScopeToo(Class<?> type) {
    Object extension = new Witness(type).stub;
    GatingModel gate =
        (GatingModel)
            Proxy.newProxyInstance(
                HOST,
                new Class<?>[] {GatingModel.class},
                (proxy, method, args) -> Optional.of(extension));
    Object scoped = new ScopedGatingModel(gate, SCOPE).extension(type).orElseThrow();
    assertThat(scoped).isInstanceOf(OF_PLUGINS.get(type));
  }

  @Test
  void partsOfOtherScoresThanThoseAskedForAreADefectOfThePlugin() {
    GateScores scores =
        GateScores.of(new UUID(0, 1), 0, Uids.of(3, 1), new float[] {1, 2}, "payload");
    ScoreParts three = new ScoreParts(3, 0, 1, 0, 0, 0, -1);
    ScoreParts one = new ScoreParts(1, 0, 2, 0, 0, 0, -1);
    assertThat(new ScopedExplaining(asked -> List.of(three, one), SCOPE).explain(scores))
        .containsExactly(three, one);
    Explaining confused = new ScopedExplaining(asked -> List.of(one, three), SCOPE);
    assertThatThrownBy(() -> confused.explain(scores))
        .isInstanceOf(GatehouseException.class)
        .hasMessageStartingWith("plugin x 1 failed: ")
        .hasMessageContaining("expected the parts of the scores of [3, 1]");
  }

  @Test
  void aMissingMethodOrClassIsAnExceptionThatNamesThePlugin() {
    PeerSelector selector =
        new ScopedPeerSelector(
            (scores, metagraph, request) -> {
              throw new NoSuchMethodError("Foo.bar()");
            },
            SCOPE);
    assertThatThrownBy(() -> selector.select(null, EMPTY, null))
        .isInstanceOf(GatehouseException.class)
        .hasMessageStartingWith("plugin x 1 is broken: java.lang.NoSuchMethodError: Foo.bar()");
    PeerSelector confused =
        new ScopedPeerSelector(
            (scores, metagraph, request) -> {
              throw new ArrayIndexOutOfBoundsException(3);
            },
            SCOPE);
    assertThatThrownBy(() -> confused.select(null, EMPTY, null))
        .isInstanceOf(GatehouseException.class)
        .hasMessage(
            "plugin x 1 failed: java.lang.ArrayIndexOutOfBoundsException: Array index out of"
                + " range: 3; this is a defect of the plugin: ask who made it");
    PeerSelector empty = new ScopedPeerSelector((scores, metagraph, request) -> null, SCOPE);
    assertThatThrownBy(() -> empty.select(null, EMPTY, null))
        .hasMessageStartingWith("plugin x 1 returned nothing");
    PeerSelector careless =
        new ScopedPeerSelector(
            (scores, metagraph, request) -> {
              throw new IllegalStateException("its own business");
            },
            SCOPE);
    assertThatThrownBy(() -> careless.select(null, EMPTY, null))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("its own business");
  }
}
