package org.gatehouse.host.doctor;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.gatehouse.api.GatehouseException;
import org.gatehouse.api.telemetry.ProgressListener;
import org.gatehouse.config.GatehouseConfig;
import org.gatehouse.engine.tensorflow.device.ComputeDevice;
import org.gatehouse.engine.tensorflow.device.Device;
import org.gatehouse.engine.tensorflow.device.Devices;
import org.gatehouse.engine.tensorflow.device.RuntimeDescription;
import org.gatehouse.engine.tensorflow.encoder.Encoder;
import org.gatehouse.engine.tensorflow.encoder.EncoderRegistry;
import org.gatehouse.host.encode.Models;

/**
 * Whether the selected device computes what it should, and how fast: the embedded model runs on it,
 * whichever the gate uses.
 */
final class DeviceChecks {

  /**
   * The largest difference of a component of an embedding of length 1. On a CPU it is below a tenth
   * of this; products rounded to 10 bits of mantissa have relative errors of 5e-4 each.
   */
  private static final double BOUND = 1e-5;

  private static final int COMPARED = 32;

  private DeviceChecks() {}

  static List<Check> of(GatehouseConfig config, ProgressListener progress) {
    Device asked = Models.device(config);
    List<Check> checks = new ArrayList<>();
    ComputeDevice device;
    try {
      device = Devices.resolve(asked);
      checks.add(selected(asked, device));
    } catch (GatehouseException | LinkageError e) {
      return List.of(Check.broken("device", String.valueOf(e.getMessage())));
    }
    try {
      Path model = Models.store(config, progress).resolve(Models.EMBEDDED);
      try (Encoder encoder = EncoderRegistry.ofProcess().acquire(model, device)) {
        checks.add(parity(encoder, device, model));
        checks.add(Check.good("device speed", new Benchmark(encoder).run()));
      }
    } catch (GatehouseException | LinkageError e) {
      // What cannot be read or written has a check of its own; the device may be well.
      checks.add(
          Check.warning(
              "device parity", "%s cannot be run: %s".formatted(Models.EMBEDDED, e.getMessage())));
    }
    return checks;
  }

  private static Check selected(Device asked, ComputeDevice device) {
    RuntimeDescription runtime = Devices.describe();
    String detail =
        asked.toString().equals(device.toString()) ? device.toString() : asked + ": " + device;
    if (asked.kind() == Device.Kind.AUTO && !device.isGpu() && runtime.lack().isPresent()) {
      return Check.warning("device", detail + "\n" + runtime.lack().get());
    }
    return Check.good("device", detail);
  }

  private static Check parity(Encoder encoder, ComputeDevice device, Path model) {
    Reference reference = Reference.read();
    double distance = reference.distance(encoder.encode(reference.text()).representation());
    String found =
        String.format(
            Locale.ROOT, "%s differs from the reference by %.1e", Models.EMBEDDED, distance);
    double worst = distance;
    if (device.isGpu()) {
      double fromCpu = fromCpu(encoder, model);
      found += String.format(Locale.ROOT, ", from the CPU by %.1e", fromCpu);
      worst = Math.max(worst, fromCpu);
    }
    found += String.format(Locale.ROOT, ", at most %.0e allowed", BOUND);
    return worst <= BOUND
        ? Check.good("device parity", found)
        : Check.broken("device parity", found);
  }

  private static double fromCpu(Encoder encoder, Path model) {
    List<String> messages = Benchmark.messages(0, COMPARED);
    try (Encoder cpu = EncoderRegistry.ofProcess().acquire(model, ComputeDevice.CPU)) {
      float[][] here = encoder.represent(messages);
      float[][] there = cpu.represent(messages);
      double largest = 0;
      for (int i = 0; i < here.length; i++) {
        largest = Math.max(largest, Reference.distance(here[i], there[i]));
      }
      return largest;
    }
  }
}
