package org.gatehouse.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigOriginFactory;
import com.typesafe.config.ConfigParseOptions;
import com.typesafe.config.ConfigSyntax;
import com.typesafe.config.ConfigUtil;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.gatehouse.api.config.ConfigProblem;
import org.gatehouse.api.config.ConfigurationException;

/**
 * What a user says, in three ranks: single settings over system properties over documents.
 *
 * <p>Within a rank, what is said later wins. Files are opened when everything is read.
 */
final class UserLayers {

  private static final String ROOT = "gatehouse";
  private static final String SETTING = "--set";
  private static final String PROPERTIES = "system properties";

  /**
   * A list of addresses whose quotes a shell has eaten; to HOCON all but the first is a comment.
   */
  private static final Pattern ADDRESSES = Pattern.compile("\\[[^\"{}$\\[\\]]*//[^\"{}$]*\\]");

  private final List<Supplier<Config>> documents = new ArrayList<>();
  private final List<Supplier<Config>> settings = new ArrayList<>();
  private Properties properties = System.getProperties();

  void file(Path file) {
    documents.add(() -> parse(file));
  }

  void text(String hocon) {
    documents.add(() -> parse(hocon, "text", ROOT));
  }

  void set(String keyEqualsValue) {
    settings.add(() -> setting(keyEqualsValue));
  }

  void set(String key, ConfigValue value) {
    settings.add(() -> at(key, value, value.origin().description()));
  }

  void systemProperties(Properties value) {
    properties = value;
  }

  /** Reads all layers, unresolved, the highest first; one that cannot be read is a problem. */
  List<Config> read(Problems problems) {
    List<Supplier<Config>> ascending = new ArrayList<>(documents);
    properties.stringPropertyNames().stream()
        .filter(name -> name.startsWith(ROOT + "."))
        .sorted()
        .forEach(name -> ascending.add(() -> property(name)));
    ascending.addAll(settings);
    List<Config> layers = new ArrayList<>();
    for (Supplier<Config> layer : ascending) {
      try {
        layers.add(layer.get());
      } catch (ConfigurationException e) {
        problems.addAll(e.problems());
      }
    }
    Collections.reverse(layers);
    return layers;
  }

  private static Config parse(Path file) {
    if (!Files.isRegularFile(file)) {
      throw failure(
          ROOT,
          file.toString(),
          "expected a configuration file, found "
              + (Files.exists(file) ? "something else" : "none"));
    }
    try {
      ConfigParseOptions options = ConfigParseOptions.defaults().setSyntax(ConfigSyntax.CONF);
      return ConfigFactory.parseFile(file.toFile(), options.setAllowMissing(false));
    } catch (ConfigException e) {
      throw failure(e, ROOT, file.toString());
    }
  }

  private static Config parse(String hocon, String source, String key) {
    try {
      ConfigParseOptions options = ConfigParseOptions.defaults().setSyntax(ConfigSyntax.CONF);
      return ConfigFactory.parseString(hocon, options.setOriginDescription(source));
    } catch (ConfigException e) {
      throw failure(e, key, source);
    }
  }

  private Config property(String name) {
    String text = properties.getProperty(name, "");
    return at(name, ConfigValueFactory.fromAnyRef(text, PROPERTIES), PROPERTIES);
  }

  private static Config setting(String keyEqualsValue) {
    int equals = keyEqualsValue.indexOf('=');
    if (equals < 1) {
      throw failure(ROOT, SETTING, "expected key=value, found \"" + keyEqualsValue + '"');
    }
    String key = keyEqualsValue.substring(0, equals).strip();
    String text = keyEqualsValue.substring(equals + 1).strip();
    if (ADDRESSES.matcher(text).matches()) {
      List<String> addresses =
          Stream.of(text.substring(1, text.length() - 1).split(",", -1))
              .map(String::strip)
              .toList();
      return at(key, ConfigValueFactory.fromIterable(addresses, SETTING), SETTING);
    }
    if (!isHocon(text)) {
      return at(key, ConfigValueFactory.fromAnyRef(text, SETTING), SETTING);
    }
    ConfigObject parsed = parse("value = " + text, SETTING, key).root();
    ConfigValue value = parsed.get("value");
    if (value == null || parsed.size() > 1) {
      throw failure(key, SETTING, "expected one value, found \"" + text + '"');
    }
    // One line of its own says nothing about where it came from.
    return at(key, value.withOrigin(ConfigOriginFactory.newSimple(SETTING)), SETTING);
  }

  /** Addresses, paths and names are taken as they stand: in HOCON, // begins a comment. */
  private static boolean isHocon(String text) {
    return text.startsWith("[")
        || text.startsWith("{")
        || text.startsWith("\"")
        || text.startsWith("${")
        || text.equals("null");
  }

  /** Returns a layer of one value, all of which has the same origin. */
  static Config at(String key, ConfigValue value, String source) {
    List<String> words;
    try {
      words = ConfigUtil.splitPath(key);
    } catch (ConfigException e) {
      throw failure(key, source, "expected words joined by dots as a key");
    }
    ConfigValue nested = value;
    for (int i = words.size() - 1; i >= 0; i--) {
      nested = ConfigValueFactory.fromMap(Map.of(words.get(i), nested), source);
    }
    return ((ConfigObject) nested).toConfig();
  }

  private static ConfigurationException failure(ConfigException e, String key, String source) {
    return new ConfigurationException(List.of(HoconFailures.problem(e, key, source)));
  }

  private static ConfigurationException failure(String key, String source, String message) {
    return new ConfigurationException(List.of(new ConfigProblem(key, source, message)));
  }
}
