package org.gatehouse.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigValue;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.gatehouse.api.config.ConfigProblem;
import org.gatehouse.api.config.ConfigurationException;
import org.jspecify.annotations.Nullable;

/** Collects what is wrong with one configuration, and reports it once and in order. */
final class Problems {

  private static final Pattern LINE = Pattern.compile("(.*): ?(\\d{1,9})", Pattern.DOTALL);

  private static final Comparator<ConfigProblem> BY_ORIGIN_THEN_KEY =
      Comparator.comparing((ConfigProblem p) -> p.origin().isEmpty())
          .thenComparing(p -> file(p.origin()))
          .thenComparing(p -> line(p.origin()))
          .thenComparing(ConfigProblem::key);

  private final List<ConfigProblem> found = new ArrayList<>();

  void add(ConfigProblem problem) {
    found.add(problem);
  }

  void addAll(Collection<ConfigProblem> problems) {
    found.addAll(problems);
  }

  /** Adds what was found later, except about keys of which something is known to be wrong. */
  void addAllOfOtherKeys(Problems later) {
    Set<String> keys = found.stream().map(ConfigProblem::key).collect(Collectors.toSet());
    later.found.stream().filter(problem -> !keys.contains(problem.key())).forEach(found::add);
  }

  /** Throws what was found before there was a configuration to look values up in. */
  void throwIfAny() {
    throwIfAny(ConfigFactory.empty());
  }

  /**
   * Throws what was found, each once and in order.
   *
   * @param root what the keys refer to
   */
  void throwIfAny(Config root) {
    if (found.isEmpty()) {
      return;
    }
    throw new ConfigurationException(
        found.stream()
            .distinct()
            .filter(problem -> found.stream().noneMatch(other -> covers(other, problem, root)))
            .sorted(BY_ORIGIN_THEN_KEY)
            .toList());
  }

  /** Whether a problem is that of a value which a section takes over from a common key. */
  private static boolean covers(ConfigProblem common, ConfigProblem problem, Config root) {
    if (common.key().length() >= problem.key().length()
        || !lastWord(common.key()).equals(lastWord(problem.key()))) {
      return false;
    }
    ConfigValue value = value(root, problem.key());
    ConfigValue origin = value(root, common.key());
    return value != null
        && origin != null
        && value.equals(origin)
        && value.origin().equals(origin.origin());
  }

  private static @Nullable ConfigValue value(Config root, String key) {
    ConfigValue value = root.root();
    for (String word : key.split("\\.", -1)) {
      value = value instanceof ConfigObject object ? object.get(word) : null;
    }
    return value;
  }

  private static String lastWord(String key) {
    return key.substring(key.lastIndexOf('.') + 1);
  }

  private static String file(String origin) {
    Matcher matcher = LINE.matcher(origin);
    return matcher.matches() ? matcher.group(1) : origin;
  }

  private static int line(String origin) {
    Matcher matcher = LINE.matcher(origin);
    return matcher.matches() ? Integer.parseInt(matcher.group(2)) : 0;
  }
}
