package org.gatehouse.host.replay.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.gatehouse.host.replay.statistics.Interval;
import org.junit.jupiter.api.Test;

final class ScaleTest {

  private static final Interval NONE = new Interval(Double.NaN, Double.NaN);

  @Test
  void sharesStandBetweenRandomAndTheBestFixedChoice() {
    Scale scale = new Scale(-1, 3);
    assertThat(scale.draw(1, new Interval(0, 2)).markup())
        .contains("<circle cy=\"50%\" r=\"4.5\" cx=\"50.00%\"/>")
        .contains("x1=\"25.00%\" x2=\"75.00%\"/>");
  }

  @Test
  void whatIsBeyondTheScaleIsAnArrow() {
    assertThat(new Scale(0, 1).draw(2, NONE).markup()).contains("→").doesNotContain("circle");
    assertThat(new Scale(0, 1).draw(Double.NaN, NONE).markup()).doesNotContain("→", "circle");
  }

  @Test
  void oneOddShareDoesNotPressTheOthersTogether() {
    Scale scale = Scale.of(List.of(0.0, 1.0, -20.0, 40.0, Double.NaN));
    assertThat(scale.low()).isBetween(-1.5, -1.0);
    assertThat(scale.high()).isBetween(3.0, 3.5);
  }
}
