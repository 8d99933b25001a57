package org.gatehouse.engine.tensorflow.gating;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.ConfigUtil;
import java.nio.file.Path;
import java.util.List;
import java.util.function.UnaryOperator;
import org.gatehouse.api.gating.GatingContext;
import org.gatehouse.engine.tensorflow.device.Device;
import org.gatehouse.engine.tensorflow.device.Devices;
import org.gatehouse.engine.tensorflow.encoder.Encoder;
import org.gatehouse.engine.tensorflow.fixture.TinyGptNeo;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class EncoderSettingsTest {

  @Nested
  class WarmUp {

    @Test
    void isInNobodysWay() {
      Path build = Path.of("target");
      String model = ConfigUtil.quoteString(TinyGptNeo.in(build).toString());
      EncoderSettings settings =
          EncoderSettings.read(
              GateFixture.section(
                  "model-name = " + model + ", engine { device = cpu, hub.offline = true }"));
      GatingContext context =
          GatingContext.builder(build.resolve("cache").toAbsolutePath(), build).build();
      for (int i = 0; i < 2; i++) {
        Encoder closed =
            settings.open(Devices.resolve(Device.CPU), context, UnaryOperator.identity());
        closed.close();
        assertThatThrownBy(() -> closed.represent(List.of("text")))
            .isInstanceOf(IllegalStateException.class);
      }
      try (Encoder open =
          settings.open(Devices.resolve(Device.CPU), context, UnaryOperator.identity())) {
        assertThat(open.represent(List.of("text"))[0]).hasSize(TinyGptNeo.HIDDEN);
      }
    }
  }
}
