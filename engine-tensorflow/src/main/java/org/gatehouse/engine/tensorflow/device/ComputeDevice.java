package org.gatehouse.engine.tensorflow.device;

import org.tensorflow.proto.ConfigProto;
import org.tensorflow.proto.GPUOptions;
import org.tensorflow.proto.GraphOptions;
import org.tensorflow.proto.RewriterConfig;
import org.tensorflow.proto.RunOptions;

/** A device that is there, and that sessions are opened on: {@code cpu} or {@code gpu:N}. */
public final class ComputeDevice {

  /** The CPU, which is always there. */
  public static final ComputeDevice CPU = new ComputeDevice(-1);

  /** Runs operations on the thread that calls: no other has to be woken. */
  public static final RunOptions ON_CALLER =
      RunOptions.newBuilder().setInterOpThreadPool(-1).build();

  private static final int PROCESSORS = Runtime.getRuntime().availableProcessors();

  private final int gpu;

  private ComputeDevice(int gpu) {
    this.gpu = gpu;
  }

  static ComputeDevice gpu(int index) {
    return new ComputeDevice(index);
  }

  /** Whether this is a GPU. */
  public boolean isGpu() {
    return gpu >= 0;
  }

  /**
   * How a session is told to run here. Within such a session a GPU is always {@code /GPU:0},
   * whatever its number in the machine; its memory is taken as it is needed.
   */
  public ConfigProto sessionConfig() {
    ConfigProto.Builder config = threads();
    if (!isGpu()) {
      return config.putDeviceCount("GPU", 0).build();
    }
    return config
        .setAllowSoftPlacement(true)
        .setGpuOptions(
            GPUOptions.newBuilder()
                .setAllowGrowth(true)
                .setVisibleDeviceList(Integer.toString(gpu)))
        .build();
  }

  /**
   * Whether threads can share the work of one run. They cannot where there is but one processor,
   * and need not where they would only wait for a GPU.
   */
  public boolean sharesRuns() {
    return !isGpu() && PROCESSORS > 1;
  }

  /**
   * How a run of an encoder is told to use threads: those of the pool if they share its work, or
   * only the caller's.
   */
  public RunOptions runOptions() {
    return sharesRuns() ? RunOptions.getDefaultInstance() : ON_CALLER;
  }

  /**
   * As many operations at once as there are processors. What is exported here offers two at nearly
   * every moment, so that two processors need not divide an operation: on a few tokens it is too
   * short to wake a thread for. TensorFlow takes the size of its pools from the first session of
   * the process. Its optimiser finds nothing in a second round over these graphs, and the first run
   * would wait for it.
   */
  static ConfigProto.Builder threads() {
    return ConfigProto.newBuilder()
        .setIntraOpParallelismThreads(Math.max(1, PROCESSORS / 2))
        .setInterOpParallelismThreads(PROCESSORS)
        .setGraphOptions(
            GraphOptions.newBuilder()
                .setRewriteOptions(
                    RewriterConfig.newBuilder()
                        .setMetaOptimizerIterations(RewriterConfig.NumIterationsType.ONE)));
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ComputeDevice that && gpu == that.gpu;
  }

  @Override
  public int hashCode() {
    return Integer.hashCode(gpu);
  }

  @Override
  public String toString() {
    return isGpu() ? "gpu:" + gpu : "cpu";
  }
}
