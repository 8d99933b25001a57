package org.gatehouse.gating.gptneo;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigUtil;
import java.nio.file.Path;
import java.util.stream.IntStream;
import org.gatehouse.api.gating.GatingContext;
import org.gatehouse.api.gating.GatingModel;
import org.gatehouse.api.metagraph.Metagraph;
import org.gatehouse.api.metagraph.Neuron;
import org.gatehouse.engine.tensorflow.fixture.TinyGptNeo;

/** Real gates for the tests, on a small encoder. */
final class GptNeoGate {

  /** A checkpoint, one for all tests of the build. */
  static final Path MODEL = TinyGptNeo.in(Path.of("target"));

  /** One cache for all tests of the build, so that the model is exported once. */
  static final Path CACHE = Path.of("target", "cache").toAbsolutePath();

  /** What selects the small encoder. */
  static final String MODEL_NAME =
      "gatehouse.gating.gptneo.model-name = " + ConfigUtil.quoteString(MODEL.toString()) + "\n";

  /** Has every message encoded, however often it comes. */
  static final String FORGETFUL = "gatehouse.gating.encoding-cache-bytes = 0\n";

  private GptNeoGate() {}

  /** The section with its defaults, but for what {@code hocon} says. */
  static Config section(String hocon) {
    return ConfigFactory.parseString(hocon)
        .withFallback(ConfigFactory.defaultReferenceUnresolved())
        .resolve()
        .getConfig("gatehouse.gating.gptneo");
  }

  static GatingContext context(Metagraph metagraph) {
    return GatingContext.builder(CACHE, Path.of("target", "state")).metagraph(metagraph).build();
  }

  static GatingModel open(String hocon, Metagraph metagraph) {
    return new GptNeoGatingProvider().create(section(MODEL_NAME + hocon), context(metagraph));
  }

  static Metagraph network(long block, int size) {
    return Metagraph.of(
        1,
        block,
        IntStream.range(0, size).mapToObj(uid -> Neuron.of(uid, "hotkey-" + uid)).toList());
  }
}
