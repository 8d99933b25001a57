package org.gatehouse.benchmarks.sidebyside;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.gatehouse.benchmarks.sidebyside.Results.Key;
import org.gatehouse.benchmarks.sidebyside.plots.Plots;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ScaleReportTest {

  private static final int LARGEST = 100_000;

  @TempDir private Path folder;
  private final Results results = new Results();

  private void put(int size, String who, double seconds) {
    results.put(new Key(ScaleWorks.MESSAGES + size, 2, who), new double[] {seconds});
  }

  @Test
  void eachContenderIsALineAndGrowthInProportionIsOne() {
    put(1, Names.GATEHOUSE, 0.002);
    put(1, Names.ONNX, 0.003);
    put(4, Names.GATEHOUSE, 0.006);
    put(4, Names.ONNX, 0.013);

    Plots.Plot plot = ScaleReport.plots(results).get(0);

    assertThat(plot.lines())
        .containsExactly(
            new Plots.Line(Names.GATEHOUSE, List.of(1.0, 4.0), List.of(2.0, 6.0), false),
            new Plots.Line(Names.ONNX, List.of(1.0, 4.0), List.of(3.0, 13.0), false),
            new Plots.Line("in proportion", List.of(1.0, 4.0), List.of(1.5, 6.0), true));
  }

  @Test
  void aPlotIsASmallSvg() throws IOException {
    put(1, Names.GATEHOUSE, 0.002);
    put(16, Names.GATEHOUSE, 0.02);

    Plots.write(ScaleReport.plots(results).get(0), folder);

    String svg = Files.readString(folder.resolve("messages.svg"));
    assertThat(svg.contains("<svg")).isTrue();
    assertThat(svg.contains("rgb(0,114,178)")).as("the colour of the first line").isTrue();
    assertThat(svg.contains("rgb(153,153,153)")).as("that of growth in proportion").isTrue();
    assertThat(svg.length()).isLessThan(LARGEST);
  }

  @Test
  void whatWasNotMeasuredHasNoPlot() {
    assertThat(ScaleReport.plots(results)).isEmpty();
  }
}
