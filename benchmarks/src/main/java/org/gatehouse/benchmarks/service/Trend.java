package org.gatehouse.benchmarks.service;

import java.util.List;

/**
 * The straight line through samples taken at equal distances, by least squares.
 *
 * @param mean of all samples
 * @param max of all samples
 * @param growth from the first sample to the last, on the line
 */
record Trend(double mean, double max, double growth) {

  /** Returns the trend of at least two samples. */
  static Trend of(List<Double> samples) {
    int size = samples.size();
    if (size < 2) {
      throw new IllegalArgumentException("expected at least 2 samples, found " + size);
    }
    double mean = samples.stream().mapToDouble(Double::doubleValue).average().orElseThrow();
    double max = samples.stream().mapToDouble(Double::doubleValue).max().orElseThrow();
    double middle = (size - 1) / 2.0;
    double products = 0;
    double squares = 0;
    for (int i = 0; i < size; i++) {
      products += (i - middle) * (samples.get(i) - mean);
      squares += (i - middle) * (i - middle);
    }
    return new Trend(mean, max, products / squares * (size - 1));
  }
}
