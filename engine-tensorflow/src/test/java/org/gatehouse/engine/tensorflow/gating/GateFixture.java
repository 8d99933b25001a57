package org.gatehouse.engine.tensorflow.gating;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import org.gatehouse.api.config.SectionReader;
import org.gatehouse.api.gating.GatingContext;
import org.gatehouse.api.gating.GatingSnapshot;
import org.gatehouse.api.gating.SnapshotTensor;
import org.gatehouse.api.metagraph.Metagraph;
import org.gatehouse.api.metagraph.Neuron;
import org.gatehouse.engine.tensorflow.encoder.MessageEncoder;
import org.jspecify.annotations.Nullable;
import org.tensorflow.proto.ConfigProto;

/** Gates on a fake encoder, and the settings, networks and rows that their tests speak of. */
final class GateFixture {

  static final int DIMENSION = 16;
  static final int NETUID = 21;

  private GateFixture() {}

  /** Turns each message into a vector of U(-1, 1) that its text alone decides. */
  static final class HashingEncoder implements MessageEncoder {

    final AtomicInteger batches = new AtomicInteger();
    final AtomicInteger closed = new AtomicInteger();
    private final String id;
    private final int dimension;

    HashingEncoder() {
      this("hash", DIMENSION);
    }

    HashingEncoder(String id, int dimension) {
      this.id = id;
      this.dimension = dimension;
    }

    @Override
    public String id() {
      return id;
    }

    @Override
    public int dimension() {
      return dimension;
    }

    @Override
    public float[][] represent(List<String> messages) {
      batches.incrementAndGet();
      return messages.stream().map(this::represent).toArray(float[][]::new);
    }

    private float[] represent(String message) {
      SplittableRandom random = new SplittableRandom(message.hashCode());
      float[] values = new float[dimension];
      for (int i = 0; i < dimension; i++) {
        values[i] = (float) (2 * random.nextDouble() - 1);
      }
      return values;
    }

    @Override
    public void close() {
      closed.incrementAndGet();
    }
  }

  /** The gate under test: nothing but a name. */
  static final class FakeGate extends LinearGatingModel {

    FakeGate(String name, MessageEncoder encoder, String keys, GatingContext context) {
      super(name, encoder, settings(keys), ConfigProto.getDefaultInstance(), context);
    }
  }

  /** Returns a gate with seed 7 that knows no peers; the keys are HOCON over the defaults. */
  static FakeGate gate(String keys) {
    return gate(keys, null, 7);
  }

  /** Returns a gate with seed 7. */
  static FakeGate gate(String keys, Metagraph metagraph) {
    return gate(keys, metagraph, 7);
  }

  static FakeGate gate(String keys, @Nullable Metagraph metagraph, long seed) {
    return new FakeGate("fake", new HashingEncoder(), keys, context(metagraph, seed));
  }

  static GatingContext context(@Nullable Metagraph metagraph, long seed) {
    Path unused = Path.of("target", "unused");
    return GatingContext.builder(unused, unused).metagraph(metagraph).seed(seed).build();
  }

  static LinearGatingSettings settings(String keys) {
    SectionReader section = section(keys);
    LinearGatingSettings settings = LinearGatingSettings.read(section);
    section.throwIfAny();
    return settings;
  }

  static SectionReader section(String keys) {
    Config config =
        ConfigFactory.parseString("gatehouse.gating { " + keys + " }")
            .withFallback(ConfigFactory.defaultReference())
            .resolve();
    return new SectionReader(config.getConfig("gatehouse.gating"), "gatehouse.gating");
  }

  /** Returns a network with these hotkeys at uid 0, 1, ...; {@code null} leaves a gap. */
  static Metagraph network(long block, @Nullable String... hotkeys) {
    List<Neuron> neurons = new ArrayList<>();
    for (int uid = 0; uid < hotkeys.length; uid++) {
      String hotkey = hotkeys[uid];
      if (hotkey != null) {
        neurons.add(Neuron.of(uid, hotkey));
      }
    }
    return Metagraph.of(NETUID, block, neurons);
  }

  /** Trains every uid on three messages, so that each row has a history. */
  static void train(FakeGate gate) {
    for (String message : List.of("first", "second", "third")) {
      float[] rewards = new float[gate.numUids()];
      for (int uid = 0; uid < rewards.length; uid++) {
        rewards[uid] = (uid * 31 + message.length()) % 7;
      }
      gate.backward(gate.forward(message), rewards);
    }
  }

  /** Returns all that a snapshot holds of one uid's row in one tensor. */
  static float[] row(GatingSnapshot snapshot, String tensor, int uid) {
    SnapshotTensor rows = snapshot.tensors().get(tensor);
    float[] values = floats(rows);
    int width = values.length / rows.shape().get(0);
    return Arrays.copyOfRange(values, uid * width, (uid + 1) * width);
  }

  /** Returns the values of a tensor; the steps of these tests are small numbers. */
  static float[] floats(SnapshotTensor tensor) {
    if (tensor.type() != SnapshotTensor.Type.I64) {
      return tensor.toFloats();
    }
    long[] values = tensor.toLongs();
    float[] floats = new float[values.length];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = values[i];
    }
    return floats;
  }

  /** Returns the names of the tensors that hold something of each uid's row. */
  static List<String> rows(GatingSnapshot snapshot) {
    return snapshot.tensors().keySet().stream()
        .filter(name -> name.startsWith("head.") && !name.endsWith(".rates"))
        .toList();
  }

  /** Returns all that a snapshot has learned about one uid. */
  static List<List<Float>> learned(GatingSnapshot snapshot, int uid) {
    List<List<Float>> rows = new ArrayList<>();
    for (String tensor : rows(snapshot)) {
      List<Float> values = new ArrayList<>();
      for (float value : row(snapshot, tensor, uid)) {
        values.add(value);
      }
      rows.add(values);
    }
    return rows;
  }
}
