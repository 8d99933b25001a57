package org.gatehouse.engine.tensorflow.device;

import com.sun.jna.Native;
import com.sun.jna.ptr.PointerByReference;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What NVIDIA's driver says.
 *
 * @param gpus names of the GPUs that this process may use, by number
 * @param problem why there is none, as a sentence or several
 */
record NvidiaDriver(List<String> gpus, Optional<String> problem) {

  /** The driver's library. */
  static final String LIBRARY = "libcuda.so.1";

  private static final int NO_DEVICE = 100;
  private static final int OLDEST_CUDA = 12000;
  private static final int LONGEST_NAME = 256;

  /** Copies the list. */
  NvidiaDriver {
    gpus = List.copyOf(gpus);
  }

  /**
   * Starts the driver and asks it for its GPUs.
   *
   * @param calls the library's functions; called once it is open
   * @param visible the variable {@code CUDA_VISIBLE_DEVICES}, if it is set
   */
  static NvidiaDriver probe(
      DynamicLoader loader, Supplier<DriverCalls> calls, @Nullable String visible) {
    Optional<String> closed = loader.open(LIBRARY);
    if (closed.isPresent()) {
      return without(
          "There is no NVIDIA driver: %s cannot be opened (%s). Install the driver of the GPU, or start the container with access to that of its host."
              .formatted(LIBRARY, closed.get()));
    }
    DriverCalls driver = calls.get();
    int error = driver.cuInit(0);
    if (error != 0 && error != NO_DEVICE) {
      return without(
          "The NVIDIA driver does not start: cuInit fails with %s. nvidia-smi may say more."
              .formatted(name(driver, error)));
    }
    int[] version = new int[1];
    if (error == 0 && driver.cuDriverGetVersion(version) == 0 && version[0] < OLDEST_CUDA) {
      return without(
          "The NVIDIA driver is too old: it runs CUDA %d.%d at most, and 12.0 is needed. Install driver 525 or later."
              .formatted(version[0] / 1000, version[0] % 1000 / 10));
    }
    List<String> gpus = error == 0 ? gpus(driver) : List.of();
    return gpus.isEmpty() ? without(noGpu(visible)) : new NvidiaDriver(gpus, Optional.empty());
  }

  /** The functions of the driver on this machine. */
  static DriverCalls system() {
    return Native.load(LIBRARY, DriverCalls.class);
  }

  private static NvidiaDriver without(String problem) {
    return new NvidiaDriver(List.of(), Optional.of(problem));
  }

  private static String noGpu(@Nullable String visible) {
    return visible == null
        ? "The NVIDIA driver finds no GPU. nvidia-smi shows what it sees."
        : "The NVIDIA driver shows no GPU to this process, whose CUDA_VISIBLE_DEVICES is '%s'. Unset it, or name GPUs that nvidia-smi shows."
            .formatted(visible);
  }

  private static List<String> gpus(DriverCalls driver) {
    int[] count = new int[1];
    if (driver.cuDeviceGetCount(count) != 0) {
      return List.of();
    }
    List<String> names = new ArrayList<>();
    for (int i = 0; i < count[0]; i++) {
      int[] handle = new int[1];
      byte[] name = new byte[LONGEST_NAME];
      boolean named =
          driver.cuDeviceGet(handle, i) == 0
              && driver.cuDeviceGetName(name, name.length, handle[0]) == 0;
      names.add(named ? Native.toString(name, "UTF-8") : "unnamed");
    }
    return names;
  }

  private static String name(DriverCalls driver, int error) {
    PointerByReference name = new PointerByReference();
    boolean named = driver.cuGetErrorName(error, name) == 0 && name.getValue() != null;
    return (named ? name.getValue().getString(0) + ", " : "") + "error " + error;
  }
}
