package org.gatehouse.benchmarks.sidebyside;

import java.util.Locale;

/** Numbers as people read them. */
final class Units {

  private static final double KILO = 1e3;
  private static final double MEGA = 1e6;

  private Units() {}

  /** A time with three digits. */
  static String seconds(double seconds) {
    if (Double.isNaN(seconds)) {
      return "–";
    }
    if (seconds >= 1) {
      return digits(seconds) + " s";
    }
    return seconds >= 1 / KILO ? digits(seconds * KILO) + " ms" : digits(seconds * MEGA) + " µs";
  }

  /** Bytes as millions of them. */
  static String megabytes(double bytes) {
    return String.format(Locale.ROOT, "%.0f MB", bytes / MEGA);
  }

  /** A number with three digits, more only before the point. */
  static String digits(double value) {
    double size = Math.abs(value);
    int decimals = size >= 100 ? 0 : size >= 10 ? 1 : 2;
    return String.format(Locale.ROOT, "%." + decimals + "f", value);
  }
}
