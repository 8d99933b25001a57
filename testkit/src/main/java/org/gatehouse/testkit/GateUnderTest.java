package org.gatehouse.testkit;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigParseOptions;
import java.nio.file.Path;
import java.util.Optional;
import org.gatehouse.api.gating.GatingContext;
import org.gatehouse.api.gating.GatingModel;
import org.gatehouse.api.gating.GatingModelProvider;
import org.gatehouse.api.plugin.ProviderName;
import org.jspecify.annotations.Nullable;

/**
 * What the {@link GatingContract} has to know of the gate that it tests.
 *
 * <p>The kit makes gates as a host does: it resolves the settings over the reference.conf and hands
 * {@code gatehouse.gating.<name>} to the provider. It sets the common keys {@code
 * gatehouse.gating.{num-uids, learning-rate, momentum, learn, seed, max-message-bytes}} as its
 * rules need them, so the gate's section must take them over, as in {@code num-uids =
 * ${gatehouse.gating.num-uids}}, and {@link #with} must not set them in the section itself.
 * Immutable.
 */
public final class GateUnderTest {

  private final GatingModelProvider provider;
  private final String name;
  private final Config reference;
  private final Config settings;
  private final @Nullable String weights;
  private final @Nullable Path cacheFolder;
  private final boolean population;

  private GateUnderTest(
      GatingModelProvider provider,
      String name,
      Config reference,
      Config settings,
      @Nullable String weights,
      @Nullable Path cacheFolder,
      boolean population) {
    this.provider = provider;
    this.name = name;
    this.reference = reference;
    this.settings = settings;
    this.weights = weights;
    this.cacheFolder = cacheFolder;
    this.population = population;
  }

  /**
   * Returns the gate of a provider on the class path, with the reference.conf files that the
   * provider's class loader finds.
   *
   * @throws IllegalArgumentException if the provider carries no {@link ProviderName}
   */
  public static GateUnderTest of(GatingModelProvider provider) {
    Class<?> type = provider.getClass();
    ProviderName name = type.getAnnotation(ProviderName.class);
    if (name == null) {
      throw new IllegalArgumentException(
          "expected @ProviderName on " + type.getName() + ", found none");
    }
    return of(
        provider, name.value(), ConfigFactory.defaultReferenceUnresolved(type.getClassLoader()));
  }

  /**
   * Returns the gate of a provider that lives behind a plugin loader.
   *
   * @param name what its {@link ProviderName} says
   * @param reference the reference.conf files of the host and the plugin, merged, not resolved
   */
  public static GateUnderTest of(GatingModelProvider provider, String name, Config reference) {
    return new GateUnderTest(provider, name, reference, ConfigFactory.empty(), null, null, false);
  }

  /**
   * Returns this gate with settings over its reference.conf, such as a smaller model or a learning
   * rate at which it learns within 40 steps; later ones win.
   *
   * @param hocon settings by their full path
   */
  public GateUnderTest with(String hocon) {
    Config more =
        ConfigFactory.parseString(
            hocon, ConfigParseOptions.defaults().setOriginDescription("GateUnderTest.with"));
    return new GateUnderTest(
        provider, name, reference, more.withFallback(settings), weights, cacheFolder, population);
  }

  /**
   * Returns this gate with the promise that its loss is differentiable and that, without momentum,
   * a step is the gradient times {@code learning-rate}: the kit then compares the step with finite
   * differences of the reported loss.
   *
   * @param tensor the name of the snapshot's F32 or F64 tensor that holds the weights
   */
  public GateUnderTest withDifferentiableLoss(String tensor) {
    return new GateUnderTest(provider, name, reference, settings, tensor, cacheFolder, population);
  }

  /**
   * Returns this gate with one cache folder for all rules, for a gate that makes there what takes
   * long, such as an exported model; by default each rule has an empty one.
   */
  public GateUnderTest withCacheFolder(Path folder) {
    return new GateUnderTest(provider, name, reference, settings, weights, folder, population);
  }

  /**
   * Returns this gate with the promise that it expects of a peer of which it knows nothing what it
   * has learned of all: a peer that was forgotten is then compared with one that is new to the same
   * gate, instead of with the same uid of a gate that has learned nothing.
   */
  public GateUnderTest withPopulation() {
    return new GateUnderTest(provider, name, reference, settings, weights, cacheFolder, true);
  }

  /** Returns the name of the provider. */
  String name() {
    return name;
  }

  /** Returns the tensor of {@link #withDifferentiableLoss}. */
  Optional<String> weights() {
    return Optional.ofNullable(weights);
  }

  /** Returns whether there is the promise of {@link #withPopulation}. */
  boolean population() {
    return population;
  }

  /** Returns the folder of {@link #withCacheFolder}. */
  Optional<Path> cacheFolder() {
    return Optional.ofNullable(cacheFolder);
  }

  /**
   * Makes a gate.
   *
   * @param commonKeys what the kit sets in {@code gatehouse.gating}
   */
  GatingModel create(String commonKeys, GatingContext context) {
    Config all =
        ConfigFactory.parseString(
                "gatehouse.gating { " + commonKeys + " }",
                ConfigParseOptions.defaults().setOriginDescription("GatingContract"))
            .withFallback(settings)
            .withFallback(reference)
            .resolve();
    String path = "gatehouse.gating." + name;
    if (!all.hasPath(path)) {
      throw new IllegalStateException(
          "expected a section " + path + " in the gate's reference.conf, found none");
    }
    return provider.create(all.getConfig(path), context);
  }
}
