package org.gatehouse.host.replay.page;

import static org.assertj.core.api.Assertions.assertThat;

import org.gatehouse.host.replay.report.Report;
import org.gatehouse.host.replay.report.Rewards;
import org.junit.jupiter.api.Test;

final class CourseTest {

  private static final Report RUN = Pages.run("one", "x", 7, 0.5);

  @Test
  void sumsUpToTheEndsOfWindows() {
    assertThat(Course.sums(RUN, Rewards::selected, new double[] {2, 3})).containsExactly(1, 1.75);
  }

  @Test
  void growsEvenlyWithinAWindow() {
    assertThat(Course.sums(RUN, Rewards::selected, new double[] {1, 2.5}))
        .containsExactly(0.5, 1.375);
  }
}
