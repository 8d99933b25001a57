package org.gatehouse.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigResolveOptions;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueFactory;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.gatehouse.api.GatehouseException;
import org.gatehouse.api.config.ConfigProblem;
import org.gatehouse.api.config.ConfigurationException;
import org.gatehouse.api.config.SectionReader;
import org.gatehouse.api.gating.GatingModelProvider;
import org.gatehouse.api.metagraph.MetagraphSourceProvider;
import org.gatehouse.api.selection.PeerSelectorProvider;
import org.gatehouse.config.plugin.PluginListing;
import org.gatehouse.config.plugin.PluginReport;
import org.gatehouse.config.plugin.Plugins;
import org.gatehouse.config.plugin.ProviderKind;
import org.gatehouse.config.reference.ReferenceConfs;
import org.jspecify.annotations.Nullable;

/**
 * The steps from layers to a checked configuration: read, merge, resolve, check the keys, then the
 * values.
 */
final class Loading {

  /** The origin of what a program said to {@link Gatehouse#builder}. */
  static final String BUILDER = "builder";

  private static final ConfigResolveOptions AS_FAR_AS_POSSIBLE =
      ConfigResolveOptions.defaults().setAllowUnresolved(true);

  private final UserLayers layers = new UserLayers();
  private @Nullable ClassLoader classLoader;
  private @Nullable GatingModelProvider lentGate;
  private @Nullable String modelName;
  private final Map<String, Function<Config, List<ConfigProblem>>> checks = new LinkedHashMap<>();
  private Config defaults = ConfigFactory.empty();

  UserLayers layers() {
    return layers;
  }

  void classLoader(ClassLoader value) {
    classLoader = value;
  }

  /** Sets the default of the plugin path. */
  void pluginFolder(Path folder) {
    String origin = "the host's plugin folder";
    defaults =
        UserLayers.at(
            PluginPath.PATH,
            ConfigValueFactory.fromIterable(List.of(folder.toString()), origin),
            origin);
  }

  /** Selects a gate by a provider that need not be installed. */
  void gate(GatingModelProvider provider) {
    lentGate = provider;
  }

  /** Adds the check of a section of the host's own. */
  void check(String path, Function<Config, List<ConfigProblem>> check) {
    checks.put(path, check);
  }

  /** Sets the model of whichever gate will be selected. */
  void modelName(String value) {
    modelName = value;
  }

  GatehouseConfig load() {
    ClassLoader loader = classLoaderOrDefault();
    Optional<Candidate<GatingModelProvider>> lent =
        Optional.ofNullable(lentGate).map(ClassPathProviders::lent);
    lent.ifPresent(
        gate ->
            layers.set(
                ProviderKind.GATE.selectingKey(),
                ConfigValueFactory.fromAnyRef(gate.name(), BUILDER)));

    Problems problems = new Problems();
    Config hostReference = defaults.withFallback(ReferenceConfs.of(loader));
    List<Config> user = layers.read(problems);
    problems.throwIfAny();
    Config merged = user.stream().reduce(ConfigFactory.empty(), Config::withFallback);
    Problems values = new Problems();
    Config withoutPlugins = resolve(merged.withFallback(hostReference));
    PluginPath plugins = PluginPath.read(withoutPlugins, hostReference, loader, values);
    Installed<GatingModelProvider> gates = Installed.scan(ProviderKind.GATE, loader, plugins);
    lent.ifPresent(gates::lend);
    Installed<MetagraphSourceProvider> sources =
        Installed.scan(ProviderKind.METAGRAPH_SOURCE, loader, plugins);
    Installed<PeerSelectorProvider> selectors =
        Installed.scan(ProviderKind.SELECTOR, loader, plugins);

    List<Installed<?>> kinds = List.of(gates, sources, selectors);
    Config reference =
        hostReference.withFallback(ofSelectedPlugins(kinds, plugins, withoutPlugins));
    Config root = resolve(withModelName(merged.withFallback(reference)));
    KnownKeys known = new KnownKeys(resolve(reference).withFallback(plugins.keys()).root());
    if (!new KeyCheck(known, kinds, user, problems).check(root.root())) {
      problems.throwIfAny(root);
    }
    Settings settings = Settings.read(root, UserFolders.ofThisUser(), values);
    Optional<Chosen<GatingModelProvider>> gate = choose(gates, settings.gateName(), root, values);
    gate.ifPresent(g -> values.addAll(g.check(root, GatingModelProvider::check)));
    Optional<Chosen<MetagraphSourceProvider>> source =
        settings.metagraphSourceName().equals(Settings.NO_SOURCE)
            ? Optional.empty()
            : choose(sources, settings.metagraphSourceName(), root, values);
    source.ifPresent(s -> values.addAll(s.check(root, MetagraphSourceProvider::check)));
    Optional<Chosen<PeerSelectorProvider>> selector =
        choose(selectors, settings.selectorName(), root, values);
    selector.ifPresent(s -> values.addAll(s.check(root, PeerSelectorProvider::check)));

    checks.forEach((path, check) -> values.addAll(check.apply(Settings.section(root, path))));
    requireCompatible(Stream.of(gate, source, selector), values);

    problems.addAllOfOtherKeys(values);
    problems.throwIfAny(root);
    return new GatehouseConfig(
        root,
        settings,
        plugins.reports(),
        gate.orElseThrow(),
        source.orElse(null),
        selector.orElseThrow(),
        new InstalledSelectors(selectors, plugins, pluginsOf(Stream.of(gate, source, selector))));
  }

