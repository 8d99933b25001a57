package org.gatehouse.benchmarks.sidebyside;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

final class FootprintTest {

  @Test
  void sharesMemoryOutByWhatIsMapped() {
    Footprint footprint =
        Footprint.of(
            List.of(
                "690800000-7ffc00000 rw-p 00000000 00:00 0 ",
                "Rss:                 100 kB",
                "7f0000000000-7f0000001000 r-xp 00000000 fe:01 77   /x/libtensorflow_cc.so.2",
                "Rss:                  20 kB",
                "7f0000002000-7f0000003000 r--p 00000000 fe:01 78   /x/libjvm.so",
                "Rss:                   8 kB",
                "7f0000004000-7f0000005000 rw-p 00000000 00:00 0 ",
                "Rss:                  64 kB",
                "7f0000006000-7f0000007000 rw-p 00000000 00:00 0    [stack]",
                "Rss:                   4 kB"),
            32 * 1024);

    assertThat(footprint)
        .isEqualTo(new Footprint(196 * 1024, 100 * 1024, 20 * 1024, 8 * 1024, 32 * 1024));
    assertThat(footprint.rest()).isEqualTo(36 * 1024);
  }
}
