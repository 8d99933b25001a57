package org.gatehouse.benchmarks.sidebyside.peers;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * A TorchScript module as a file that PyTorch loads: a zip without compression, with the module's
 * source, a pickle of its attributes and the values of each tensor. What {@code torch.jit.save}
 * writes beyond that (debug information) is not needed for loading.
 *
 * @param forward the lines of its method, in TorchScript's own source form; tensors are {@code
 *     self.name}
 * @param tensors the attributes
 */
record TorchScriptArchive(String forward, Map<String, Tensor> tensors) {

  private static final String ROOT = "module/";
  private static final String VERSION = "10\n";

  /** A tensor and where its values come from; they are asked for once. */
  record Tensor(long[] shape, java.util.function.Supplier<float[]> values) {}

  TorchScriptArchive {
    tensors = new LinkedHashMap<>(tensors);
  }

  /** The source of the module's class. */
  String source() {
    StringBuilder source =
        new StringBuilder("class Peer(Module):\n  __parameters__ = []\n  __buffers__ = []\n");
    source.append("  training : bool\n");
    tensors.keySet().forEach(name -> source.append("  ").append(name).append(" : Tensor\n"));
    forward.lines().forEach(line -> source.append("  ").append(line).append('\n'));
    return source.toString();
  }

  /** Writes the file. */
  void write(Path file) throws IOException {
    try (ZipOutputStream zip =
        new ZipOutputStream(new BufferedOutputStream(Files.newOutputStream(file)))) {
      zip.setMethod(ZipOutputStream.STORED);
      TorchPickle pickle = TorchPickle.object("__torch__", "Peer").flag("training", false);
      int key = 0;
      for (Map.Entry<String, Tensor> entry : tensors.entrySet()) {
        pickle.tensor(entry.getKey(), Integer.toString(key), entry.getValue().shape());
        put(zip, "data/" + key, bytes(entry.getValue().values().get()));
        key++;
      }
      put(zip, "data.pkl", pickle.end());
      put(zip, "code/__torch__.py", source().getBytes(StandardCharsets.UTF_8));
      put(zip, "constants.pkl", TorchPickle.emptyTuple());
      put(zip, "version", VERSION.getBytes(StandardCharsets.UTF_8));
    }
  }

  private static byte[] bytes(float[] values) {
    ByteBuffer bytes =
        ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asFloatBuffer().put(values);
    return bytes.array();
  }

  private static void put(ZipOutputStream zip, String name, byte[] bytes) throws IOException {
    ZipEntry entry = new ZipEntry(ROOT + name);
    CRC32 crc = new CRC32();
    crc.update(bytes);
    entry.setCrc(crc.getValue());
    entry.setSize(bytes.length);
    zip.putNextEntry(entry);
    zip.write(bytes);
    zip.closeEntry();
  }
}
