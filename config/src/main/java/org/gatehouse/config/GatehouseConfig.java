package org.gatehouse.config;

import com.typesafe.config.Config;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.function.Function;
import org.gatehouse.api.config.ConfigProblem;
import org.gatehouse.api.config.ConfigurationException;
import org.gatehouse.api.gating.GatingModelProvider;
import org.gatehouse.api.metagraph.MetagraphSourceProvider;
import org.gatehouse.api.selection.PeerSelectorProvider;
import org.gatehouse.config.plugin.PluginListing;
import org.gatehouse.config.plugin.PluginReport;
import org.jspecify.annotations.Nullable;

/**
 * A checked configuration: every key exists, every common value is in range, and the selected
 * providers are installed and accept their sections.
 *
 * <p>Immutable and safe for use by many threads.
 */
public final class GatehouseConfig {

  private final Config root;
  private final Settings settings;
  private final List<PluginReport> plugins;
  private final Chosen<GatingModelProvider> gate;
  private final @Nullable Chosen<MetagraphSourceProvider> metagraphSource;
  private final Chosen<PeerSelectorProvider> selector;
  private final InstalledSelectors selectors;

  GatehouseConfig(
      Config root,
      Settings settings,
      List<PluginReport> plugins,
      Chosen<GatingModelProvider> gate,
      @Nullable Chosen<MetagraphSourceProvider> metagraphSource,
      Chosen<PeerSelectorProvider> selector,
      InstalledSelectors selectors) {
    this.root = root;
    this.settings = settings;
    this.plugins = List.copyOf(plugins);
    this.gate = gate;
    this.metagraphSource = metagraphSource;
    this.selector = selector;
    this.selectors = selectors;
  }

  /** Returns a loader that so far knows the defaults and this process's system properties. */
  public static Loader loader() {
    return new Loader();
  }

  /** Returns everything, resolved: the object {@code gatehouse} with all its sections. */
  public Config root() {
    return root;
  }

  /** Returns the section at a path, such as {@code gatehouse.host}; empty if there is none. */
  public Config section(String path) {
    return Settings.section(root, path);
  }

  /** Returns the name of the gate's provider. */
  public String gateName() {
    return settings.gateName();
  }

  /** Returns the name of the metagraph source's provider, or {@code none}. */
  public String metagraphSourceName() {
    return settings.metagraphSourceName();
  }

  /** Returns the name of the selector's provider. */
  public String selectorName() {
    return settings.selectorName();
  }

  /** Returns how many peers are asked, at least 1. */
  public int k() {
    return settings.k();
  }

  /** Returns the largest stake, in TAO, with which a peer that may validate is still asked. */
  public long vpermitTaoLimit() {
    return settings.vpermitTaoLimit();
  }

  /** Returns the seed of everything random in the gate. */
  public long seed() {
    return settings.seed();
  }

  /** Returns the longest message that the gate accepts, in bytes of UTF-8, at least 1. */
  public int maxMessageBytes() {
    return settings.maxMessageBytes();
  }

  /** Returns the folder for what can be made again; it may not exist yet. */
  public Path cacheFolder() {
    return settings.cacheFolder();
  }

  /** Returns the folder for what must survive a restart; it may not exist yet. */
  public Path stateFolder() {
    return settings.stateFolder();
  }

  /** Returns what is known about each plugin on the path, selected or not, broken or not. */
  public List<PluginReport> plugins() {
    return plugins;
  }

  Chosen<GatingModelProvider> gate() {
    return gate;
  }

  Optional<Chosen<MetagraphSourceProvider>> metagraphSource() {
    return Optional.ofNullable(metagraphSource);
  }

  Chosen<PeerSelectorProvider> selector() {
    return selector;
  }

  InstalledSelectors selectors() {
    return selectors;
  }

  /**
   * Loads a configuration from its layers: single settings over system properties over files and
   * texts over the {@code reference.conf} files.
   *
   * <p>Within a layer, what is said later wins. For use by one thread.
   */
  public static final class Loader {

    private final Loading loading = new Loading();

    private Loader() {}

    /** Adds a HOCON file. */
    public Loader file(Path file) {
      loading.layers().file(file);
      return this;
    }

    /** Adds HOCON text, of the same rank as a file: an embedding program's configuration. */
    public Loader text(String hocon) {
      loading.layers().text(hocon);
      return this;
    }

    /**
     * Adds a single setting.
     *
     * @param keyEqualsValue such as {@code gatehouse.selection.k=3}; a value that begins with a
     *     bracket, a brace, a double quote or <code>${</code>, and {@code null}, is HOCON, and any
     *     other is taken as it stands
     */
    public Loader set(String keyEqualsValue) {
      loading.layers().set(keyEqualsValue);
      return this;
    }

    /** Sets whose {@code gatehouse.*} properties count; by default those of this process. */
    public Loader systemProperties(Properties properties) {
      loading.layers().systemProperties(properties);
      return this;
    }

    /**
     * Sets where {@code reference.conf} files and providers are looked for; by default the thread's
     * context class loader.
     */
    public Loader classLoader(ClassLoader classLoader) {
      loading.classLoader(classLoader);
      return this;
    }

    /** Sets what {@code gatehouse.plugins.path} holds by default: a host's own plugin folder. */
    public Loader pluginFolder(Path folder) {
      loading.pluginFolder(folder);
      return this;
    }

    /**
     * Has a section of the host's own checked with the rest.
     *
     * @param path such as {@code gatehouse.host}
     * @param check reads the section, resolved, and returns what is wrong with it
     */
    public Loader check(String path, Function<Config, List<ConfigProblem>> check) {
      loading.check(path, check);
      return this;
    }

    /**
     * Lists the plugins and the providers on the class path, whatever is wrong with the rest of the
     * configuration; none of their code runs.
     *
     * @throws ConfigurationException if the plugin path is wrong, or a layer cannot be read
     */
    public PluginListing plugins() {
      return loading.plugins();
    }

    /**
     * Loads and checks the configuration.
     *
     * @throws ConfigurationException with all problems, ordered by origin, then key
     */
    public GatehouseConfig load() {
      return loading.load();
    }
  }
}
