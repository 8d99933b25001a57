package org.gatehouse.engine.tensorflow.device;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.gatehouse.engine.tensorflow.EngineException;

/**
 * What each device that is asked for stands for in a process. TensorFlow numbers the GPUs of a
 * session from 0 and remembers which one is 0 as long as the process lives, so there is one GPU at
 * most. Thread-safe.
 */
final class DeviceChoice {

  private static final String WAY_OUT = " To go on without a GPU, set the device to cpu or auto.";

  private final Supplier<GpuSupport> support;
  private final Function<ComputeDevice, List<String>> visible;
  private final Consumer<String> warning;

  private Optional<Integer> taken = Optional.empty();
  private Optional<String> refusal = Optional.empty();
  private boolean warned;

  /**
   * Creates a process's choice.
   *
   * @param visible names of the devices that TensorFlow gives to a session on a device
   * @param warning hears once why there is no GPU where one could be expected
   */
  DeviceChoice(
      Supplier<GpuSupport> support,
      Function<ComputeDevice, List<String>> visible,
      Consumer<String> warning) {
    this.support = support;
    this.visible = visible;
    this.warning = warning;
  }

  synchronized ComputeDevice resolve(Device asked) {
    return switch (asked.kind()) {
      case CPU -> ComputeDevice.CPU;
      case AUTO -> auto();
      case GPU -> gpu(asked);
    };
  }

  private ComputeDevice auto() {
    int index = taken.orElse(0);
    Optional<String> lack = lack(index);
    if (lack.isEmpty()) {
      return ComputeDevice.gpu(index);
    }
    if (!warned && support.get().build() == NativeBuild.GPU) {
      warned = true;
      warning.accept(
          "Computing on the CPU, although this is TensorFlow's GPU build. "
              + lack.get()
              + " To silence this, set the device to cpu.");
    }
    return ComputeDevice.CPU;
  }

  private ComputeDevice gpu(Device asked) {
    if (taken.isPresent() && taken.get() != asked.index()) {
      throw new EngineException(
          "Device %s is asked for, but this process computes on gpu:%d, and TensorFlow takes one GPU a process. Use that one, or a process for each."
              .formatted(asked, taken.get()));
    }
    lack(asked.index())
        .ifPresent(
            lack -> {
              throw new EngineException(
                  "Device " + asked + " is asked for, but cannot be had. " + lack + WAY_OUT);
            });
    return ComputeDevice.gpu(asked.index());
  }

  /** What is missing for this GPU; if nothing is, it is taken. */
  private Optional<String> lack(int index) {
    if (taken.isPresent()) {
      return Optional.empty();
    }
    Optional<String> lack = support.get().lackOf(index);
    if (lack.isPresent()) {
      return lack;
    }
    refusal = tryOut(index);
    if (refusal.isPresent()) {
      return refusal;
    }
    taken = Optional.of(index);
    return Optional.empty();
  }

  private Optional<String> tryOut(int index) {
    try {
      List<String> names = visible.apply(ComputeDevice.gpu(index));
      return names.stream().anyMatch(name -> name.startsWith("GPU:"))
          ? Optional.empty()
          : Optional.of(
              "TensorFlow does not take %s; with TF_CPP_MIN_LOG_LEVEL=0 in the environment it says why."
                  .formatted(support.get().names().get(index)));
    } catch (EngineException e) {
      return Optional.of(e.getMessage() + ".");
    }
  }

  /** Why TensorFlow did not take the last GPU that was asked for, in sentences, if it did not. */
  synchronized Optional<String> refusal() {
    return refusal;
  }
}
