package org.gatehouse.engine.tensorflow.device;

import com.sun.jna.ptr.PointerByReference;
import java.nio.charset.StandardCharsets;

/** A driver of some GPUs, all of a kind. */
record FakeDriver(int init, int version, int gpus) implements DriverCalls {

  static final FakeDriver TWO_GPUS = new FakeDriver(0, 12060, 2);

  @Override
  public int cuInit(int flags) {
    return init;
  }

  @Override
  public int cuDriverGetVersion(int[] result) {
    result[0] = version;
    return 0;
  }

  @Override
  public int cuDeviceGetCount(int[] count) {
    count[0] = gpus;
    return 0;
  }

  @Override
  public int cuDeviceGet(int[] handle, int number) {
    handle[0] = number;
    return 0;
  }

  @Override
  public int cuDeviceGetName(byte[] name, int length, int handle) {
    byte[] bytes = "NVIDIA A10G".getBytes(StandardCharsets.UTF_8);
    System.arraycopy(bytes, 0, name, 0, bytes.length);
    return 0;
  }

  @Override
  public int cuGetErrorName(int error, PointerByReference name) {
    return error;
  }
}
