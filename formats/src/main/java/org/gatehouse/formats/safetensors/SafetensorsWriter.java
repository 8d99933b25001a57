package org.gatehouse.formats.safetensors;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.gatehouse.formats.TensorInfo;

/**
 * Writes safetensors files that depend on nothing but their contents: equal metadata and tensors
 * give equal bytes, in whatever order they come.
 *
 * <p>Tensors are sorted by element size, largest first, then by name, so that each one is aligned
 * for readers that map the file; metadata by key.
 */
public final class SafetensorsWriter {
  private static final JsonFactory JSON = new JsonFactory();
  private static final int ALIGNMENT = 8;
  private static final int CHUNK_BYTES = 1 << 16;
  private static final Comparator<NamedTensor> ORDER =
      Comparator.comparingInt((NamedTensor tensor) -> -tensor.info().dtype().byteSize())
          .thenComparing(tensor -> tensor.info().name());

  private SafetensorsWriter() {}

  /**
   * Writes one file from the stream's position on; the stream is neither flushed nor closed.
   *
   * @param metadata the file's {@code __metadata__}; left out if empty
   * @throws IllegalArgumentException if two tensors have one name, one is called {@code
   *     __metadata__}, a string is not valid Unicode or the header exceeds 100 000 000 bytes;
   *     nothing has been written then
   * @throws UncheckedIOException if the stream fails
   */
  public static void write(
      OutputStream out, Map<String, String> metadata, List<NamedTensor> tensors) {
    List<NamedTensor> sorted = new ArrayList<>(tensors);
    sorted.sort(ORDER);
    checkNames(sorted);
    metadata.forEach(
        (key, value) -> {
          checkText(key);
          checkText(value);
        });
    byte[] header = header(metadata, sorted);
    try {
      out.write(
          ByteBuffer.allocate(SafetensorsHeader.LENGTH_BYTES)
              .order(ByteOrder.LITTLE_ENDIAN)
              .putLong(header.length)
              .array());
      out.write(header);
      byte[] chunk = new byte[CHUNK_BYTES];
      for (NamedTensor tensor : sorted) {
        copy(tensor.data(), chunk, out);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("tensors cannot be written: " + e, e);
    }
  }

  private static void copy(ByteBuffer data, byte[] chunk, OutputStream out) throws IOException {
    while (data.hasRemaining()) {
      int length = Math.min(chunk.length, data.remaining());
      data.get(chunk, 0, length);
      out.write(chunk, 0, length);
    }
  }

  private static void checkNames(List<NamedTensor> tensors) {
    Set<String> names = new HashSet<>();
    for (NamedTensor tensor : tensors) {
      String name = tensor.info().name();
      checkText(name);
      if (name.equals(SafetensorsHeader.METADATA_KEY)) {
        throw new IllegalArgumentException("tensor '" + name + "': the name is reserved");
      }
      if (!names.add(name)) {
        throw new IllegalArgumentException("tensor '" + name + "': expected once, found twice");
      }
    }
  }

  private static void checkText(String text) {
    if (!StandardCharsets.UTF_8.newEncoder().canEncode(text)) {
      throw new IllegalArgumentException(
          "expected Unicode text, found half a surrogate pair in '" + text + "'");
    }
  }

  private static byte[] header(Map<String, String> metadata, List<NamedTensor> tensors) {
    ByteArrayOutputStream header = new ByteArrayOutputStream();
    try (JsonGenerator json = JSON.createGenerator(header)) {
      json.writeStartObject();
      if (!metadata.isEmpty()) {
        json.writeObjectFieldStart(SafetensorsHeader.METADATA_KEY);
        for (Map.Entry<String, String> entry : new TreeMap<>(metadata).entrySet()) {
          json.writeStringField(entry.getKey(), entry.getValue());
        }
        json.writeEndObject();
      }
      long begin = 0;
      for (NamedTensor tensor : tensors) {
        begin = writeEntry(json, tensor.info(), begin);
      }
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException("the header cannot be put together: " + e, e);
    }
    while (header.size() % ALIGNMENT != 0) {
      header.write(' ');
    }
    if (header.size() > SafetensorsHeader.MAX_BYTES) {
      throw new IllegalArgumentException(
          "expected a header of at most %d bytes, found %d"
              .formatted(SafetensorsHeader.MAX_BYTES, header.size()));
    }
    return header.toByteArray();
  }

  private static long writeEntry(JsonGenerator json, TensorInfo info, long begin)
      throws IOException {
    long end = begin + info.byteCount();
    json.writeObjectFieldStart(info.name());
    json.writeStringField("dtype", info.dtype().name());
    json.writeArrayFieldStart("shape");
    for (long dimension : info.shape()) {
      json.writeNumber(dimension);
    }
    json.writeEndArray();
    json.writeArrayFieldStart("data_offsets");
    json.writeNumber(begin);
    json.writeNumber(end);
    json.writeEndArray();
    json.writeEndObject();
    return end;
  }
}
