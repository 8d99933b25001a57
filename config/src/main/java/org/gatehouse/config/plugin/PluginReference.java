package org.gatehouse.config.plugin;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigOrigin;
import com.typesafe.config.ConfigParseOptions;
import com.typesafe.config.ConfigSyntax;
import com.typesafe.config.ConfigUtil;
import com.typesafe.config.ConfigValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The keys that a plugin adds, with their defaults and comments: the {@code reference.conf} files
 * of its jars.
 *
 * <p>A plugin may say something about the sections of its own providers only, so that nothing about
 * the host changes when a plugin is put into its folder. Immutable.
 *
 * @param config the {@code gatehouse} objects, merged but not resolved; empty if there are problems
 * @param problems what is wrong with the files
 */
public record PluginReference(Config config, List<PluginProblem> problems) {

  private static final String FILE = "reference.conf";
  private static final String ROOT = "gatehouse";
  private static final int DEEPEST = 50;

  /** Copies the list. */
  public PluginReference {
    problems = List.copyOf(problems);
  }

  /**
   * Reads the files.
   *
   * @param host the host's own reference
   */
  public static PluginReference read(PluginReport plugin, Config host) {
    if (!plugin.isLoadable() && plugin.provides().isEmpty()) {
      // Nobody can tell which sections would be its own.
      return new PluginReference(ConfigFactory.empty(), List.of());
    }
    List<PluginProblem> problems = new ArrayList<>();
    requireFreeNames(plugin, host, problems);
    Config merged = ConfigFactory.empty();
    for (Map.Entry<String, String> file : plugin.references().entrySet()) {
      try {
        ConfigParseOptions options =
            ConfigParseOptions.defaults()
                .setSyntax(ConfigSyntax.CONF)
                .setIncluder(new NoIncludes())
                .setOriginDescription(file.getKey());
        // What other libraries keep in theirs is none of our business.
        Config parsed =
            ConfigFactory.parseString(file.getValue(), options).root().withOnlyKey(ROOT).toConfig();
        requireShallow(parsed.root(), 0);
        requireOwnSections(plugin, file.getKey(), parsed, problems);
        merged = merged.withFallback(parsed);
      } catch (ConfigException e) {
        problems.add(
            failure(e, file.getKey(), "expected HOCON: ", "correct it and rebuild the plugin"));
      } catch (StackOverflowError e) {
        problems.add(
            new PluginProblem(
                file.getKey(), "is nested too deeply", "correct it and rebuild the plugin"));
      }
    }
    return new PluginReference(problems.isEmpty() ? merged : ConfigFactory.empty(), problems);
  }

  /** A name must leave the host's own keys alone: its section would be hidden by them. */
  private static void requireFreeNames(
      PluginReport plugin, Config host, List<PluginProblem> problems) {
    for (Provided provided : plugin.provides()) {
      ConfigValue section = host.root();
      for (String word : ConfigUtil.splitPath(provided.kind().section())) {
        section = section instanceof ConfigObject object ? object.get(word) : null;
      }
      ConfigValue taken =
          section instanceof ConfigObject object ? object.get(provided.name()) : null;
      boolean none =
          provided.kind().equals(ProviderKind.METAGRAPH_SOURCE) && provided.name().equals("none");
      if (none || (taken != null && !(taken instanceof ConfigObject))) {
        problems.add(
            new PluginProblem(
                provided.className(),
                "expected a name that means nothing else, found "
                    + provided.name()
                    + (none
                        ? ", which stands for no source"
                        : ", which is the key " + provided.kind().ownSectionOf(provided.name())),
                "give it another @ProviderName"));
      }
    }
  }

  private static void requireShallow(ConfigObject object, int depth) {
    if (depth > DEEPEST) {
      throw new StackOverflowError();
    }
    for (ConfigValue value : object.values()) {
      if (value instanceof ConfigObject section) {
        requireShallow(section, depth + 1);
      }
    }
  }

  private static void requireOwnSections(
      PluginReport plugin, String where, Config parsed, List<PluginProblem> problems) {
    Set<String> own =
        plugin.provides().stream()
            .map(provided -> provided.kind().ownSectionOf(provided.name()))
            .collect(Collectors.toCollection(TreeSet::new));
    SortedMap<Integer, String> foreign = new TreeMap<>();
    collectForeign("", parsed.root(), own, foreign);
    if (!foreign.isEmpty()) {
      problems.add(
          new PluginProblem(
              where + ":" + foreign.firstKey(),
              "expected keys of the plugin's own "
                  + (own.isEmpty() ? "sections, of which it has none" : String.join(", ", own))
                  + ", found "
                  + foreign.get(foreign.firstKey())
                  + (foreign.size() == 1
                      ? ""
                      : " and others in the lines "
                          + foreign.tailMap(foreign.firstKey() + 1).keySet().stream()
                              .map(String::valueOf)
                              .collect(Collectors.joining(", "))),
              "a plugin must not change what it does not own: leave them out"));
    }
  }

  private static void collectForeign(
      String path, ConfigObject object, Set<String> own, SortedMap<Integer, String> foreign) {
    object.forEach(
        (key, value) -> {
          String full = path.isEmpty() ? key : path + "." + ConfigUtil.joinPath(key);
          boolean above = own.stream().anyMatch(section -> section.startsWith(full + "."));
          if (above && value instanceof ConfigObject section) {
            collectForeign(full, section, own, foreign);
          } else if (!own.contains(full) || !(value instanceof ConfigObject)) {
            foreign.merge(
                value.origin().lineNumber(),
                full,
                (one, other) -> one.compareTo(other) < 0 ? one : other);
          }
        });
  }

  /**
   * Returns what keeps the keys from having values. Only a plugin that is selected, or looked at by
   * itself, is asked: resolving may take any amount of time and memory.
   *
   * @param host the host's own reference
   */
  List<PluginProblem> unresolvable(PluginReport plugin, Config host) {
    String where = plugin.location().getFileName() + "!/" + FILE;
    try {
      config.withFallback(host).resolve();
      return List.of();
    } catch (ConfigException e) {
      return List.of(
          failure(
              e,
              where,
              "cannot be resolved: ",
              "refer to keys that exist, and to environment variables as ${?NAME}"));
    } catch (StackOverflowError e) {
      return List.of(
          new PluginProblem(where, "is nested too deeply", "correct it and rebuild the plugin"));
    }
  }

  private static PluginProblem failure(
      ConfigException e, String file, String found, String remedy) {
    String message = String.valueOf(e.getMessage());
    ConfigOrigin origin = e.origin();
    if (origin == null) {
      return new PluginProblem(file, found + message, remedy);
    }
    String prefix = origin.description() + ": ";
    return new PluginProblem(
        file + ":" + origin.lineNumber(),
        found + (message.startsWith(prefix) ? message.substring(prefix.length()) : message),
        remedy);
  }
}
