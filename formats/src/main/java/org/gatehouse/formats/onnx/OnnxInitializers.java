package org.gatehouse.formats.onnx;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.gatehouse.formats.FormatException;
import org.gatehouse.formats.TensorInfo;
import org.gatehouse.formats.TensorSource;
import org.jspecify.annotations.Nullable;

/**
 * The initializers of an ONNX model's graph: its weights, without nodes, inputs or metadata.
 *
 * <p>Reading keeps one copy of the initializers on the heap and nothing else; {@link #bytes} is a
 * view of it. Data come from {@code raw_data}, {@code float_data} or {@code int64_data} inside the
 * file, which protobuf limits to 2 GiB; external data are refused.
 *
 * <p>Source of the layout: onnx.proto of the ONNX project (ModelProto, GraphProto, TensorProto).
 */
public final class OnnxInitializers implements TensorSource {
  private final String origin;
  private final Map<String, TensorInfo> tensors = new LinkedHashMap<>();
  private volatile @Nullable Map<String, Initializer> initializers;

  private OnnxInitializers(String origin, Map<String, Initializer> initializers) {
    this.origin = origin;
    this.initializers = initializers;
    initializers.forEach((name, initializer) -> tensors.put(name, initializer.info()));
  }

  /**
   * Reads a file to its end.
   *
   * @throws FormatException if it is not an ONNX model whose initializers can be read
   * @throws UncheckedIOException if it cannot be read
   */
  public static OnnxInitializers open(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      return read(in, file.toString());
    } catch (IOException e) {
      throw new UncheckedIOException(file + ": cannot be read: " + e, e);
    }
  }

  /**
   * Reads a stream to its end and leaves it open.
   *
   * @param origin what messages call the stream
   * @throws FormatException if it is not an ONNX model whose initializers can be read
   * @throws UncheckedIOException if it cannot be read
   */
  public static OnnxInitializers read(InputStream in, String origin) {
    return new OnnxInitializers(origin, ModelReader.read(in, origin));
  }

  @Override
  public String origin() {
    return origin;
  }

  @Override
  public Map<String, TensorInfo> tensors() {
    return Collections.unmodifiableMap(tensors);
  }

  @Override
  public ByteBuffer bytes(String name) {
    info(name);
    Map<String, Initializer> open = initializers;
    if (open == null) {
      throw new IllegalStateException(origin + " is closed");
    }
    ByteBuffer data = Objects.requireNonNull(open.get(name)).data();
    return data.duplicate().order(ByteOrder.LITTLE_ENDIAN);
  }

  @Override
  public void close() {
    initializers = null;
  }
}
