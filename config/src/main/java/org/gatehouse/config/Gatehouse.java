package org.gatehouse.config;

import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueFactory;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.concurrent.ConcurrentHashMap;
import org.gatehouse.api.GatehouseException;
import org.gatehouse.api.config.ConfigurationException;
import org.gatehouse.api.gating.Explaining;
import org.gatehouse.api.gating.GatingModel;
import org.gatehouse.api.gating.GatingModelProvider;
import org.gatehouse.api.metagraph.Metagraph;
import org.gatehouse.api.metagraph.MetagraphSource;
import org.gatehouse.api.selection.PeerSelector;
import org.gatehouse.api.selection.SelectionRequest;
import org.gatehouse.api.telemetry.ProgressListener;
import org.gatehouse.config.plugin.ProviderKind;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A gate, a selector and a metagraph source that belong together: the handle that owns what was
 * made from one configuration.
 *
 * <p>Several networks in one process are several handles. Safe for use by many threads.
 */
public final class Gatehouse implements AutoCloseable {

  /** The selectors that add the gate's uncertainty to its scores. */
  private static final Set<String> TRY_THE_UNCERTAIN = Set.of("thompson", "ucb");

  private static final Logger LOG = LoggerFactory.getLogger(Gatehouse.class);

  private final GatehouseConfig config;
  private final Parts parts;
  private final Ownership owned;
  private final ProgressListener progress;
  private final Map<String, PeerSelector> selectors = new ConcurrentHashMap<>();

  private Gatehouse(
      GatehouseConfig config, Parts parts, Ownership owned, ProgressListener progress) {
    this.config = config;
    this.parts = parts;
    this.owned = owned;
    this.progress = progress;
    selectors.put(config.selectorName(), parts.selector());
  }

  /**
   * Makes the source, the gate and the selector of a configuration.
   *
   * @throws ConfigurationException if {@code num-uids} is {@code auto} and no network is known, or
   *     a provider refuses its section after all
   * @throws GatehouseException if a part cannot be made; the parts made before it are closed
   */
  public static Gatehouse open(GatehouseConfig config, HostContext host) {
    return open(config, host, Optional.empty());
  }

  private static Gatehouse open(
      GatehouseConfig config, HostContext host, Optional<MetagraphSource> lentSource) {
    Ownership owned = new Ownership();
    try {
      Parts parts = Parts.create(config, host, lentSource, owned);
      config.plugins().stream()
          .filter(plugin -> !plugin.isLoadable())
          .forEach(plugin -> LOG.warn("{}", plugin.describeProblems()));
      return new Gatehouse(config, parts, owned, host.progress());
    } catch (RuntimeException | Error e) {
      owned.closeAfter(e);
      throw e;
    }
  }

  /**
   * Makes the metagraph source of a configuration alone, for who needs no gate; the caller closes
   * it.
   *
   * @return the source, or empty if none is configured
   * @throws GatehouseException if it cannot be made
   */
  public static Optional<MetagraphSource> openMetagraphSource(
      GatehouseConfig config, HostContext host) {
    return Parts.createSource(config, host, new Ownership());
  }

  /** Returns a builder that needs neither a configuration file nor Guice. */
  public static Builder builder() {
    return new Builder();
  }

  /** Returns the gate. */
  public GatingModel gate() {
    return parts.gate();
  }

  /** Returns the selector. */
  public PeerSelector selector() {
    return parts.selector();
  }

  /**
   * Returns the selector of a name, which is made of the same configuration when it is first asked
   * for; later calls return the same one.
   *
   * @throws ConfigurationException if its provider finds problems in its section
   * @throws GatehouseException if none of this name is installed, or it cannot be made
   */
  public PeerSelector selector(String name) {
    return selectors.computeIfAbsent(
        name, asked -> config.selectors().create(asked, config.root(), progress));
  }

  /**
   * Returns what speaks against the gate and the selector together, in words for a user; empty if
   * nothing does.
   */
  public Optional<String> warning() {
    return TRY_THE_UNCERTAIN.contains(config.selectorName())
            && gate().extension(Explaining.class).map(Explaining::optimistic).orElse(false)
        ? Optional.of(
            "gatehouse.selection.selector = %s adds uncertainty to scores, and those of gate %s hold it already: peers of which little is known are tried more than either alone would; take the optimism out of the gate (its section is gatehouse.gating.%s), or choose with top-k"
                .formatted(config.selectorName(), config.gateName(), config.gateName()))
        : Optional.empty();
  }

