package org.gatehouse.engine.tensorflow.device;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.net.URL;
import org.junit.jupiter.api.Test;

/** Says something in builds with the profile {@code gpu} only. */
class CudaBundleTest {

  @Test
  void theArtifactHasAllLibraries() {
    assumeThat(NativeBuild.onClassPath()).isEqualTo(NativeBuild.GPU);
    assertThat(CudaBundle.CLASS_PATH.isThere()).isTrue();
    for (CudaPart part : CudaPart.ALL) {
      for (String library : part.libraries()) {
        URL resource = CudaBundle.class.getResource("/org/bytedeco/cuda/linux-x86_64/" + library);
        // That a message names the artifact that is there.
        assertThat(resource)
            .asString()
            .contains("/cuda-12.6-9.5-1.5.11-linux-x86_64-redist.jar!/")
            .endsWith("/" + library);
      }
    }
    assertThat(CudaLibraries.ARTIFACT).contains("12.6-9.5-1.5.11", "linux-x86_64-redist");
  }

  @Test
  void theCpuBuildHasNone() {
    assumeThat(NativeBuild.onClassPath()).isEqualTo(NativeBuild.CPU);
    assertThat(CudaBundle.CLASS_PATH.isThere()).isFalse();
  }
}
