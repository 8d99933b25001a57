package org.gatehouse.engine.tensorflow.device;

import org.tensorflow.proto.ConfigProto;
import org.tensorflow.proto.GPUOptions;

/** A device that is there, and that sessions are opened on: {@code cpu} or {@code gpu:N}. */
public final class ComputeDevice {

  /** The CPU, which is always there. */
  public static final ComputeDevice CPU = new ComputeDevice(-1);

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
    if (!isGpu()) {
      return ConfigProto.newBuilder().putDeviceCount("GPU", 0).build();
    }
    return ConfigProto.newBuilder()
        .setAllowSoftPlacement(true)
        .setGpuOptions(
            GPUOptions.newBuilder()
                .setAllowGrowth(true)
                .setVisibleDeviceList(Integer.toString(gpu)))
        .build();
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
