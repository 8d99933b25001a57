package org.gatehouse.engine.tensorflow.device;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DeviceTest {

  @ParameterizedTest
  @CsvSource({"auto,auto", "cpu,cpu", "gpu,gpu:0", "gpu:0,gpu:0", "gpu:3,gpu:3"})
  void knownNamesAreRead(String text, String meaning) {
    assertThat(Device.parse(text)).hasToString(meaning);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "GPU", "gpu:", "gpu:-1", "gpu:1000", "cpu:0", "cuda", " cpu"})
  void anythingElseIsRefused(String text) {
    assertThatThrownBy(() -> Device.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("auto, cpu, gpu or gpu:N")
        .hasMessageContaining("'" + text + "'");
  }

  @Test
  void theFirstGpuHasTwoNames() {
    assertThat(Device.parse("gpu")).isEqualTo(Device.parse("gpu:0"));
  }
}
