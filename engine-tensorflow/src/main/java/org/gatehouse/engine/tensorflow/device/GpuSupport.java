package org.gatehouse.engine.tensorflow.device;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What this process has of all that computing on a GPU takes.
 *
 * @param gpus names of the GPUs, by number
 * @param origins where the libraries of CUDA come from, in words
 * @param lack the first thing that is missing, and what to do, in sentences
 */
record GpuSupport(
    NativeBuild build, List<String> gpus, List<String> origins, Optional<String> lack) {

  private static @Nullable GpuSupport process;

  /** Copies the lists. */
  GpuSupport {
    gpus = List.copyOf(gpus);
    origins = List.copyOf(origins);
  }

  /** That of this process; the first call opens the driver and the libraries of CUDA. */
  static synchronized GpuSupport ofProcess() {
    GpuSupport present = process;
    if (present == null) {
      present = find();
      process = present;
    }
    return present;
  }

  private static GpuSupport find() {
    NativeBuild build = NativeBuild.onClassPath();
    if (build != NativeBuild.GPU) {
      return without(
          build,
          "TensorFlow's native library on the class path is not the GPU build but this: %s. Put org.tensorflow:tensorflow-core-native with classifier linux-x86_64-gpu in its place (Maven profile gpu)."
              .formatted(build));
    }
    try {
      SystemLoader loader = new SystemLoader();
      return of(
          NvidiaDriver.probe(loader, NvidiaDriver::system, System.getenv("CUDA_VISIBLE_DEVICES")),
          loader,
          CudaBundle.CLASS_PATH);
    } catch (LinkageError e) {
      return without(build, "Native libraries cannot be opened: " + e.getMessage() + ".");
    }
  }

  /** Opens the libraries of CUDA, unless there is nothing to use them on. */
  static GpuSupport of(NvidiaDriver driver, DynamicLoader loader, CudaBundle bundle) {
    if (driver.problem().isPresent()) {
      return without(NativeBuild.GPU, driver.problem().get());
    }
    CudaLibraries libraries = CudaLibraries.open(loader, bundle);
    return new GpuSupport(
        NativeBuild.GPU, driver.gpus(), libraries.origins(), lack(libraries.missing()));
  }

  private static GpuSupport without(NativeBuild build, String lack) {
    return new GpuSupport(build, List.of(), List.of(), Optional.of(lack));
  }

  private static Optional<String> lack(List<String> missing) {
    return missing.isEmpty()
        ? Optional.empty()
        : Optional.of(
            "These libraries of CUDA 12 and cuDNN 9 cannot be opened: %s. Put the artifact %s on the class path (Maven profile gpu), or both where the system finds them (ldconfig, LD_LIBRARY_PATH)."
                .formatted(String.join(", ", missing), CudaLibraries.ARTIFACT));
  }

  /** What is missing for this GPU, in sentences, or nothing. */
  Optional<String> lackOf(int gpu) {
    if (lack.isPresent() || gpu < gpus.size()) {
      return lack;
    }
    return Optional.of(
        "There is no GPU of that number, only %s (numbers are those within CUDA_VISIBLE_DEVICES, if it is set)."
            .formatted(String.join(", ", names())));
  }

  /** The GPUs with their numbers and names. */
  List<String> names() {
    List<String> names = new ArrayList<>();
    for (int i = 0; i < gpus.size(); i++) {
      names.add("gpu:%d (%s)".formatted(i, gpus.get(i)));
    }
    return names;
  }
}
