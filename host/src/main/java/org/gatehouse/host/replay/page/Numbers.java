package org.gatehouse.host.replay.page;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Locale;
import org.gatehouse.host.replay.statistics.Interval;

/** Numbers in the page's tables and plots. */
final class Numbers {

  /** More digits than a screen has pixels. */
  private static final MathContext PLOTTED = new MathContext(6);

  private Numbers() {}

  /** Returns a number in a format, a dash for what is none. */
  static String format(String format, double value) {
    return Double.isFinite(value) ? String.format(Locale.ROOT, format, value) : "–";
  }

  static String reward(double value) {
    return format("%.4f", value);
  }

  static String difference(double value) {
    return format("%+.4f", value);
  }

  static String share(double value) {
    return format("%.3f", value);
  }

  static String millis(double value) {
    return format(value < 1 ? "%.3f" : "%.2f", value);
  }

  /** Returns a whole number without a fraction, any other with four digits. */
  static String plain(double value) {
    return value == Math.rint(value) && Math.abs(value) < 1e15
        ? format("%.0f", value)
        : format(Math.abs(value) < 1000 ? "%.4f" : "%.1f", value);
  }

  /** Returns a number with its interval in muted text, which is left out if there is none. */
  static Html with(String value, Interval interval, String format) {
    if (!Double.isFinite(interval.low())) {
      return Html.text(value);
    }
    String bounds =
        "[" + format(format, interval.low()) + ", " + format(format, interval.high()) + "]";
    return new Html(
        Html.text(value).markup()
            + " <span class=\"interval\">"
            + Html.text(bounds).markup()
            + "</span>");
  }

  /** Writes a field with numbers, null for what is none. */
  static void field(JsonGenerator json, String name, double[] values) throws IOException {
    json.writeFieldName(name);
    array(json, values);
  }

  static void array(JsonGenerator json, double[] values) throws IOException {
    json.writeStartArray();
    for (double value : values) {
      if (Double.isFinite(value)) {
        json.writeNumber(BigDecimal.valueOf(value).round(PLOTTED).stripTrailingZeros());
      } else {
        json.writeNull();
      }
    }
    json.writeEndArray();
  }
}
