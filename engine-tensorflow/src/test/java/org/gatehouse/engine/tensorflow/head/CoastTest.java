package org.gatehouse.engine.tensorflow.head;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CoastTest {

  @ParameterizedTest
  @ValueSource(floats = {0, 1e-30f, 0.5f, 0.9f, 0.99f, 0.9999f})
  void isTheSumOfItsSteps(float momentum) {
    Coast coast = new Coast(0.3f, momentum);
    double velocity = 1;
    double moved = 0;
    for (int step = 0; step <= 2000; step++) {
      assertThat(coast.decay(step)).isCloseTo(velocity, within(1e-12 * velocity));
      assertThat(coast.drift(step)).isCloseTo(moved, within(1e-12 * moved));
      velocity *= momentum;
      moved += (double) 0.3f * velocity;
    }
  }

  @ParameterizedTest
  @ValueSource(floats = {1e-30f, 0.001f, 0.5f, 0.9f, 0.99f, 0.9999f, 0.99999994f})
  void endsWithTheFirstStepThatLeavesLessThanTwoToTheMinusForty(float momentum) {
    Coast coast = new Coast(1, momentum);
    long steps = coast.lifetime();
    assertThat(coast.decay(steps)).isLessThan(0x1p-40);
    assertThat(coast.decay(steps - 1)).isGreaterThanOrEqualTo(0x1p-40);
  }

  @Test
  void endsAtOnceWithoutMomentum() {
    assertThat(new Coast(1, 0).lifetime()).isEqualTo(1);
    assertThat(new Coast(1, 0).drift(1)).isZero();
    assertThat(new Coast(1, 0.9f).lifetime()).isEqualTo(264);
  }
}
