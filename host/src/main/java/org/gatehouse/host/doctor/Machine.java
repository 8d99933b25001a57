package org.gatehouse.host.doctor;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.gatehouse.api.GatehouseException;
import org.gatehouse.engine.tensorflow.device.Devices;
import org.gatehouse.engine.tensorflow.device.RuntimeDescription;

/** What this process runs on. */
final class Machine {

  private static final double BYTES_PER_GIB = 1 << 30;

  private Machine() {}

  static List<Check> checks() {
    return List.of(java(), system(), memory(), tensorFlow());
  }

  private static Check java() {
    return Check.good(
        "java",
        System.getProperty("java.version")
            + " of "
            + System.getProperty("java.vendor")
            + " in "
            + System.getProperty("java.home"));
  }

  private static Check system() {
    return Check.good(
        "system",
        System.getProperty("os.name")
            + " "
            + System.getProperty("os.version")
            + " on "
            + System.getProperty("os.arch")
            + ", processors: "
            + Runtime.getRuntime().availableProcessors());
  }

  private static Check memory() {
    long total =
        ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getTotalMemorySize();
    return Check.good(
        "memory",
        String.format(
            Locale.ROOT,
            "%.1f GiB, of which Java's heap may take %.1f; models live outside of the heap",
            total / BYTES_PER_GIB,
            Runtime.getRuntime().maxMemory() / BYTES_PER_GIB));
  }

  private static Check tensorFlow() {
    try {
      RuntimeDescription runtime = Devices.describe();
      return Check.good(
          "tensorflow",
          runtime.version()
              + ", "
              + runtime.nativeBuild()
              + ", devices: "
              + Stream.concat(Stream.of("cpu"), runtime.gpus().stream())
                  .collect(Collectors.joining(", "))
              + (runtime.libraries().isEmpty()
                  ? ""
                  : "; libraries: " + String.join(", ", runtime.libraries())));
    } catch (GatehouseException | LinkageError e) {
      return Check.warning("tensorflow", String.valueOf(e.getMessage()));
    }
  }
}
