package org.gatehouse.gating.bandit;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.nio.file.Path;
import java.util.stream.IntStream;
import org.gatehouse.api.gating.GatingContext;
import org.gatehouse.api.gating.GatingModel;
import org.gatehouse.api.metagraph.Metagraph;
import org.gatehouse.api.metagraph.Neuron;

/** Real gates for the tests, on the embedded model. */
final class BanditGate {

  /** One cache for all tests of the build, so that the model is exported once. */
  static final Path CACHE = Path.of("target", "cache").toAbsolutePath();

  /** Has every message encoded, however often it comes. */
  static final String FORGETFUL = "gatehouse.gating.encoding-cache-bytes = 0\n";

  private BanditGate() {}

  static Config section(String hocon) {
    return ConfigFactory.parseString(hocon)
        .withFallback(ConfigFactory.defaultReferenceUnresolved())
        .resolve()
        .getConfig("gatehouse.gating.bandit");
  }

  static GatingContext context(Metagraph metagraph) {
    return GatingContext.builder(CACHE, Path.of("target", "state")).metagraph(metagraph).build();
  }

  static GatingModel open(String hocon, Metagraph metagraph) {
    return new BanditGatingProvider().create(section(hocon), context(metagraph));
  }

  static Metagraph network(long block, int size) {
    return Metagraph.of(
        1,
        block,
        IntStream.range(0, size).mapToObj(uid -> Neuron.of(uid, "hotkey-" + uid)).toList());
  }
}
