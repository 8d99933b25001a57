package org.gatehouse.benchmarks.sidebyside;

import com.typesafe.config.ConfigFactory;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import org.gatehouse.api.config.SectionReader;
import org.gatehouse.api.gating.GatingContext;
import org.gatehouse.api.metagraph.Metagraph;
import org.gatehouse.engine.tensorflow.device.ComputeDevice;
import org.gatehouse.engine.tensorflow.encoder.MessageEncoder;
import org.gatehouse.engine.tensorflow.gating.LinearGatingModel;
import org.gatehouse.engine.tensorflow.gating.LinearGatingSettings;

/**
 * A gate like all linear ones, whose encoder costs nothing: what remains is the gate's own work.
 */
final class PlainGate extends LinearGatingModel {

  private static final String SECTION = "gatehouse.gating";

  PlainGate(int hidden, Metagraph network) {
    super(
        "plain",
        new OneVector(hidden),
        settings(network.uidSpace()),
        ComputeDevice.CPU.sessionConfig(),
        GatingContext.builder(Path.of("unused"), Path.of("unused"))
            .metagraph(network)
            .seed(1)
            .build());
  }

  private static LinearGatingSettings settings(int uids) {
    SectionReader section =
        new SectionReader(
            ConfigFactory.parseString(SECTION + ".num-uids = " + uids)
                .withFallback(ConfigFactory.defaultReference())
                .resolve()
                .getConfig(SECTION),
            SECTION);
    LinearGatingSettings settings = LinearGatingSettings.read(section);
    section.throwIfAny();
    return settings;
  }

  /** Has one vector for all messages. */
  private static final class OneVector implements MessageEncoder {

    private final float[] vector;

    OneVector(int hidden) {
      vector = new float[hidden];
      SplittableRandom random = new SplittableRandom(3);
      for (int i = 0; i < hidden; i++) {
        vector[i] = (float) ((2 * random.nextDouble() - 1) / Math.sqrt(hidden));
      }
    }

    @Override
    public String id() {
      return "one-vector";
    }

    @Override
    public int dimension() {
      return vector.length;
    }

    @Override
    public float[][] represent(List<String> messages) {
      return messages.stream().map(message -> vector.clone()).toArray(float[][]::new);
    }

    @Override
    public void close() {}
  }
}
