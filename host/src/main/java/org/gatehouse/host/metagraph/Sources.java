package org.gatehouse.host.metagraph;

import com.typesafe.config.ConfigUtil;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;
import org.gatehouse.api.config.ConfigProblem;
import org.gatehouse.api.config.ConfigurationException;
import org.gatehouse.api.metagraph.MetagraphSource;
import org.gatehouse.config.Gatehouse;
import org.gatehouse.config.GatehouseConfig;
import org.gatehouse.config.HostContext;
import org.gatehouse.host.cli.CommonOptions;

/** Opens metagraph sources without a gate. */
public final class Sources {

  private Sources() {}

  /**
   * Opens the configured source.
   *
   * @throws ConfigurationException if none is configured
   */
  static MetagraphSource configured(CommonOptions options) {
    return open(options.loader().load());
  }

  /** Opens a snapshot file. */
  static MetagraphSource file(CommonOptions options, Path file) {
    return files(options, file).get();
  }

  /** Prepares the opening of a snapshot file, now or later, once or several times. */
  public static Supplier<MetagraphSource> files(CommonOptions options, Path file) {
    GatehouseConfig config =
        options
            .loader()
            .set("gatehouse.metagraph.source=file")
            .set("gatehouse.metagraph.file.path=" + ConfigUtil.quoteString(file.toString()))
            .load();
    return () -> open(config);
  }

  private static MetagraphSource open(GatehouseConfig config) {
    return Gatehouse.openMetagraphSource(config, HostContext.standalone())
        .orElseThrow(
            () ->
                new ConfigurationException(
                    List.of(
                        ConfigProblem.at(
                            config.root().getValue("gatehouse.metagraph.source").origin(),
                            "gatehouse.metagraph.source",
                            "expected a source, such as file, found none"))));
  }
}
