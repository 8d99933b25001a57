package org.gatehouse.engine.tensorflow.device;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.gatehouse.engine.tensorflow.EngineException;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class DevicesTest {

  private static final List<String> NO_GPU = List.of("CPU:0");
  private static final List<String> ONE_GPU = List.of("CPU:0", "GPU:0");

  @Nested
  class Choice {

    @Test
    void autoTakesTheGpuIfThereIsOne() {
      assertThat(Devices.choose(Device.AUTO, ONE_GPU, NativeBuild.GPU)).hasToString("gpu:0");
    }

    @Test
    void autoFallsBackToTheCpu() {
      assertThat(Devices.choose(Device.AUTO, NO_GPU, NativeBuild.CPU)).isEqualTo(ComputeDevice.CPU);
    }

    @Test
    void aGpuKeepsItsNumber() {
      assertThat(Devices.choose(Device.parse("gpu:2"), ONE_GPU, NativeBuild.GPU))
          .hasToString("gpu:2");
    }

    @Test
    void aGpuWithTheCpuBuildNamesTheArtifactToSwap() {
      assertThatThrownBy(() -> Devices.choose(Device.parse("gpu"), NO_GPU, NativeBuild.CPU))
          .isInstanceOf(EngineException.class)
          .hasMessage(
              "Device gpu:0 is asked for, but TensorFlow sees only CPU:0. Native library on the class path: CPU build. A GPU needs the GPU build: the artifact org.tensorflow:tensorflow-core-native with classifier linux-x86_64-gpu in place of the present one (Maven profile gpu). To go on without a GPU, set the device to cpu or auto.");
    }

    @Test
    void aMissingGpuWithTheGpuBuildNamesDriverAndLibraries() {
      assertThatThrownBy(() -> Devices.choose(Device.parse("gpu:1"), NO_GPU, NativeBuild.GPU))
          .isInstanceOf(EngineException.class)
          .hasMessageContaining("gpu:1")
          .hasMessageContaining("nvidia-smi")
          .hasMessageContaining("LD_LIBRARY_PATH");
    }
  }

  @Nested
  class InThisProcess {

    @Test
    void theCpuIsAlwaysThere() {
      assertThat(Devices.resolve(Device.CPU)).isEqualTo(ComputeDevice.CPU);
    }

    @Test
    void theDescriptionNamesVersionBuildAndDevices() {
      RuntimeDescription description = Devices.describe();
      assertThat(description.version()).matches("\\d+\\.\\d+\\.\\d+");
      assertThat(description.nativeBuild()).isIn("CPU build", "GPU build");
      assertThat(description.devices()).contains("CPU:0");
    }

    @Test
    void aGpuNumberBeyondTheLastIsRefused() {
      assertThatThrownBy(() -> Devices.resolve(Device.parse("gpu:999")))
          .isInstanceOf(EngineException.class)
          .hasMessageContaining("gpu:999");
    }
  }

  @Nested
  class SessionConfig {

    @Test
    void theCpuHidesEveryGpu() {
      assertThat(ComputeDevice.CPU.sessionConfig().getDeviceCountMap()).containsEntry("GPU", 0);
    }

    @Test
    void aGpuIsTheOnlyOneSeenAndItsMemoryGrows() {
      var options = ComputeDevice.gpu(2).sessionConfig().getGpuOptions();
      assertThat(options.getVisibleDeviceList()).isEqualTo("2");
      assertThat(options.getAllowGrowth()).isTrue();
    }
  }
}
