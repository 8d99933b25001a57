package org.gatehouse.host.meters;

import java.util.Optional;

/** Looks up what a monitoring system would read. */
final class Samples {

  private Samples() {}

  /** Returns the value of a sample, named as {@code name} or {@code name{tag="value"}}. */
  static Optional<String> find(Meters meters, String sample) {
    return meters
        .scrape()
        .lines()
        .filter(line -> line.startsWith(sample + " "))
        .map(line -> line.substring(sample.length() + 1))
        .findFirst();
  }
}
