package org.gatehouse.benchmarks.service;

import java.util.Map;

/** What a host promises about the changes that it has acknowledged. */
enum Durability {
  /** Every one survives: each is logged and forced to disk first. */
  LOGGED(Map.of("log", "true", "fsync", "always")),
  /** Those in the last snapshot survive. */
  SNAPSHOTS(Map.of("log", "false")),
  /** All up to some point survive, for the log was not forced to disk and its end is lost. */
  TORN(Map.of("log", "true", "fsync", "never"));

  private final Map<String, String> settings;

  Durability(Map<String, String> settings) {
    this.settings = settings;
  }

  Installation of(Installation installation) {
    Installation configured = installation.with("gatehouse.state.snapshot-interval", "1s");
    for (Map.Entry<String, String> setting : settings.entrySet()) {
      configured = configured.with("gatehouse.state." + setting.getKey(), setting.getValue());
    }
    return configured;
  }
}
