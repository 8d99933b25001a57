package org.gatehouse.api.selection;

import com.typesafe.config.Config;
import org.gatehouse.api.config.SectionReader;

/** The keys of {@code gatehouse.selection} that the built-in selectors read. */
final class SelectionSettings {

  private SelectionSettings() {}

  static SectionReader reader(Config config) {
    return new SectionReader(config, "gatehouse.selection");
  }

  static long seed(SectionReader section) {
    return section.integer("seed", Long.MIN_VALUE, Long.MAX_VALUE);
  }

  static double epsilon(SectionReader section) {
    return section.number("epsilon", 0, 1);
  }

  static double temperature(SectionReader section) {
    return section.number("temperature", 1e-9, 1e9);
  }
}
