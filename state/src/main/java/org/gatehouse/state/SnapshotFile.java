package org.gatehouse.state;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.gatehouse.api.GatehouseException;
import org.gatehouse.api.gating.GatingSnapshot;
import org.gatehouse.api.gating.SnapshotException;
import org.gatehouse.api.gating.SnapshotTensor;
import org.gatehouse.formats.DType;
import org.gatehouse.formats.FormatException;
import org.gatehouse.formats.TensorInfo;
import org.gatehouse.formats.safetensors.NamedTensor;
import org.gatehouse.formats.safetensors.SafetensorsFile;
import org.gatehouse.formats.safetensors.SafetensorsWriter;

/**
 * Snapshots as files: one safetensors file each, with everything but the tensors in its metadata
 * and a SHA-256 over all of it.
 *
 * <p>A file is replaced as a whole, as {@link DurableFile} does.
 */
public final class SnapshotFile {

  private SnapshotFile() {}

  /**
   * Writes a snapshot; its bytes depend on nothing but its content.
   *
   * @param file where to; its folder exists; a file of that name is replaced
   * @throws SnapshotException if it cannot be written; a file that was there before still is
   */
  public static void write(Path file, GatingSnapshot snapshot) {
    try {
      DurableFile.write(file, out -> write(out, snapshot));
    } catch (UncheckedIOException | IllegalArgumentException e) {
      throw new SnapshotException(file + ": cannot be written: " + e.getMessage(), e);
    } catch (GatehouseException e) {
      throw new SnapshotException(String.valueOf(e.getMessage()), e);
    }
  }

  private static void write(OutputStream out, GatingSnapshot snapshot) throws IOException {
    List<NamedTensor> tensors =
        snapshot.tensors().entrySet().stream()
            .map(entry -> named(entry.getKey(), entry.getValue()))
            .toList();
    SafetensorsWriter.write(out, SnapshotMetadata.of(snapshot), tensors);
  }

  private static NamedTensor named(String name, SnapshotTensor tensor) {
    DType type =
        switch (tensor.type()) {
          case F32 -> DType.F32;
          case F64 -> DType.F64;
          case I64 -> DType.I64;
          case U8 -> DType.U8;
        };
    List<Long> shape = tensor.shape().stream().map(Integer::longValue).toList();
    return new NamedTensor(new TensorInfo(name, type, shape), tensor.bytes());
  }

  /**
   * Reads a snapshot and checks every byte of it.
   *
   * @throws DamagedSnapshotException if it is not as it was written
   * @throws SnapshotException if there is none, it cannot be read, or it is of another version
   */
  public static GatingSnapshot read(Path file) {
    if (Files.isDirectory(file)) {
      throw new SnapshotException(file + ": expected a snapshot file, found a directory");
    }
    if (Files.notExists(file)) {
      throw new SnapshotException(file + ": there is no such snapshot file");
    }
    try (SafetensorsFile contents = SafetensorsFile.open(file)) {
      SortedMap<String, SnapshotTensor> tensors = new TreeMap<>();
      for (Map.Entry<String, TensorInfo> entry : contents.tensors().entrySet()) {
        tensors.put(
            entry.getKey(),
            SnapshotTensor.of(
                type(file, entry.getValue()),
                entry.getValue().shape().stream().map(Math::toIntExact).toList(),
                contents.bytes(entry.getKey())));
      }
      return SnapshotMetadata.read(file, contents.metadata(), tensors);
    } catch (FormatException e) {
      throw new DamagedSnapshotException("not a snapshot: " + e.getMessage(), e);
    } catch (UncheckedIOException e) {
      throw new SnapshotException("cannot be read: " + e.getMessage(), e);
    } catch (ArithmeticException e) {
      throw new SnapshotException(file + ": a tensor is larger than any snapshot's", e);
    }
  }

  /** Returns the version of the format that is written, the only one that is read. */
  public static int formatVersion() {
    return Integer.parseInt(SnapshotMetadata.VERSION);
  }

  private static SnapshotTensor.Type type(Path file, TensorInfo info) {
    return switch (info.dtype()) {
      case F32 -> SnapshotTensor.Type.F32;
      case F64 -> SnapshotTensor.Type.F64;
      case I64 -> SnapshotTensor.Type.I64;
      case U8 -> SnapshotTensor.Type.U8;
      default ->
          throw new SnapshotException(
              file
                  + ": tensor "
                  + info.name()
                  + ": expected F32, F64, I64 or U8, found "
                  + info.dtype().name());
    };
  }
}
