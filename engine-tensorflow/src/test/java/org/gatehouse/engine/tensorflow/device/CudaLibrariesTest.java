package org.gatehouse.engine.tensorflow.device;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class CudaLibrariesTest {

  private static final List<String> BUNDLED =
      List.of(
          "/bundle/libnvJitLink.so.12",
          "/bundle/libcudart.so.12",
          "/bundle/libcublasLt.so.12",
          "/bundle/libcublas.so.12",
          "/bundle/libcufft.so.11",
          "/bundle/libcusparse.so.12",
          "/bundle/libcusolver.so.11");

  private static final List<String> BUNDLED_CUDNN =
      List.of(
          "/bundle/libcudnn_graph.so.9",
          "/bundle/libcudnn_ops.so.9",
          "/bundle/libcudnn_cnn.so.9",
          "/bundle/libcudnn_adv.so.9",
          "/bundle/libcudnn_heuristic.so.9",
          "/bundle/libcudnn_engines_precompiled.so.9",
          "/bundle/libcudnn_engines_runtime_compiled.so.9",
          "/bundle/libcudnn.so.9");

  private final FakeLoader loader = new FakeLoader();

  @Test
  void theSystemsComeFirst() {
    loader.install(CudaPart.CUDA.openedByName()).install(CudaPart.CUDNN.openedByName());
    CudaLibraries libraries = CudaLibraries.open(loader, FakeBundle.PRESENT);
    assertThat(libraries.missing()).isEmpty();
    assertThat(libraries.origins())
        .containsExactly("CUDA 12 of the system", "cuDNN 9 of the system");
    assertThat(loader.open())
        .containsExactly(
            "libcudart.so.12",
            "libcublasLt.so.12",
            "libcublas.so.12",
            "libcufft.so.11",
            "libcusparse.so.12",
            "libcusolver.so.11",
            "libcudnn.so.9");
  }

  @Test
  void withoutThemThoseOfTheBundleAreOpenedEachAfterThoseItNeeds() {
    CudaLibraries libraries = CudaLibraries.open(loader, FakeBundle.PRESENT);
    assertThat(libraries.missing()).isEmpty();
    assertThat(libraries.origins())
        .containsExactly("CUDA 12 from the class path", "cuDNN 9 from the class path");
    assertThat(loader.open()).startsWith(BUNDLED.toArray(String[]::new));
    assertThat(loader.open()).endsWith(BUNDLED_CUDNN.toArray(String[]::new)).hasSize(15);
  }

  @Test
  void aSystemWithPartOfCudaIsLeftAlone() {
    loader.install(List.of("libcudart.so.12", "libcublasLt.so.12", "libcusparse.so.12"));
    CudaLibraries.open(loader, FakeBundle.PRESENT);
    assertThat(loader.open()).hasSize(15).allMatch(name -> name.startsWith("/bundle/"));
  }

  @Test
  void aSystemWithoutCudnnGetsThatOfTheBundle() {
    loader.install(CudaPart.CUDA.openedByName());
    CudaLibraries libraries = CudaLibraries.open(loader, FakeBundle.PRESENT);
    assertThat(libraries.missing()).isEmpty();
    assertThat(libraries.origins())
        .containsExactly("CUDA 12 of the system", "cuDNN 9 from the class path");
    assertThat(loader.open()).hasSize(14).endsWith(BUNDLED_CUDNN.toArray(String[]::new));
  }

  @Test
  void cudnnOfAnotherCudaIsNotUsedWithThatOfTheBundle() {
    loader.install(CudaPart.CUDNN.openedByName());
    assertThat(CudaLibraries.open(loader, FakeBundle.PRESENT).origins())
        .containsExactly("CUDA 12 from the class path", "cuDNN 9 from the class path");
  }

  @Test
  void withNeitherEveryLibraryThatTensorFlowOpensIsNamed() {
    loader.install(List.of("libcudart.so.12"));
    CudaLibraries libraries = CudaLibraries.open(loader, FakeBundle.ABSENT);
    assertThat(libraries.origins()).isEmpty();
    assertThat(libraries.missing())
        .containsExactly(
            "libcublasLt.so.12",
            "libcublas.so.12",
            "libcufft.so.11",
            "libcusparse.so.12",
            "libcusolver.so.11",
            "libcudnn.so.9");
    assertThat(loader.open()).isEmpty();
  }

  @Test
  void whatCannotBeExtractedIsNamedWithTheReason() {
    assertThat(CudaLibraries.open(loader, FakeBundle.fullAt("libcufft.so.11")).missing())
        .containsExactly("libcufft.so.11 (No space left on device)");
  }
}
