package org.gatehouse.engine.tensorflow.head;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import org.gatehouse.formats.safetensors.SafetensorsFile;

/** Inputs and outcomes of the original's training loop, recorded in PyTorch. */
final class ParityData implements AutoCloseable {

  static final int STEPS = 200;
  static final int HIDDEN = 64;
  static final int NUM_UIDS = 256;
  static final int K = 50;

  final float[] weight;
  final float[] bias;
  final float[] features;
  final float[] rewards;
  final long[] uids;
  final SafetensorsFile inputs;

  private ParityData(SafetensorsFile inputs) {
    this.inputs = inputs;
    weight = inputs.floats("weight0");
    bias = inputs.floats("bias0");
    features = inputs.floats("features");
    rewards = inputs.floats("rewards");
    uids = longs(inputs, "uids");
  }

  static ParityData open() {
    return new ParityData(SafetensorsFile.open(path("inputs.safetensors")));
  }

  static SafetensorsFile trajectory(String variant) {
    return SafetensorsFile.open(path(variant + "/trajectory.safetensors"));
  }

  static Path path(String name) {
    return Path.of("src/test/resources/org/gatehouse/engine/tensorflow/head/parity").resolve(name);
  }

  float[] feature(int step) {
    return slice(features, step, HIDDEN);
  }

  float[] rewards(int step) {
    return slice(rewards, step, K);
  }

  int[] uids(int step) {
    int[] result = new int[K];
    for (int i = 0; i < K; i++) {
      result[i] = (int) uids[step * K + i];
    }
    return result;
  }

  private static float[] slice(float[] values, int index, int length) {
    float[] result = new float[length];
    System.arraycopy(values, index * length, result, 0, length);
    return result;
  }

  static double[] doubles(SafetensorsFile file, String name) {
    ByteBuffer bytes = file.bytes(name);
    double[] values = new double[bytes.remaining() / 8];
    bytes.asDoubleBuffer().get(values);
    return values;
  }

  static long[] longs(SafetensorsFile file, String name) {
    ByteBuffer bytes = file.bytes(name);
    long[] values = new long[bytes.remaining() / 8];
    bytes.asLongBuffer().get(values);
    return values;
  }

  @Override
  public void close() {
    inputs.close();
  }
}
