package org.gatehouse.config;

import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;
import java.util.Properties;
import org.gatehouse.api.config.ConfigProblem;
import org.gatehouse.api.config.ConfigurationException;

/** Loaders that do not depend on who runs the tests. */
final class Loaders {

  private Loaders() {}

  /** A loader with the fake gate selected, below everything else, and without properties. */
  static GatehouseConfig.Loader fake() {
    return GatehouseConfig.loader()
        .systemProperties(new Properties())
        .text("gatehouse.gating.model = fake");
  }

  static GatehouseConfig load(String hocon) {
    return fake().text(hocon).load();
  }

  static ConfigurationException failure(GatehouseConfig.Loader loader) {
    return catchThrowableOfType(ConfigurationException.class, loader::load);
  }

  static List<ConfigProblem> problems(String hocon) {
    return failure(fake().text(hocon)).problems();
  }
}
