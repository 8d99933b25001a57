package org.gatehouse.testkit;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigUtil;
import org.gatehouse.api.gating.GatingModelProvider;
import org.gatehouse.api.metagraph.MetagraphSourceProvider;
import org.gatehouse.api.plugin.ProviderName;
import org.gatehouse.api.selection.PeerSelectorProvider;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;

/**
 * A provider and its configuration: the {@code reference.conf} files and, over them, what a user
 * has to set. Immutable.
 *
 * @param <T> {@link GatingModelProvider}, {@link MetagraphSourceProvider} or {@link
 *     PeerSelectorProvider}
 */
public final class ProviderUnderTest<T> {

  private final T provider;
  private final @Nullable String name;
  private final boolean loadedByHost;
  private final Config reference;
  private final Config settings;

  private ProviderUnderTest(
      T provider, @Nullable String name, boolean loadedByHost, Config reference, Config settings) {
    this.provider = provider;
    this.name = name;
    this.loadedByHost = loadedByHost;
    this.reference = reference;
    this.settings = settings;
  }

  /** Returns a provider with the {@code reference.conf} files that its own class loader sees. */
  public static <T> ProviderUnderTest<T> of(T provider) {
    Class<?> type = provider.getClass();
    ProviderName name = type.getAnnotation(ProviderName.class);
    return new ProviderUnderTest<>(
        provider,
        name == null ? null : name.value(),
        false,
        reference(type),
        ConfigFactory.empty());
  }

  /**
   * Returns a provider that a host loaded, possibly behind a class of the host's own.
   *
   * @param name the name under which the host found it
   * @param reference what the provider's {@code reference.conf} says, from the root, unresolved;
   *     those of the host are added
   */
  public static <T> ProviderUnderTest<T> of(T provider, String name, Config reference) {
    return new ProviderUnderTest<>(
        provider,
        name,
        provider.getClass().getAnnotation(ProviderName.class) == null,
        reference.withFallback(reference(ProviderName.class)),
        ConfigFactory.empty());
  }

  private static Config reference(Class<?> type) {
    return ConfigFactory.defaultReferenceUnresolved(type.getClassLoader());
  }

  /**
   * Returns this provider with settings of a user, such as a key that has no default.
   *
   * @param hocon full keys, such as {@code gatehouse.metagraph.file.path = net.json}
   */
  public ProviderUnderTest<T> with(String hocon) {
    return new ProviderUnderTest<>(
        provider,
        name,
        loadedByHost,
        reference,
        ConfigFactory.parseString(hocon).withFallback(settings));
  }

  /** Returns the provider. */
  public T provider() {
    return provider;
  }

  /** Returns the section that the provider reads: defaults and settings, resolved. */
  public Config section() {
    return sectionOf(settings.withFallback(reference));
  }

  /** Returns whether the provider's class may be one of the host's own. */
  boolean loadedByHost() {
    return loadedByHost;
  }

  /** Returns the section as the reference alone has it. */
  Config referenceSection() {
    return sectionOf(reference);
  }

  /** Returns what the settings alone say in the section. */
  Config settingsOfSection() {
    String path = path();
    Config resolved = settings.withFallback(reference).resolve();
    return settings.hasPathOrNull(path) ? sectionOf(settings.resolveWith(resolved)) : empty();
  }

  private Config sectionOf(Config root) {
    String path = path();
    Config resolved = root.resolve();
    return resolved.hasPath(path) && resolved.getValue(path) instanceof ConfigObject section
        ? section.toConfig()
        : empty();
  }

  private static Config empty() {
    return ConfigFactory.empty();
  }

  /** Returns whether the section is one that all providers of this kind read. */
  boolean sharesItsSection() {
    return provider instanceof PeerSelectorProvider;
  }

  /** Returns the path of the section that the provider reads. */
  String path() {
    if (sharesItsSection()) {
      return "gatehouse.selection";
    }
    String kinds =
        provider instanceof GatingModelProvider ? "gatehouse.gating." : "gatehouse.metagraph.";
    return kinds + quotedName();
  }

  /** Returns the provider's name as a word of a path. */
  String quotedName() {
    if (name == null) {
      return Assumptions.abort(provider.getClass() + " has no @ProviderName, so no section");
    }
    return ConfigUtil.joinPath(name);
  }
}
