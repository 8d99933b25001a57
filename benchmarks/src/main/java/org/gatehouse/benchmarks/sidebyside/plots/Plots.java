package org.gatehouse.benchmarks.sidebyside.plots;

import java.awt.BasicStroke;
import java.awt.Color;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.function.Function;
import org.knowm.xchart.VectorGraphicsEncoder;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.Styler;
import org.knowm.xchart.style.XYStyler;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** Lines over logarithmic axes, as SVG. */
public final class Plots {

  private static final int WIDTH = 720;
  private static final int HEIGHT = 440;
  private static final float LINE = 1.8f;

  /** Colours that people tell apart who see fewer of them (Okabe and Ito 2008). */
  private static final List<Color> COLORS =
      List.of(new Color(0x0072B2), new Color(0xD55E00), new Color(0x009E73), new Color(0xCC79A7));

  private static final float GRID = 0.5f;
  private static final Color LIGHT = new Color(0xDDDDDD);
  private static final Color PROPORTIONAL = new Color(0x999999);

  /**
   * A line.
   *
   * @param proportional whether it is drawn as what growth in proportion would be, not as measured
   */
  public record Line(String name, List<Double> x, List<Double> y, boolean proportional) {}

  /**
   * A plot.
   *
   * @param file its name without an ending
   * @param x what the horizontal axis is, with its unit
   * @param y what the vertical axis is, with its unit
   */
  public record Plot(String file, String title, String x, String y, List<Line> lines) {}

  private Plots() {}

  /** Writes a plot into a folder. */
  public static void write(Plot plot, Path folder) throws IOException {
    VectorGraphicsEncoder.saveVectorGraphic(
        chart(plot),
        folder.resolve(plot.file()).toString(),
        VectorGraphicsEncoder.VectorGraphicsFormat.SVG);
  }

  private static XYChart chart(Plot plot) {
    XYChart chart =
        new XYChartBuilder()
            .width(WIDTH)
            .height(HEIGHT)
            .title(plot.title())
            .xAxisTitle(plot.x())
            .yAxisTitle(plot.y())
            .build();
    XYStyler style = chart.getStyler();
    style.setXAxisLogarithmic(true);
    style.setYAxisLogarithmic(true);
    style.setLegendPosition(Styler.LegendPosition.OutsideE);
    style.setChartBackgroundColor(Color.WHITE);
    // Dots would be thousands of shapes in the file.
    style.setPlotGridLinesStroke(new BasicStroke(GRID));
    style.setPlotGridLinesColor(LIGHT);
    style.setDefaultSeriesRenderStyle(XYSeries.XYSeriesRenderStyle.Line);
    // Only powers of ten are labelled.
    style.setDecimalPattern("#,##0.###");
    style.setXAxisMin(powerOfTen(Math.floor(Math.log10(least(plot, Line::x)))));
    style.setXAxisMax(powerOfTen(Math.ceil(Math.log10(most(plot, Line::x)))));
    style.setYAxisMin(powerOfTen(Math.floor(Math.log10(least(plot, Line::y)))));
    style.setYAxisMax(powerOfTen(Math.ceil(Math.log10(most(plot, Line::y)))));
    int color = 0;
    for (Line line : plot.lines()) {
      XYSeries series = chart.addSeries(line.name(), line.x(), line.y());
      if (line.proportional()) {
        series.setMarker(SeriesMarkers.NONE).setLineColor(PROPORTIONAL);
        series.setLineStyle(
            new BasicStroke(
                1, BasicStroke.CAP_BUTT, BasicStroke.JOIN_MITER, 1, new float[] {4, 4}, 0));
      } else {
        series.setMarker(SeriesMarkers.CIRCLE).setMarkerColor(COLORS.get(color));
        series.setLineColor(COLORS.get(color)).setLineWidth(LINE);
        color = (color + 1) % COLORS.size();
      }
    }
    return chart;
  }

  private static double powerOfTen(double exponent) {
    return Math.pow(10, exponent);
  }

  private static double least(Plot plot, Function<Line, List<Double>> axis) {
    return plot.lines().stream().map(axis).mapToDouble(Collections::min).min().orElseThrow();
  }

  private static double most(Plot plot, Function<Line, List<Double>> axis) {
    return plot.lines().stream().map(axis).mapToDouble(Collections::max).max().orElseThrow();
  }
}
