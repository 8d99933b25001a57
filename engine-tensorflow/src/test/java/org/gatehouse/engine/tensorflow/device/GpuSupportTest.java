package org.gatehouse.engine.tensorflow.device;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class GpuSupportTest {

  private static final NvidiaDriver TWO_GPUS =
      new NvidiaDriver(List.of("A10G", "T4"), Optional.empty());

  private final FakeLoader loader = new FakeLoader();

  @Test
  void withDriverAndLibrariesNothingIsMissing() {
    GpuSupport support = GpuSupport.of(TWO_GPUS, loader, FakeBundle.PRESENT);
    assertThat(support.lackOf(0)).isEmpty();
    assertThat(support.lackOf(1)).isEmpty();
    assertThat(support.names()).containsExactly("gpu:0 (A10G)", "gpu:1 (T4)");
    assertThat(support.origins())
        .containsExactly("CUDA 12 from the class path", "cuDNN 9 from the class path");
  }

  @Test
  void withoutADriverNoLibraryIsOpened() {
    NvidiaDriver none = new NvidiaDriver(List.of(), Optional.of("There is no driver."));
    GpuSupport support = GpuSupport.of(none, loader, FakeBundle.PRESENT);
    assertThat(support.lackOf(0)).contains("There is no driver.");
    assertThat(loader.open()).isEmpty();
  }

  @Test
  void librariesThatCannotBeOpenedAreNamedWithTheArtifactThatHasThem() {
    loader.install(CudaPart.CUDA.openedByName());
    assertThat(GpuSupport.of(TWO_GPUS, loader, FakeBundle.ABSENT).lackOf(5))
        .contains(
            "These libraries of CUDA 12 and cuDNN 9 cannot be opened: libcudnn.so.9. Put the artifact org.bytedeco:cuda:12.6-9.5-1.5.11 with classifier linux-x86_64-redist on the class path (Maven profile gpu), or both where the system finds them (ldconfig, LD_LIBRARY_PATH).");
  }

  @Test
  void aNumberBeyondTheLastIsMissing() {
    assertThat(GpuSupport.of(TWO_GPUS, loader, FakeBundle.PRESENT).lackOf(2))
        .contains(
            "There is no GPU of that number, only gpu:0 (A10G), gpu:1 (T4) (numbers are those within CUDA_VISIBLE_DEVICES, if it is set).");
  }
}
