package org.gatehouse.benchmarks.sidebyside;

import static org.assertj.core.api.Assertions.assertThat;

import org.gatehouse.benchmarks.sidebyside.Results.Key;
import org.junit.jupiter.api.Test;

final class ReportTest {

  private final Results results = new Results();

  private void put(String work, String who, double... rounds) {
    results.put(new Key(work, 1, who), rounds);
  }

  @Test
  void saysWhetherAPeerIsBeatenByEnough() {
    put(MiniLmWorks.work(64), Names.GATEHOUSE, 0.010, 0.011, 0.010);
    put(MiniLmWorks.work(64), Names.ONNX, 0.012, 0.011, 0.012);
    put(MiniLmWorks.work(64), Names.EAGER, 0.015, 0.015, 0.015);

    assertThat(Report.of(results))
        .contains(
            "| forward, MiniLM, tokens: 64 | 1 | 10.0 ms | ONNX Runtime | 12.0 ms | 1.20x | ≥ 1.10x"
                + " | yes |")
        .contains(
            "| forward, MiniLM, tokens: 64 | 1 | 10.0 ms | PyTorch eager | 15.0 ms | 1.50x | ≥"
                + " 2.00x | **no** |");
  }

  @Test
  void saysHowNearTheMachinesLimitIs() {
    put(MiniLmWorks.work(256), Names.GATEHOUSE, 0.040);
    put(MiniLmWorks.work(256), Roofline.NAME, 0.030);

    assertThat(Report.of(results))
        .contains("| limit: products | 30.0 ms | 75.0 % | aim: 85.0 % | **no** |");
  }

  @Test
  void saysWhatIsSpentBesideTheEncoder() {
    put(GateWorks.work(64), Names.GATEHOUSE, 0.0100);
    put(GateWorks.work(64), Names.SESSION, 0.0096);

    assertThat(Report.of(results))
        .contains("| 10.0 ms | encoder alone | 9.60 ms | rest: 4.0 % | ≤ 5.0 % | yes |");
  }

  @Test
  void judgesTimesAlone() {
    put(GateWorks.REPEATED, Names.GATEHOUSE, 0.00031);

    assertThat(Report.of(results)).contains("| 310 µs |  |  |  | ≤ 300 µs | **no** |");
  }

  @Test
  void doubtsNumbersThatGetWorseWithMoreThreads() {
    put(MiniLmWorks.work(16), Names.EAGER, 0.010);
    results.put(new Key(MiniLmWorks.work(16), 2, Names.EAGER), new double[] {0.015});
    results.put(new Key(MiniLmWorks.work(16), 2, Names.GATEHOUSE), new double[] {0.005});

    assertThat(Report.of(results))
        .contains("| PyTorch eager | 15.0 ms | 3.00x | ≥ 2.00x | in doubt |")
        .contains("The machine was not idle")
        .contains("PyTorch eager takes 1.50x as long with 2 threads as with 1");
  }

  @Test
  void hasNoRowForWhatWasNotMeasured() {
    assertThat(Report.of(results).lines()).hasSize(2);
  }
}
