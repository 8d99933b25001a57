package org.gatehouse.testkit;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigParseOptions;
import com.typesafe.config.ConfigUtil;
import com.typesafe.config.ConfigValueType;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.gatehouse.api.config.ConfigProblem;

/** A provider's section with values that are not what its keys ask for. */
final class WrongValues {

  /** Text that is no number, no flag and none of the words one would give a meaning. */
  static final String TEXT = "\"neither number nor word\"";

  private final Config section;
  private final String path;

  WrongValues(Config section, String path) {
    this.section = section;
    this.path = path;
  }

  /** Returns the keys whose default is no free text, as path expressions in the section. */
  List<String> numbersFlagsAndDurations() {
    return section.entrySet().stream()
        .filter(entry -> !isText(entry.getKey(), entry.getValue().valueType()))
        .map(Map.Entry::getKey)
        .sorted()
        .toList();
  }

  private boolean isText(String key, ConfigValueType type) {
    if (type == ConfigValueType.NUMBER || type == ConfigValueType.BOOLEAN) {
      return false;
    }
    try {
      section.getDuration(key);
      return false;
    } catch (ConfigException e) {
      return true;
    }
  }

  /** Returns all keys that have a value. */
  Set<String> keys() {
    return section.entrySet().stream()
        .map(Map.Entry::getKey)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** Returns those full keys of problems that are in the section and have no place in it. */
  Set<String> missing(List<ConfigProblem> problems) {
    return problems.stream()
        .map(ConfigProblem::key)
        .filter(key -> key.startsWith(path + "."))
        .filter(key -> !section.hasPathOrNull(key.substring(path.length() + 1)))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** Returns the section with other values, each on a line of its own of a file. */
  Config with(Collection<String> keys, String value) {
    String hocon = keys.stream().map(key -> key + " = " + value).collect(Collectors.joining("\n"));
    return ConfigFactory.parseString(
            hocon, ConfigParseOptions.defaults().setOriginDescription("user.conf"))
        .withFallback(section);
  }

  /** Returns the full key, as problems name it. */
  String fullKey(String key) {
    return path + "." + String.join(".", ConfigUtil.splitPath(key));
  }

  /** Returns where a value comes from, as problems name it. */
  String origin(Config wrong, String key) {
    return ConfigProblem.at(wrong.getValue(key).origin(), key, "").origin();
  }
}
