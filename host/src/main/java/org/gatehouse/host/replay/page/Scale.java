package org.gatehouse.host.replay.page;

import java.util.List;
import java.util.Locale;
import org.gatehouse.host.replay.statistics.Interval;

/**
 * Draws shares as dots and their intervals as lines, in rows of which all have the same scale.
 *
 * @param low the share at the left end
 * @param high the share at the right end
 */
record Scale(double low, double high) {

  private static final double MARGIN = 0.04;

  /** Returns a scale with room for the shares; those that are no numbers count for nothing. */
  static Scale of(List<Double> shares) {
    double low = shares.stream().filter(Double::isFinite).min(Double::compare).orElse(0.0);
    double high = shares.stream().filter(Double::isFinite).max(Double::compare).orElse(1.0);
    // A share of -20 would press all others together.
    low = Math.max(low, -1);
    high = Math.min(high, 3);
    double margin = MARGIN * (high - low);
    return new Scale(low - margin, high + margin);
  }

  /** Returns a drawing of one row; an arrow if the share is beyond the scale. */
  Html draw(double share, Interval interval) {
    StringBuilder svg = new StringBuilder("<svg class=\"scale\" aria-hidden=\"true\">");
    line(svg, "end", 0, "0", "100%");
    line(svg, "end", 1, "0", "100%");
    if (Double.isFinite(interval.low())) {
      svg.append("<line class=\"range\" y1=\"50%\" y2=\"50%\" x1=\"")
          .append(percent(interval.low()))
          .append("\" x2=\"")
          .append(percent(interval.high()))
          .append("\"/>");
    }
    if (share >= low && share <= high) {
      svg.append("<circle cy=\"50%\" r=\"4.5\" cx=\"").append(percent(share)).append("\"/>");
    } else if (share > high) {
      svg.append("<text x=\"100%\" y=\"14\" text-anchor=\"end\">→</text>");
    }
    return new Html(svg.append("</svg>").toString());
  }

  private void line(StringBuilder svg, String kind, double share, String top, String bottom) {
    svg.append("<line class=\"").append(kind).append("\" x1=\"").append(percent(share));
    svg.append("\" x2=\"").append(percent(share)).append("\" y1=\"").append(top);
    svg.append("\" y2=\"").append(bottom).append("\"/>");
  }

  private String percent(double share) {
    double inside = Math.max(low, Math.min(high, share));
    return String.format(Locale.ROOT, "%.2f%%", 100 * (inside - low) / (high - low));
  }
}
