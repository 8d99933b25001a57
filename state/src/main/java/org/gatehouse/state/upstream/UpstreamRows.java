package org.gatehouse.state.upstream;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HexFormat;
import org.gatehouse.api.gating.SnapshotException;
import org.gatehouse.api.gating.SnapshotTensor;
import org.gatehouse.formats.FormatException;
import org.gatehouse.formats.pickle.PickleClasses;
import org.gatehouse.formats.torch.TorchFile;

/**
 * The linear layer that the original saves at every checkpoint, as {@code torch.save} of its state
 * dict: {@code MODEL_gating_linear_layer.pth}.
 *
 * <p>Such a file holds neither hotkeys nor the name of the encoder, nor momentum. Nothing in it is
 * run: see {@link TorchFile}.
 *
 * @param weight F32 of shape [numUids, hidden]
 * @param bias F32 of shape [numUids]
 */
public record UpstreamRows(SnapshotTensor weight, SnapshotTensor bias) {

  private static final int START_BYTES = 16;
  private static final int JSON_AT = 8;

  /**
   * Reads a file of torch 1.6 or newer with the tensors {@code weight} and {@code bias} of F32, or
   * of F16 or BF16, which are widened and lose nothing.
   *
   * @throws SnapshotException if it is anything else, is damaged, or holds a number that is not
   *     finite
   */
  public static UpstreamRows read(Path file) {
    if (Files.notExists(file)) {
      throw new SnapshotException(file + ": there is no such file");
    }
    if (!Files.isRegularFile(file)) {
      throw new SnapshotException(
          file
              + ": expected a file of torch.save, found a "
              + (Files.isDirectory(file) ? "directory" : "device or a pipe"));
    }
    try {
      requireZip(file);
      try (TorchFile saved = TorchFile.open(file, PickleClasses.none())) {
        return StateDict.of(file, saved.value()).rows();
      }
    } catch (FormatException e) {
      throw new SnapshotException(String.valueOf(e.getMessage()), e);
    } catch (UncheckedIOException e) {
      throw new SnapshotException(String.valueOf(e.getMessage()), e);
    } catch (IOException e) {
      throw new SnapshotException(file + ": cannot be read: " + e, e);
    }
  }

  /** Says what else a file is, where its first bytes tell. */
  private static void requireZip(Path file) throws IOException {
    ByteBuffer start = ByteBuffer.allocate(START_BYTES);
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      while (start.hasRemaining() && channel.read(start) >= 0) {}
    }
    start.flip();
    TorchFile.refuseLegacy(start, file.toString());
    if (start.remaining() >= 2 && start.get(0) == 'P' && start.get(1) == 'K') {
      return;
    }
    String found;
    if (!start.hasRemaining()) {
      found = "an empty one";
    } else if (start.remaining() > JSON_AT && start.get(JSON_AT) == '{') {
      found = "one of safetensors";
    } else {
      byte[] bytes = new byte[start.remaining()];
      start.get(bytes);
      found = "one that begins with the bytes " + HexFormat.ofDelimiter(" ").formatHex(bytes);
    }
    throw new SnapshotException(
        file + ": expected a file of torch.save, which is a zip, found " + found);
  }

  /** Returns the size of the uid space. */
  public int numUids() {
    return bias.shape().get(0);
  }

  /** Returns the number of components of the representations that the layer was trained on. */
  public int hidden() {
    return weight.shape().get(1);
  }
}