  /**
   * Returns the keys and defaults of what is selected: those of other plugins could only get in its
   * way.
   */
  private static Config ofSelectedPlugins(
      List<Installed<?>> kinds, PluginPath plugins, Config withoutPlugins) {
    Config sections = ConfigFactory.empty();
    Config everything = ConfigFactory.empty();
    for (Installed<?> installed : kinds) {
      String name = selected(installed.kind(), withoutPlugins);
      Optional<PluginReport> plugin = installed.plugin(name);
      if (plugin.isPresent()) {
        Config reference = plugins.reference(plugin.get());
        sections =
            sections.withFallback(reference.withOnlyPath(installed.kind().ownSectionOf(name)));
        everything = everything.withFallback(reference);
      }
    }
    return sections.withFallback(everything);
  }

  private static String selected(ProviderKind<?> kind, Config root) {
    try {
      return root.getString(kind.selectingKey()).strip();
    } catch (ConfigException e) {
      // Whoever reads the key for good says what is wrong with it.
      return "";
    }
  }

  private static void requireCompatible(
      Stream<? extends Optional<? extends Chosen<?>>> selected, Problems problems) {
    Plugins.together(pluginsOf(selected)).stream()
        .filter(plugin -> !plugin.isLoadable())
        .forEach(
            plugin ->
                problems.add(new ConfigProblem(PluginPath.PATH, "", plugin.describeProblems())));
  }

  private static List<PluginReport> pluginsOf(
      Stream<? extends Optional<? extends Chosen<?>>> selected) {
    return selected
        .flatMap(Optional::stream)
        .flatMap(chosen -> chosen.candidate().plugin().stream())
        .filter(PluginReport::isLoadable)
        .distinct()
        .toList();
  }

  /** Lists what can be selected, whatever is wrong with all but the plugin path. */
  PluginListing plugins() {
    ClassLoader loader = classLoaderOrDefault();
    Problems problems = new Problems();
    Config hostReference = defaults.withFallback(ReferenceConfs.of(loader));
    List<Config> user = layers.read(problems);
    problems.throwIfAny();
    Config merged = user.stream().reduce(ConfigFactory.empty(), Config::withFallback);
    Config root = resolve(merged.withFallback(hostReference));
    PluginPath path = PluginPath.list(root, hostReference, loader, problems);
    problems.throwIfAny(root);
    return Listings.of(path, loader, root, hostReference);
  }

  private ClassLoader classLoaderOrDefault() {
    if (classLoader != null) {
      return classLoader;
    }
    ClassLoader context = Thread.currentThread().getContextClassLoader();
    return context != null ? context : Loading.class.getClassLoader();
  }

  private Config withModelName(Config merged) {
    if (modelName == null) {
      return merged;
    }
    Config gating = Settings.section(resolve(merged), ProviderKind.GATE.section());
    String gate =
        new SectionReader(gating, ProviderKind.GATE.section()).text(ProviderKind.GATE.selectedBy());
    ConfigValue value = ConfigValueFactory.fromAnyRef(modelName, BUILDER);
    return UserLayers.at(ProviderKind.GATE.sectionOf(gate) + ".model-name", value, BUILDER)
        .withFallback(merged);
  }

  private static Config resolve(Config merged) {
    try {
      return merged.resolve(AS_FAR_AS_POSSIBLE);
    } catch (ConfigException e) {
      throw new ConfigurationException(List.of(HoconFailures.problem(e, "gatehouse", "")));
    }
  }

  private static <T> Optional<Chosen<T>> choose(
      Installed<T> installed, String name, Config root, Problems problems) {
    ProviderKind<T> kind = installed.kind();
    if (name.isEmpty()) {
      // The reader of the common keys has said so.
      return Optional.empty();
    }
    try {
      return Optional.of(installed.choose(name));
    } catch (GatehouseException e) {
      problems.add(
          ConfigProblem.at(
              root.getValue(kind.selectingKey()).origin(),
              kind.selectingKey(),
              String.valueOf(e.getMessage())));
      return Optional.empty();
    }
  }
}