  /** Returns the names of all installed selectors. */
  public SortedSet<String> selectorNames() {
    return config.selectors().names();
  }

  /** Returns the source of metagraphs; empty if none is configured. */
  public Optional<MetagraphSource> metagraphSource() {
    return parts.source();
  }

  /**
   * Returns the network that the gate was made with: the source's, else the host's, else one of
   * {@code num-uids} peers with the hotkeys {@code unnamed-0}, {@code unnamed-1} and so on, netuid
   * 0 and block 0.
   */
  public Metagraph metagraph() {
    return parts.metagraph();
  }

  /** Returns a request for the configured number of peers, with nobody excluded. */
  public SelectionRequest selectionRequest() {
    return new SelectionRequest(config.k(), Set.of(), config.vpermitTaoLimit());
  }

  /** Returns the configuration that all this was made from. */
  public GatehouseConfig config() {
    return config;
  }

  /** Returns the source, or where there is none, one that always returns {@link #metagraph}. */
  MetagraphSource metagraphSourceOrFixed() {
    return parts.sourceOrFixed();
  }

  /**
   * Closes what was made, the last first, even if closing one fails; that failure is thrown with
   * the others as suppressed. Idempotent.
   */
  @Override
  public void close() {
    owned.close();
  }

  /**
   * Configures a gate in code; what is not said comes from this process's system properties, else
   * from the {@code reference.conf} files. For use by one thread, once.
   */
  public static final class Builder {

    private final Loading loading = new Loading();
    private HostContext host = HostContext.standalone();
    private @Nullable Metagraph metagraph;
    private @Nullable MetagraphSource source;

    private Builder() {}

    /** Selects the gate by the name of an installed provider. */
    public Builder gate(String name) {
      return set(ProviderKind.GATE.selectingKey(), name);
    }

    /** Selects the gate by a provider, which need not be installed but carries its name. */
    public Builder gate(GatingModelProvider provider) {
      loading.gate(provider);
      return this;
    }

    /** Sets the model that the gate represents messages with. */
    public Builder modelName(String name) {
      loading.modelName(name);
      return this;
    }

    /** Sets the size of the uid space, at least 1. */
    public Builder numUids(int numUids) {
      return set("gatehouse.gating.num-uids", numUids);
    }

    /** Selects the selector by the name of an installed provider. */
    public Builder selector(String name) {
      return set(ProviderKind.SELECTOR.selectingKey(), name);
    }

    /** Lends a source; it stays the caller's to close. */
    public Builder metagraphSource(MetagraphSource value) {
      source = value;
      return this;
    }

    /** Sets the network to start with, where there is no source. */
    public Builder metagraph(Metagraph value) {
      metagraph = value;
      return this;
    }

    /** Sets what the host lends; nothing by default. */
    public Builder host(HostContext value) {
      host = value;
      return this;
    }

    /**
     * Sets any key.
     *
     * @param key the full key, such as {@code gatehouse.selection.k}
     * @param value text, a number, a boolean, a path, or a list or map of these
     * @throws IllegalArgumentException if the value is of another type
     */
    public Builder set(String key, Object value) {
      loading.layers().set(key, hocon(key, value));
      return this;
    }

    /**
     * Checks the configuration and makes the parts.
     *
     * @throws ConfigurationException with all problems
     * @throws GatehouseException if a part cannot be made; the parts made before it are closed
     */
    public Gatehouse open() {
      HostContext lent = metagraph == null ? host : host.withMetagraph(metagraph);
      return Gatehouse.open(loading.load(), lent, Optional.ofNullable(source));
    }

    private static ConfigValue hocon(String key, Object value) {
      try {
        return ConfigValueFactory.fromAnyRef(
            value instanceof Path path ? path.toString() : value, Loading.BUILDER);
      } catch (ConfigException e) {
        throw new IllegalArgumentException(
            "expected text, a number, a boolean, a path, a list or a map as "
                + key
                + ", found "
                + value.getClass().getName(),
            e);
      }
    }
  }
}
