package org.gatehouse.engine.tensorflow.device;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * The libraries of CUDA that are open in this process. TensorFlow opens them by their file names,
 * which finds what is open already, wherever it was opened from.
 *
 * @param origins where each part comes from, in words
 * @param missing the libraries that cannot be opened, with the reason where that is not plain
 */
record CudaLibraries(List<String> origins, List<String> missing) {

  /** What has them all. */
  static final String ARTIFACT =
      "org.bytedeco:cuda:12.6-9.5-1.5.11 with classifier linux-x86_64-redist";

  private static final String NO_FILE = "No such file or directory";

  /** Copies the lists. */
  CudaLibraries {
    origins = List.copyOf(origins);
    missing = List.copyOf(missing);
  }

  /**
   * Opens each part: that of the system if it is whole and nothing is the bundle's yet, or else
   * that of the bundle. This must happen before TensorFlow's native library is loaded, which
   * registers its kernels with CUDA.
   */
  static CudaLibraries open(DynamicLoader loader, CudaBundle bundle) {
    List<String> origins = new ArrayList<>();
    List<String> missing = new ArrayList<>();
    boolean bundled = false;
    for (CudaPart part : CudaPart.ALL) {
      List<String> failures = bundled ? List.of() : openSystems(part, loader);
      if (!bundled && failures.isEmpty()) {
        origins.add(part.name() + " of the system");
        continue;
      }
      bundled = bundle.isThere();
      if (bundled) {
        failures = openBundled(part, loader, bundle);
        if (failures.isEmpty()) {
          origins.add(part.name() + " from the class path");
        }
      }
      missing.addAll(failures);
    }
    return new CudaLibraries(origins, missing);
  }

  /** Opens all or, if that fails, none, and returns what cannot be opened. */
  private static List<String> openSystems(CudaPart part, DynamicLoader loader) {
    List<String> open = new ArrayList<>();
    List<String> failures = new ArrayList<>();
    for (String library : part.openedByName()) {
      Optional<String> problem = loader.open(library);
      if (problem.isPresent()) {
        failures.add(failure(library, problem.get()));
      } else {
        open.add(library);
      }
    }
    if (!failures.isEmpty()) {
      Collections.reverse(open);
      open.forEach(loader::close);
    }
    return failures;
  }

  private static List<String> openBundled(CudaPart part, DynamicLoader loader, CudaBundle bundle) {
    List<String> failures = new ArrayList<>();
    for (String library : part.libraries()) {
      try {
        loader
            .open(bundle.file(library).toString())
            .ifPresent(problem -> failures.add(failure(library, problem)));
      } catch (IOException e) {
        failures.add(failure(library, String.valueOf(e.getMessage())));
      }
    }
    return failures;
  }

  private static String failure(String library, String problem) {
    // That of a missing library says its name again; that of a library which lacks another does
    // not.
    return problem.startsWith(library) && problem.endsWith(NO_FILE)
        ? library
        : library + " (" + problem + ")";
  }
}
