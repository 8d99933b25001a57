package org.gatehouse.host.doctor;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import org.gatehouse.api.GatehouseException;
import org.gatehouse.api.config.ConfigurationException;
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
  private static final String PARITY = "device parity";
  private static final String SPEED = "device speed";

  private DeviceChecks() {}

  static List<Check> of(GatehouseConfig config, ProgressListener progress) {
    Device asked;
    try {
      asked = Models.device(config);
    } catch (ConfigurationException e) {
      return List.of(Check.broken("device", String.valueOf(e.getMessage())));
    }
    try {
      ComputeDevice device = Devices.resolve(asked);
      List<Check> checks = new ArrayList<>();
      checks.add(selected(asked, device));
      checks.addAll(computed(config, device, progress));
      return checks;
    } catch (GatehouseException | LinkageError e) {
      String reason = String.valueOf(e.getMessage());
      // A gate may do without TensorFlow. One that does not has a check of its own.
      return List.of(
          asked.kind() == Device.Kind.GPU
              ? Check.broken("device", reason)
              : Check.warning("device", reason));
    }
  }

  private static List<Check> computed(
      GatehouseConfig config, ComputeDevice device, ProgressListener progress) {
    Path model;
    try {
      model = Models.store(config, progress).resolve(Models.EMBEDDED);
    } catch (GatehouseException e) {
      // What cannot be read or written has a check of its own; the device may be well.
      return List.of(
          Check.warning(
              PARITY, "%s is not to be had: %s".formatted(Models.EMBEDDED, e.getMessage())));
    }
    try (Encoder encoder = EncoderRegistry.ofProcess().acquire(model, device)) {
      return List.of(
          tried(PARITY, () -> parity(encoder, device, model)),
          tried(SPEED, () -> Check.good(SPEED, new Benchmark(encoder).run())));
    } catch (GatehouseException e) {
      return List.of(Check.broken(PARITY, String.valueOf(e.getMessage())));
    }
  }

  private static Check tried(String name, Supplier<Check> check) {
    try {
      return check.get();
    } catch (GatehouseException e) {
      return Check.broken(name, String.valueOf(e.getMessage()));
    }
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
    return worst <= BOUND ? Check.good(PARITY, found) : Check.broken(PARITY, found);
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
