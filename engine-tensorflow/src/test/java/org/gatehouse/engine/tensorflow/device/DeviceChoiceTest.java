package org.gatehouse.engine.tensorflow.device;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.gatehouse.engine.tensorflow.EngineException;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class DeviceChoiceTest {

  private static final String NO_DRIVER = "There is no NVIDIA driver.";

  private final List<String> warnings = new ArrayList<>();
  private List<String> visible = List.of("CPU:0", "GPU:0");

  private DeviceChoice choice(GpuSupport support) {
    return new DeviceChoice(() -> support, device -> visible, warnings::add);
  }

  private static GpuSupport lacking(NativeBuild build, String lack) {
    return new GpuSupport(build, List.of(), List.of(), Optional.of(lack));
  }

  private static GpuSupport gpus(String... names) {
    return new GpuSupport(NativeBuild.GPU, List.of(names), List.of(), Optional.empty());
  }

  @Nested
  class Auto {

    @Test
    void isTheFirstGpu() {
      assertThat(choice(gpus("A10G", "T4")).resolve(Device.AUTO)).hasToString("gpu:0");
      assertThat(warnings).isEmpty();
    }

    @Test
    void isTheCpuAndSaysWhyOnceWhereTheGpuBuildIs() {
      DeviceChoice choice = choice(lacking(NativeBuild.GPU, NO_DRIVER));
      assertThat(choice.resolve(Device.AUTO)).isEqualTo(ComputeDevice.CPU);
      assertThat(choice.resolve(Device.AUTO)).isEqualTo(ComputeDevice.CPU);
      assertThat(warnings)
          .containsExactly(
              "Computing on the CPU, although this is TensorFlow's GPU build. There is no NVIDIA driver. To silence this, set the device to cpu.");
    }

    @Test
    void isTheCpuWithoutAWordWhereTheCpuBuildIs() {
      DeviceChoice choice = choice(lacking(NativeBuild.CPU, "It is the CPU build."));
      assertThat(choice.resolve(Device.AUTO)).isEqualTo(ComputeDevice.CPU);
      assertThat(warnings).isEmpty();
    }

    @Test
    void isTheCpuWhereTensorFlowDoesNotTakeTheGpu() {
      visible = List.of("CPU:0");
      DeviceChoice choice = choice(gpus("K80"));
      assertThat(choice.resolve(Device.AUTO)).isEqualTo(ComputeDevice.CPU);
      assertThat(choice.refusal().orElseThrow())
          .startsWith("TensorFlow does not take gpu:0 (K80);");
      assertThat(warnings)
          .containsExactly(
              "Computing on the CPU, although this is TensorFlow's GPU build. TensorFlow does not take gpu:0 (K80); with TF_CPP_MIN_LOG_LEVEL=0 in the environment it says why. To silence this, set the device to cpu.");
    }

    @Test
    void isTheGpuThatTheProcessHas() {
      DeviceChoice choice = choice(gpus("A10G", "T4"));
      choice.resolve(Device.parse("gpu:1"));
      assertThat(choice.resolve(Device.AUTO)).hasToString("gpu:1");
    }
  }

  @Nested
  class Gpu {

    @Test
    void keepsItsNumber() {
      assertThat(choice(gpus("A10G", "T4")).resolve(Device.parse("gpu:1"))).hasToString("gpu:1");
    }

    @Test
    void thatCannotBeHadIsRefusedWithWhatIsMissing() {
      assertThatThrownBy(
              () -> choice(lacking(NativeBuild.GPU, NO_DRIVER)).resolve(Device.parse("gpu")))
          .isInstanceOf(EngineException.class)
          .hasMessage(
              "Device gpu:0 is asked for, but cannot be had. There is no NVIDIA driver. To go on without a GPU, set the device to cpu or auto.");
      assertThat(warnings).isEmpty();
    }

    @Test
    void ofANumberBeyondTheLastIsRefusedWithThoseThatAreThere() {
      assertThatThrownBy(() -> choice(gpus("A10G", "T4")).resolve(Device.parse("gpu:2")))
          .isInstanceOf(EngineException.class)
          .hasMessage(
              "Device gpu:2 is asked for, but cannot be had. There is no GPU of that number, only gpu:0 (A10G), gpu:1 (T4) (numbers are those within CUDA_VISIBLE_DEVICES, if it is set). To go on without a GPU, set the device to cpu or auto.");
    }

    @Test
    void isTheOnlyOneOfItsProcess() {
      DeviceChoice choice = choice(gpus("A10G", "T4"));
      choice.resolve(Device.AUTO);
      assertThat(choice.resolve(Device.parse("gpu"))).hasToString("gpu:0");
      assertThat(choice.resolve(Device.CPU)).isEqualTo(ComputeDevice.CPU);
      assertThatThrownBy(() -> choice.resolve(Device.parse("gpu:1")))
          .isInstanceOf(EngineException.class)
          .hasMessage(
              "Device gpu:1 is asked for, but this process computes on gpu:0, and TensorFlow takes one GPU a process. Use that one, or a process for each.");
    }

    @Test
    void thatTensorFlowRefusesIsRefusedInItsWords() {
      DeviceChoice choice =
          new DeviceChoice(
              () -> gpus("A10G"),
              device -> {
                throw new EngineException("TensorFlow cannot list its devices: out of memory");
              },
              warnings::add);
      assertThatThrownBy(() -> choice.resolve(Device.parse("gpu")))
          .hasMessageContaining("TensorFlow cannot list its devices: out of memory. To go on");
    }
  }
}
