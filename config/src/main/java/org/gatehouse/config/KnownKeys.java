package org.gatehouse.config;

import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigUtil;
import com.typesafe.config.ConfigValue;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Every section and key that the {@code reference.conf} files name. */
final class KnownKeys {

  private final ConfigObject root;
  private final SortedSet<String> paths = new TreeSet<>();

  /**
   * Lists the keys.
   *
   * @param root the reference, resolved as far as it can be
   */
  KnownKeys(ConfigObject root) {
    this.root = root;
    collect("", root);
  }

  private void collect(String prefix, ConfigObject object) {
    object.forEach(
        (key, value) -> {
          String path = prefix + ConfigUtil.joinPath(key);
          paths.add(path);
          if (value instanceof ConfigObject section && KeyCheck.isResolved(section)) {
            collect(path + ".", section);
          }
        });
  }

  ConfigObject root() {
    return root;
  }

  /** Returns the words of a sentence about an unknown key: what was meant, or what there is. */
  String hint(List<String> section, String key) {
    String path = ConfigUtil.joinPath(append(section, key));
    return suggestion(path, key)
        .map(known -> "did you mean " + known + "?")
        .orElseGet(() -> contents(section));
  }

  /** Returns the known keys that an unknown one was probably meant to be. */
  Optional<String> suggestion(String path, String lastWord) {
    Optional<String> nearest = Suggestions.nearest(path, paths, Suggestions.tolerance(lastWord));
    if (nearest.isPresent()) {
      return nearest;
    }
    String moved =
        paths.stream()
            .filter(
                known ->
                    normal(known.substring(known.lastIndexOf('.') + 1)).equals(normal(lastWord)))
            .limit(3)
            .collect(Collectors.joining(" or "));
    return moved.isEmpty() ? Optional.empty() : Optional.of(moved);
  }

  private String contents(List<String> section) {
    ConfigObject known = root;
    for (String word : section) {
      ConfigValue next = known.get(word);
      if (!(next instanceof ConfigObject object)) {
        return "no such section";
      }
      known = object;
    }
    return "the keys of "
        + ConfigUtil.joinPath(section)
        + " are "
        + String.join(", ", new TreeSet<>(known.keySet()));
  }

  private static String normal(String word) {
    return word.toLowerCase(Locale.ROOT).replace('_', '-');
  }

  static List<String> append(List<String> section, String key) {
    return Stream.concat(section.stream(), Stream.of(key)).toList();
  }
}
