package org.gatehouse.benchmarks.sidebyside.peers;

import ai.djl.MalformedModelException;
import ai.djl.Model;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.training.ParameterStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.LongBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** PyTorch's native library in this process, reached through DJL. */
public final class Torch {

  static final String ENGINE = "PyTorch";

  private Torch() {}

  /** How children are told how many threads to use; no more than one setting may be seen. */
  public static List<String> options(int threads) {
    return List.of(
        "-Dai.djl.offline=true",
        "-DOPT_OUT_TRACKING=true",
        "-Dai.djl.pytorch.num_threads=" + threads,
        "-Dai.djl.pytorch.num_interop_threads=1");
  }

  /** Its version. */
  public static String version() {
    return ai.djl.engine.Engine.getEngine(ENGINE).getVersion();
  }

  static NDManager manager() {
    return NDManager.newBaseManager(ai.djl.Device.cpu(), ENGINE);
  }

  static NDArray longs(NDManager manager, long[][] rows) {
    long[] flat = Arrays.stream(rows).flatMapToLong(Arrays::stream).toArray();
    return manager.create(LongBuffer.wrap(flat), new Shape(rows.length, rows[0].length));
  }

  /** A loaded TorchScript module. */
  static final class Module implements AutoCloseable {

    private final Model model;
    private final Block block;
    private final ParameterStore parameters;

    Module(TorchScriptArchive archive) {
      try {
        Path folder = Files.createTempDirectory("gatehouse-torchscript");
        Path file = folder.resolve("peer.pt");
        try {
          archive.write(file);
          model = Model.newInstance("peer", ai.djl.Device.cpu(), ENGINE);
          model.load(folder);
        } finally {
          Files.deleteIfExists(file);
          Files.delete(folder);
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      } catch (MalformedModelException e) {
        throw new IllegalStateException("PyTorch does not load the module", e);
      }
      block = model.getBlock();
      parameters = new ParameterStore(model.getNDManager(), false);
    }

    NDList run(NDList inputs) {
      return block.forward(parameters, inputs, false);
    }

    NDManager manager() {
      return model.getNDManager();
    }

    @Override
    public void close() {
      model.close();
    }
  }

  static String number(double value) {
    return String.format(Locale.ROOT, "%.17g", value);
  }
}
