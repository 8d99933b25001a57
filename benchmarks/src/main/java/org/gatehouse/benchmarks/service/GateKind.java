package org.gatehouse.benchmarks.service;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;

/** The gates that are put to the test. */
enum GateKind {
  /** The example of a third party's gate: no model, small steps, dropped in as a plugin. */
  HASHING,
  /** The sentence gate on its default model. */
  SENTENCE;

  static GateKind named(String name) {
    return Arrays.stream(values())
        .filter(kind -> kind.gateName().equals(name))
        .findFirst()
        .orElseThrow(
            () -> new IllegalArgumentException("expected hashing or sentence, found " + name));
  }

  String gateName() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * Returns the settings that this gate needs beyond its name.
   *
   * @param plugins the folder that the plugin of the hashing gate is in
   */
  Map<String, String> settings(Path plugins) {
    return switch (this) {
      case HASHING ->
          Map.of(
              "gatehouse.plugins.path",
              "${gatehouse.plugins.path} [\"" + plugins + "\"]",
              "gatehouse.gating.hashing.dimension",
              "64",
              "gatehouse.gating.learning-rate",
              "0.05");
      case SENTENCE -> Map.of();
    };
  }
}
