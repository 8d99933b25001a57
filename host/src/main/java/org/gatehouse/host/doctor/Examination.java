package org.gatehouse.host.doctor;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.gatehouse.api.GatehouseException;
import org.gatehouse.api.config.ConfigurationException;
import org.gatehouse.api.metagraph.Metagraph;
import org.gatehouse.api.metagraph.MetagraphSource;
import org.gatehouse.api.telemetry.ProgressListener;
import org.gatehouse.config.Gatehouse;
import org.gatehouse.config.GatehouseConfig;
import org.gatehouse.config.HostContext;
import org.gatehouse.engine.tensorflow.hub.HubSettings;
import org.gatehouse.host.cli.CommonOptions;
import org.gatehouse.host.encode.Models;

/** Loads the configuration and makes everything it selects, one after another. */
final class Examination {

  private static final String NO_SOURCE = "none";

  private final CommonOptions options;
  private final ProgressListener progress;
  private final List<Check> checks = new ArrayList<>();

  Examination(CommonOptions options, ProgressListener progress) {
    this.options = options;
    this.progress = progress;
  }

  /** Examines everything; whatever is broken is found out, not thrown. */
  Diagnosis examine() {
    checks.addAll(Machine.checks());
    GatehouseConfig config;
    try {
      config = options.loader().load();
      checks.addAll(PluginChecks.of(options, true));
    } catch (ConfigurationException e) {
      checks.addAll(PluginChecks.of(options, false));
      checks.add(Check.broken("configuration", String.valueOf(e.getMessage())));
      return new Diagnosis(checks, false, List.of());
    }
    checks.add(Check.good("configuration", "loaded"));
    checks.add(folder("cache folder", config.cacheFolder()));
    checks.add(folder("state folder", config.stateFolder()));
    checks.add(hub(config));
    checks.addAll(DeviceChecks.of(config, progress));
    Optional<Metagraph> metagraph = metagraph(config);
    gateAndSelector(config, metagraph);
    return new Diagnosis(checks, true, Setting.of(config.root()));
  }

  private static Check folder(String name, Path folder) {
    Path existing = folder.toAbsolutePath();
    while (existing.getParent() != null && !Files.exists(existing)) {
      existing = existing.getParent();
    }
    if (!Files.isDirectory(existing)) {
      return Check.broken(name, folder + ": " + existing + " is no folder");
    }
    if (!Files.isWritable(existing)) {
      return Check.broken(name, folder + ": " + existing + " cannot be written to");
    }
    return Check.good(name, folder + (Files.exists(folder) ? "" : ", to be made when needed"));
  }

  /** Only a warning: a model that is on this machine needs no hub. */
  private static Check hub(GatehouseConfig config) {
    try {
      HubSettings hub = Models.hub(config);
      return Check.good(
          "hugging face",
          "cache %s, hub %s%s"
              .formatted(
                  hub.cache(),
                  hub.endpoint(),
                  hub.offline()
                      ? ", offline"
                      : hub.token().isPresent() ? ", with a token" : ", without a token"));
    } catch (GatehouseException e) {
      return Check.warning("hugging face", String.valueOf(e.getMessage()));
    }
  }

  private Optional<Metagraph> metagraph(GatehouseConfig config) {
    String name = config.metagraphSourceName();
    if (name.equals(NO_SOURCE)) {
      checks.add(Check.good("metagraph source", name));
      return Optional.empty();
    }
    try (MetagraphSource source =
        Gatehouse.openMetagraphSource(config, HostContext.standalone()).orElseThrow()) {
      Metagraph metagraph = source.sync();
      String detail = source.health().detail();
      checks.add(
          Check.good(
              "metagraph source",
              String.format(
                  Locale.ROOT,
                  "%s: netuid %d, block %d, %d peers%s",
                  name,
                  metagraph.netuid(),
                  metagraph.block(),
                  metagraph.neurons().size(),
                  detail.isEmpty() ? "" : ", " + detail)));
      return Optional.of(metagraph);
    } catch (RuntimeException e) {
      checks.add(Check.broken("metagraph source", name + ": " + describe(e)));
      return Optional.empty();
    }
  }

  private void gateAndSelector(GatehouseConfig config, Optional<Metagraph> metagraph) {
    // The source has been examined already: a broken one must not hide the gate.
    GatehouseConfig alone = options.loader().set("gatehouse.metagraph.source=none").load();
    HostContext host =
        HostContext.builder().progress(progress).metagraph(metagraph.orElse(null)).build();
    try (Gatehouse gatehouse = Gatehouse.open(alone, host)) {
      checks.add(
          Check.good("gate", config.gateName() + ", " + gatehouse.gate().numUids() + " uids"));
      checks.add(
          Check.good("selector", config.selectorName() + ", chooses " + config.k() + " peers"));
    } catch (RuntimeException | LinkageError e) {
      checks.add(
          Check.broken(
              "gate and selector",
              config.gateName() + " and " + config.selectorName() + ": " + describe(e)));
    }
  }

  private static String describe(Throwable failure) {
    return failure instanceof GatehouseException
        ? String.valueOf(failure.getMessage())
        : failure.toString();
  }
}
