package org.gatehouse.engine.tensorflow.device;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import org.gatehouse.engine.tensorflow.EngineException;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class DevicesTest {

  @Nested
  class InThisProcess {

    @Test
    void theCpuIsAlwaysThere() {
      assertThat(Devices.resolve(Device.CPU)).isEqualTo(ComputeDevice.CPU);
    }

    @Test
    void theDescriptionNamesVersionAndBuild() {
      RuntimeDescription description = Devices.describe();
      assertThat(description.version()).matches("\\d+\\.\\d+\\.\\d+");
      assertThat(description.nativeBuild()).isIn("CPU build", "GPU build");
    }

    @Test
    void theCpuBuildIsNotToBlameForHavingNoGpu() {
      assumeThat(NativeBuild.onClassPath()).isEqualTo(NativeBuild.CPU);
      assertThat(Devices.describe().gpus()).isEmpty();
      assertThat(Devices.describe().lack()).isEmpty();
      assertThat(Devices.resolve(Device.AUTO)).isEqualTo(ComputeDevice.CPU);
    }

    @Test
    void aGpuWithTheCpuBuildNamesTheArtifactToSwap() {
      assumeThat(NativeBuild.onClassPath()).isEqualTo(NativeBuild.CPU);
      assertThatThrownBy(() -> Devices.resolve(Device.parse("gpu")))
          .isInstanceOf(EngineException.class)
          .hasMessage(
              "Device gpu:0 is asked for, but cannot be had. TensorFlow's native library on the class path is not the GPU build but this: CPU build. Put org.tensorflow:tensorflow-core-native with classifier linux-x86_64-gpu in its place (Maven profile gpu). To go on without a GPU, set the device to cpu or auto.");
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
