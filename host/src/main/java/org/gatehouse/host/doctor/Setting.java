package org.gatehouse.host.doctor;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigRenderOptions;
import com.typesafe.config.ConfigValue;
import java.util.Comparator;
import java.util.List;
import org.gatehouse.api.config.ConfigProblem;

/**
 * A key that somebody has set.
 *
 * @param origin where, such as a file and a line
 */
record Setting(String key, String value, String origin) {

  /** Returns the keys whose values are not those of a {@code reference.conf}, in order. */
  static List<Setting> of(Config root) {
    return root.getConfig("gatehouse").atPath("gatehouse").entrySet().stream()
        .filter(entry -> !isDefault(entry.getValue()))
        .map(
            entry ->
                new Setting(
                    entry.getKey(),
                    entry.getValue().render(ConfigRenderOptions.concise()),
                    ConfigProblem.at(entry.getValue().origin(), entry.getKey(), "").origin()))
        .sorted(Comparator.comparing(Setting::key))
        .toList();
  }

  private static boolean isDefault(ConfigValue value) {
    return value.origin().description().contains("reference.conf");
  }

  @Override
  public String toString() {
    return key + " = " + value + " (" + origin + ")";
  }
}
