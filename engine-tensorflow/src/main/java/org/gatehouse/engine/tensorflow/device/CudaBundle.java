package org.gatehouse.engine.tensorflow.device;

import java.io.IOException;
import java.net.URL;
import java.nio.file.Path;
import org.bytedeco.javacpp.Loader;
import org.jspecify.annotations.Nullable;

/** Libraries of CUDA that come with the program. */
interface CudaBundle {

  /** The artifact with the libraries, on the class path. */
  CudaBundle CLASS_PATH =
      new CudaBundle() {
        @Override
        public boolean isThere() {
          return resource(CudaPart.CUDA.libraries().get(0)) != null;
        }

        @Override
        public Path file(String library) throws IOException {
          @Nullable URL resource = resource(library);
          if (resource == null) {
            throw new IOException("it is not in the artifact");
          }
          return Loader.cacheResource(resource).toPath();
        }

        private @Nullable URL resource(String library) {
          return CudaBundle.class
              .getClassLoader()
              .getResource("org/bytedeco/cuda/linux-x86_64/" + library);
        }
      };

  /** Whether there are any. */
  boolean isThere();

  /**
   * A library as a file, all in one folder.
   *
   * @throws IOException if it is not there, or cannot be written to the folder
   */
  Path file(String library) throws IOException;
}
