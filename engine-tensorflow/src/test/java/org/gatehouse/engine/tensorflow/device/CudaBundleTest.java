package org.gatehouse.engine.tensorflow.device;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import org.junit.jupiter.api.Test;

/** Says something in builds with the profile {@code gpu} only. */
class CudaBundleTest {

  @Test
  void theArtifactHasAllLibraries() {
    assumeThat(NativeBuild.onClassPath()).isEqualTo(NativeBuild.GPU);
    assertThat(CudaBundle.CLASS_PATH.isThere()).isTrue();
    for (CudaPart part : CudaPart.values()) {
      assertThat(part.libraries())
          .allSatisfy(
              library ->
                  assertThat(
                          CudaBundle.class.getResource(
                              "/org/bytedeco/cuda/linux-x86_64/" + library))
                      .isNotNull());
    }
  }

  @Test
  void theCpuBuildHasNone() {
    assumeThat(NativeBuild.onClassPath()).isEqualTo(NativeBuild.CPU);
    assertThat(CudaBundle.CLASS_PATH.isThere()).isFalse();
  }
}
