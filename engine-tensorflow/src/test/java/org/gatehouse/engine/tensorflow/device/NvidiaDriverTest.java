package org.gatehouse.engine.tensorflow.device;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class NvidiaDriverTest {

  private static final DynamicLoader INSTALLED =
      new FakeLoader().install(List.of(NvidiaDriver.LIBRARY));

  private static NvidiaDriver probe(FakeDriver driver) {
    return NvidiaDriver.probe(INSTALLED, () -> driver, null);
  }

  @Test
  void itsGpusAreThoseOfTheProcess() {
    NvidiaDriver driver = probe(FakeDriver.TWO_GPUS);
    assertThat(driver.problem()).isEmpty();
    assertThat(driver.gpus()).containsExactly("NVIDIA A10G", "NVIDIA A10G");
  }

  @Test
  void itsAbsenceIsTold() {
    NvidiaDriver none =
        NvidiaDriver.probe(
            new FakeLoader(),
            () -> {
              throw new AssertionError("there is nothing to call");
            },
            null);
    assertThat(none.gpus()).isEmpty();
    assertThat(none.problem())
        .contains(
            "There is no NVIDIA driver: libcuda.so.1 cannot be opened (libcuda.so.1: cannot open shared object file: No such file or directory). Install the driver of the GPU, or start the container with access to that of its host.");
  }

  @Test
  void aDriverWithoutAGpuSaysSo() {
    assertThat(probe(new FakeDriver(100, 12060, 0)).problem())
        .contains("The NVIDIA driver finds no GPU. nvidia-smi shows what it sees.");
    assertThat(probe(new FakeDriver(0, 12060, 0)).problem())
        .contains("The NVIDIA driver finds no GPU. nvidia-smi shows what it sees.");
  }

  @Test
  void aVariableThatMayHideThemIsNamed() {
    assertThat(NvidiaDriver.probe(INSTALLED, () -> new FakeDriver(100, 12060, 0), "-1").problem())
        .contains(
            "The NVIDIA driver shows no GPU to this process, whose CUDA_VISIBLE_DEVICES is '-1'. Unset it, or name GPUs that nvidia-smi shows.");
  }

  @Test
  void aDriverThatDoesNotStartSaysItsError() {
    assertThat(probe(new FakeDriver(803, 12060, 0)).problem())
        .contains(
            "The NVIDIA driver does not start: cuInit fails with error 803. nvidia-smi may say more.");
  }

  @Test
  void anOldDriverIsRefused() {
    assertThat(probe(new FakeDriver(0, 11040, 1)).problem())
        .contains(
            "The NVIDIA driver is too old: it runs CUDA 11.4 at most, and 12.0 is needed. Install driver 525 or later.");
  }
}
