package org.gatehouse.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigList;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigRenderOptions;
import com.typesafe.config.ConfigUtil;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueType;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.gatehouse.api.config.ConfigProblem;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds keys that nobody reads, sections in the place of values and the reverse, and references
 * that lead nowhere.
 */
final class KeyCheck {

  private static final Logger LOG = LoggerFactory.getLogger(KeyCheck.class);

  private final KnownKeys known;
  private final List<Installed<?>> installed;
  private final List<Config> user;
  private final Problems problems;
  private boolean sound = true;

  /**
   * Creates a check.
   *
   * @param installed the kinds of providers that have sections of their own
   * @param user what the user says, highest layer first: there the origins are not merged yet
   */
  KeyCheck(KnownKeys known, List<Installed<?>> installed, List<Config> user, Problems problems) {
    this.known = known;
    this.installed = installed;
    this.user = user;
    this.problems = problems;
  }

  /**
   * Checks a configuration.
   *
   * @param root everything merged, resolved as far as it can be
   * @return whether all sections are sections and all values are resolved, so that they can be read
   */
  boolean check(ConfigObject root) {
    check(List.of(), known.root(), root);
    return sound;
  }

  private void check(List<String> section, ConfigObject reference, ConfigObject found) {
    for (Map.Entry<String, ConfigValue> entry : found.entrySet()) {
      List<String> path = KnownKeys.append(section, entry.getKey());
      ConfigValue value = entry.getValue();
      ConfigValue expected = reference.get(entry.getKey());
      if (!isResolved(value)) {
        sound = false;
        report(
            path,
            value,
            "cannot be resolved: "
                + render(said(path, value))
                + "; expected every ${...} to name a key or an environment variable");
      } else if (expected == null && mayBeBroken(section, entry.getKey(), value)) {
        LOG.warn("{} is not checked: its plugin is broken", ConfigUtil.joinPath(path));
      } else if (expected == null) {
        report(path, value, unknown(section, entry.getKey(), value));
      } else if (!(expected instanceof ConfigObject known && isResolved(known))) {
        // What a plugin that is not selected leaves open stays open.
        if (value.valueType() == ConfigValueType.OBJECT && isResolved(expected)) {
          report(path, value, "expected a value, found the section " + render(value));
        }
      } else if (value instanceof ConfigObject object) {
        check(path, known, object);
      } else {
        sound = false;
        report(path, value, "expected a section, found " + render(value));
      }
    }
  }

  private String unknown(List<String> section, String key, ConfigValue value) {
    if (section.isEmpty()) {
      return "unknown key; all keys live under gatehouse"
          + known
              .suggestion("gatehouse." + ConfigUtil.joinPath(key), key)
              .map(suggestion -> "; did you mean " + suggestion + "?")
              .orElse("");
    }
    for (Installed<?> kind : installed) {
      if (kind.kind().section().equals(String.join(".", section))
          && value.valueType() == ConfigValueType.OBJECT) {
        return kind.names().contains(key)
            ? kind.kind().noun() + " " + key + " has no keys of its own"
            : kind.notInstalled(key);
      }
    }
    return "unknown key; " + known.hint(section, key);
  }

  private boolean mayBeBroken(List<String> section, String key, ConfigValue value) {
    return value.valueType() == ConfigValueType.OBJECT
        && installed.stream()
            .filter(kind -> kind.kind().section().equals(String.join(".", section)))
            .anyMatch(kind -> kind.mayBeBroken(key));
  }

  private void report(List<String> path, ConfigValue value, String message) {
    problems.add(ConfigProblem.at(said(path, value).origin(), ConfigUtil.joinPath(path), message));
  }

  /** Returns what the highest layer that mentions a key has there, or what is there otherwise. */
  private ConfigValue said(List<String> path, ConfigValue otherwise) {
    return user.stream().flatMap(layer -> find(layer, path).stream()).findFirst().orElse(otherwise);
  }

  private static Optional<ConfigValue> find(Config layer, List<String> path) {
    ConfigValue value = layer.root();
    for (String word : path) {
      if (!(value instanceof ConfigObject object
          && isResolved(object)
          && object.containsKey(word))) {
        return Optional.empty();
      }
      value = object.get(word);
    }
    return Optional.of(value);
  }

  private static String render(ConfigValue value) {
    return value.render(ConfigRenderOptions.concise());
  }

  /** Whether a value is known, or a section's keys are. */
  static boolean isResolved(ConfigValue value) {
    try {
      if (value instanceof ConfigObject object) {
        // Its keys have to be there; what they hold is looked at one by one.
        return object.keySet() != null;
      }
      if (value instanceof ConfigList list) {
        return list.stream().allMatch(KeyCheck::isResolved);
      }
      return value.valueType() != null;
    } catch (ConfigException.NotResolved e) {
      return false;
    }
  }
}
