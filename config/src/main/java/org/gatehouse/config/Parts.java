package org.gatehouse.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigValue;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.gatehouse.api.config.ConfigProblem;
import org.gatehouse.api.config.ConfigurationException;
import org.gatehouse.api.gating.GatingContext;
import org.gatehouse.api.gating.GatingModel;
import org.gatehouse.api.metagraph.Metagraph;
import org.gatehouse.api.metagraph.MetagraphContext;
import org.gatehouse.api.metagraph.MetagraphSource;
import org.gatehouse.api.metagraph.Neuron;
import org.gatehouse.api.selection.PeerSelector;
import org.gatehouse.config.plugin.ProviderKind;

/**
 * What one configuration is made into.
 *
 * @param source the source that was configured or lent, if any
 * @param sourceOrFixed that source, or one that always returns {@code metagraph}
 * @param metagraph the network that the gate was made with
 */
record Parts(
    GatingModel gate,
    PeerSelector selector,
    Metagraph metagraph,
    Optional<MetagraphSource> source,
    MetagraphSource sourceOrFixed) {

  /**
   * Makes the source, then the gate, then the selector.
   *
   * @param lentSource stands in for the configured source and is not owned
   * @param owned takes over each part as soon as it is made
   */
  static Parts create(
      GatehouseConfig config,
      HostContext host,
      Optional<MetagraphSource> lentSource,
      Ownership owned) {
    Optional<MetagraphSource> source =
        lentSource.isPresent() ? lentSource : createSource(config, host, owned);
    Optional<Metagraph> known =
        source.isPresent() ? source.map(MetagraphSource::sync) : host.metagraph();
    if (known.isEmpty()) {
      requireNumber(config);
    }
    GatingModel gate = createGate(config, host, known, owned);
    PeerSelector selector =
        config
            .selector()
            .create(
                config.root(),
                host.progress(),
                (provider, section, progress) -> provider.create(section));
    Metagraph metagraph = known.orElseGet(() -> unnamed(gate.numUids()));
    MetagraphSource sourceOrFixed =
        source.orElseGet(
            () -> {
              FixedMetagraphSource fixed = new FixedMetagraphSource(metagraph);
              owned.add(fixed::close);
              return fixed;
            });
    return new Parts(gate, selector, metagraph, source, sourceOrFixed);
  }

  /** Makes the configured source, if there is one. */
  static Optional<MetagraphSource> createSource(
      GatehouseConfig config, HostContext host, Ownership owned) {
    MetagraphContext context = new MetagraphContext(host.clock(), host.meters());
    Optional<MetagraphSource> source =
        config
            .metagraphSource()
            .map(
                chosen ->
                    chosen.create(
                        config.root(),
                        host.progress(),
                        (provider, section, progress) -> provider.create(section, context)));
    source.ifPresent(made -> owned.add(() -> config.metagraphSource().orElseThrow().close(made)));
    return source;
  }

  private static GatingModel createGate(
      GatehouseConfig config, HostContext host, Optional<Metagraph> known, Ownership owned) {
    GatingContext.Builder context =
        GatingContext.builder(config.cacheFolder(), config.stateFolder())
            // Invented peers stay out: the first real ones would all count as replacements.
            .metagraph(known.orElse(null))
            .seed(config.seed())
            .clock(host.clock())
            .meters(host.meters());
    GatingModel gate =
        config
            .gate()
            .create(
                config.root(),
                host.progress(),
                (provider, section, progress) ->
                    provider.create(section, context.progress(progress).build()));
    owned.add(() -> config.gate().close(gate));
    return gate;
  }

  private static void requireNumber(GatehouseConfig config) {
    Config common = Settings.section(config.root(), ProviderKind.GATE.section());
    Config own = config.gate().section(config.root());
    boolean inherited =
        !own.hasPath("num-uids")
            || own.getValue("num-uids").origin().equals(common.getValue("num-uids").origin());
    ConfigValue value = (inherited ? common : own).getValue("num-uids");
    if ("auto".equals(value.unwrapped())) {
      String section =
          inherited ? ProviderKind.GATE.section() : ProviderKind.GATE.sectionOf(config.gateName());
      throw new ConfigurationException(
          List.of(
              ConfigProblem.at(
                  value.origin(),
                  section + ".num-uids",
                  "auto needs a metagraph: set gatehouse.metagraph.source")));
    }
  }

  private static Metagraph unnamed(int numUids) {
    return Metagraph.of(
        0,
        0,
        IntStream.range(0, numUids).mapToObj(uid -> Neuron.of(uid, "unnamed-" + uid)).toList());
  }
}
