package org.gatehouse.api.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigList;
import com.typesafe.config.ConfigOrigin;
import com.typesafe.config.ConfigRenderOptions;
import com.typesafe.config.ConfigUtil;
import com.typesafe.config.ConfigValue;
import java.math.BigDecimal;
import java.net.URI;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * Reads the typed values of one section and collects everything that is wrong with them.
 *
 * <p>A value that is missing, of another type or out of range adds a {@link ConfigProblem} and
 * reads as a placeholder within the asked range; so a settings record can be built in one go and
 * {@link #throwIfAny()} called before it is used. Numbers written as text count as numbers, because
 * system properties are always text. For use by one thread.
 */
public final class SectionReader {

  private final Config section;
  private final String path;
  private final List<ConfigProblem> problems = new ArrayList<>();

  /**
   * Creates a reader.
   *
   * @param section the section, resolved
   * @param path the section's full path, such as {@code gatehouse.gating.sentence}, for messages
   */
  public SectionReader(Config section, String path) {
    this.section = section;
    this.path = path;
  }

  /** Reads text that is not blank. */
  public String text(String key) {
    ConfigValue value = require(key);
    if (value == null) {
      return "";
    }
    String text = Scalar.text(value);
    if (text == null || text.isBlank()) {
      report(key, value, "expected text that is not blank");
      return "";
    }
    return text;
  }

  /** Reads text that may be left out ({@code null} in the reference). */
  public Optional<String> optionalText(String key) {
    return find(key) == null ? Optional.empty() : Optional.of(text(key));
  }

  /** Reads a path of the file system; relative ones stay relative. */
  public Path path(String key) {
    String text = text(key);
    try {
      return Path.of(text);
    } catch (InvalidPathException e) {
      report(key, section.getValue(key), "expected a path of the file system");
      return Path.of("");
    }
  }

  /** Reads a path of the file system that may be left out; relative ones stay relative. */
  public Optional<Path> optionalPath(String key) {
    return find(key) == null ? Optional.empty() : Optional.of(path(key));
  }

  /** Reads a list of paths of the file system, or a single one; relative ones stay relative. */
  public List<Path> paths(String key) {
    ConfigValue value = require(key);
    if (value == null) {
      return List.of();
    }
    List<Path> paths = new ArrayList<>();
    for (ConfigValue element : elements(value)) {
      String text = Scalar.text(element);
      try {
        if (text != null && !text.isBlank()) {
          paths.add(Path.of(text));
          continue;
        }
      } catch (InvalidPathException e) {
        // Reported below, with what was found.
      }
      report(key, element, "expected paths of the file system");
    }
    return List.copyOf(paths);
  }

  /**
   * Reads a list of addresses, or a single one; empty where left out.
   *
   * @param schemes what an address may begin with, in lower case, such as {@code https}
   */
  public List<URI> uris(String key, List<String> schemes) {
    ConfigValue value = find(key);
    List<URI> uris = new ArrayList<>();
    for (ConfigValue element : value == null ? List.<ConfigValue>of() : elements(value)) {
      Address.parse(Scalar.text(element), schemes)
          .ifPresentOrElse(
              uris::add, () -> report(key, element, "expected " + Address.shape(schemes)));
    }
    return List.copyOf(uris);
  }

  private static List<ConfigValue> elements(ConfigValue value) {
    return value instanceof ConfigList list ? list : List.of(value);
  }

  /** Reads one of several words. */
  public String oneOf(String key, List<String> words) {
    ConfigValue value = require(key);
    if (value == null) {
      return words.get(0);
    }
    String text = Scalar.text(value);
    if (text == null || !words.contains(text)) {
      report(key, value, "expected one of " + String.join(", ", words));
      return words.get(0);
    }
    return text;
  }

  /** Reads {@code true} or {@code false}. */
  public boolean flag(String key) {
    return oneOf(key, List.of("true", "false")).equals("true");
  }

  /** Reads a whole number in [{@code min}, {@code max}]. */
  public int integer(String key, int min, int max) {
    return (int) whole(key, min, max, "");
  }

  /** Reads a whole number in [{@code min}, {@code max}]. */
  public long integer(String key, long min, long max) {
    return whole(key, min, max, "");
  }

  /** Reads a whole number in [{@code min}, {@code max}], or {@code auto} as empty. */
  public OptionalInt integerOrAuto(String key, int min, int max) {
    ConfigValue value = find(key);
    if (value != null && "auto".equals(Scalar.text(value))) {
      return OptionalInt.empty();
    }
    return OptionalInt.of((int) whole(key, min, max, " or auto"));
  }

  /** Reads a finite number in [{@code min}, {@code max}]. */
  public double number(String key, double min, double max) {
    return number(key, min, max, "[" + min + ", " + max + "]");
  }

  /** Reads a finite number in [{@code min}, {@code bound}), the bound itself excluded. */
  public double numberBelow(String key, double min, double bound) {
    return number(key, min, Math.nextDown(bound), "[" + min + ", " + bound + ")");
  }

  private double number(String key, double min, double max, String range) {
    ConfigValue value = require(key);
    if (value == null) {
      return min;
    }
    BigDecimal number = Scalar.decimal(value);
    if (number == null || number.doubleValue() < min || number.doubleValue() > max) {
      report(key, value, "expected a number in " + range);
      return min;
    }
    return number.doubleValue();
  }

  /**
   * Reads a duration in [{@code min}, {@code max}], such as {@code 10s}; a number without a unit
   * counts milliseconds, as everywhere in HOCON.
   */
  public Duration duration(String key, Duration min, Duration max) {
    return duration(key, "", min, max);
  }

  /**
   * Reads a duration in [{@code min}, {@code max}], or one of some words, which {@link #text} tells
   * apart.
   *
   * @return empty for one of the words
   */
  public Optional<Duration> durationOr(String key, List<String> words, Duration min, Duration max) {
    ConfigValue value = find(key);
    if (value != null && words.contains(Scalar.text(value))) {
      return Optional.empty();
    }
    return Optional.of(duration(key, String.join(", ", words) + " or ", min, max));
  }

  private Duration duration(String key, String others, Duration min, Duration max) {
    ConfigValue value = require(key);
    if (value == null) {
      return min;
    }
    try {
      Duration duration = section.getDuration(key);
      if (duration.compareTo(min) >= 0 && duration.compareTo(max) <= 0) {
        return duration;
      }
    } catch (ConfigException e) {
      // Reported below, with the range.
    }
    report(
        key,
        value,
        "expected " + others + "a duration in [" + describe(min) + ", " + describe(max) + "]");
    return min;
  }

  /**
   * Adds a problem of a key that only its reader can see, such as two values that exclude each
   * other.
   */
  public void problem(String key, String message) {
    ConfigValue value = find(key);
    problems.add(
        value == null
            ? new ConfigProblem(fullKey(key), "", message)
            : ConfigProblem.at(value.origin(), fullKey(key), message));
  }

  /** Returns the problems found so far, in the order of reading. */
  public List<ConfigProblem> problems() {
    return List.copyOf(problems);
  }

  /**
   * Ends the reading.
   *
   * @throws ConfigurationException with all problems, if there are any
   */
  public void throwIfAny() {
    if (!problems.isEmpty()) {
      throw new ConfigurationException(problems);
    }
  }

  private long whole(String key, long min, long max, String alternative) {
    ConfigValue value = require(key);
    if (value == null) {
      return min;
    }
    BigDecimal number = Scalar.decimal(value);
    if (number == null
        || number.stripTrailingZeros().scale() > 0
        || number.compareTo(BigDecimal.valueOf(min)) < 0
        || number.compareTo(BigDecimal.valueOf(max)) > 0) {
      report(key, value, "expected a whole number " + range(min, max, number) + alternative);
      return min;
    }
    return number.longValueExact();
  }

  private static String range(long min, long max, @Nullable BigDecimal found) {
    if (min == Long.MIN_VALUE && max == Long.MAX_VALUE) {
      return "of 64 bits";
    }
    boolean open = max == Integer.MAX_VALUE || max == Long.MAX_VALUE;
    if (open && found != null && found.compareTo(BigDecimal.valueOf(max)) > 0) {
      return "of at most " + max;
    }
    return open ? "of at least " + min : "in [" + min + ", " + max + "]";
  }

  private static String describe(Duration duration) {
    return duration.toMillisPart() == 0 ? duration.toSeconds() + "s" : duration.toMillis() + "ms";
  }

  private @Nullable ConfigValue find(String key) {
    return section.hasPath(key) ? section.getValue(key) : null;
  }

  private @Nullable ConfigValue require(String key) {
    ConfigValue value = find(key);
    if (value == null) {
      problems.add(new ConfigProblem(fullKey(key), "", "expected a value, found none"));
    }
    return value;
  }

  private void report(String key, ConfigValue value, String expected) {
    ConfigOrigin origin = value.origin();
    problems.add(
        ConfigProblem.at(
            origin,
            fullKey(key),
            expected + ", found " + value.render(ConfigRenderOptions.concise())));
  }

  private String fullKey(String key) {
    return path.isEmpty() ? key : path + "." + String.join(".", ConfigUtil.splitPath(key));
  }
}
