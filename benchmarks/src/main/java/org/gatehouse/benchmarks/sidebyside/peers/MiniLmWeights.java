package org.gatehouse.benchmarks.sidebyside.peers;

import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.gatehouse.formats.DType;
import org.gatehouse.formats.TensorInfo;
import org.gatehouse.formats.onnx.OnnxInitializers;

/** The weights of the embedded all-MiniLM-L6-v2, read from its ONNX file. */
public final class MiniLmWeights implements Weights {

  private static final String ONNX = "/all-minilm-l6-v2.onnx";
  private static final String KERNELS =
      "/org/gatehouse/engine/tensorflow/model/all-MiniLM-L6-v2.onnx-kernels.tsv";

  private final Map<String, long[]> shapes = new LinkedHashMap<>();
  private final Map<String, float[]> values = new LinkedHashMap<>();

  /** Reads all of them. */
  public MiniLmWeights() {
    Map<String, String> kernels = kernels();
    try (InputStream in = new BufferedInputStream(resource(ONNX));
        OnnxInitializers onnx = OnnxInitializers.read(in, ONNX)) {
      for (TensorInfo info : onnx.tensors().values()) {
        if (info.dtype() != DType.F32) {
          continue;
        }
        float[] stored = onnx.floats(info.name());
        String name = kernels.get(info.name());
        if (name == null) {
          put(info.name(), info.shape(), stored);
        } else {
          int in0 = Math.toIntExact(info.shape().get(0));
          int out = Math.toIntExact(info.shape().get(1));
          put(name, List.of((long) out, (long) in0), transposed(stored, in0, out));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The ONNX file itself. */
  public static byte[] onnx() {
    try (InputStream in = resource(ONNX)) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void put(String name, List<Long> shape, float[] floats) {
    shapes.put(name, shape.stream().mapToLong(Long::longValue).toArray());
    values.put(name, floats);
  }

  private static float[] transposed(float[] values, int rows, int columns) {
    float[] transposed = new float[values.length];
    for (int row = 0; row < rows; row++) {
      for (int column = 0; column < columns; column++) {
        transposed[column * rows + row] = values[row * columns + column];
      }
    }
    return transposed;
  }

  /** From the initializer to the parameter whose transpose it holds. */
  private static Map<String, String> kernels() {
    try (BufferedReader lines =
        new BufferedReader(new InputStreamReader(resource(KERNELS), StandardCharsets.UTF_8))) {
      Map<String, String> kernels = new LinkedHashMap<>();
      lines
          .lines()
          .filter(line -> !line.startsWith("#"))
          .map(line -> line.split("\t", 2))
          .forEach(pair -> kernels.put(pair[1], pair[0]));
      return kernels;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static InputStream resource(String name) {
    return Objects.requireNonNull(MiniLmWeights.class.getResourceAsStream(name), name);
  }

  @Override
  public List<String> names() {
    return List.copyOf(shapes.keySet());
  }

  @Override
  public long[] shape(String name) {
    return Objects.requireNonNull(shapes.get(name), name);
  }

  @Override
  public float[] floats(String name) {
    return Objects.requireNonNull(values.get(name), name);
  }
}
