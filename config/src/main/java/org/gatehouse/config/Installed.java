package org.gatehouse.config;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.gatehouse.api.GatehouseException;
import org.gatehouse.config.plugin.PluginReport;
import org.gatehouse.config.plugin.ProviderKind;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The providers of one kind that a configuration can select, by name: those on the host's class
 * path and those of plugins.
 *
 * <p>Listing runs none of their code. A broken one hides no other: it is an error only for who asks
 * for it, or for a name that nobody has.
 */
final class Installed<T> {

  private static final Logger LOG = LoggerFactory.getLogger(Installed.class);

  private final ProviderKind<T> kind;
  private final SortedMap<String, List<Candidate<T>>> byName = new TreeMap<>();
  private final List<String> broken = new ArrayList<>();
  private final boolean pluginsOfUnknownContent;

  private Installed(ProviderKind<T> kind, boolean pluginsOfUnknownContent) {
    this.kind = kind;
    this.pluginsOfUnknownContent = pluginsOfUnknownContent;
  }

  /** Lists the providers of a kind. */
  static <T> Installed<T> scan(ProviderKind<T> kind, ClassLoader classLoader, PluginPath plugins) {
    List<String> unnamed = plugins.unnamed();
    Installed<T> installed = new Installed<>(kind, !unnamed.isEmpty());
    ClassPathProviders<T> classPath = ClassPathProviders.list(kind, classLoader);
    classPath.broken().forEach(text -> LOG.warn("a {} cannot be used: {}", kind.noun(), text));
    classPath.candidates().forEach(installed::add);
    plugins.candidates(kind).forEach(installed::add);
    installed.broken.addAll(classPath.broken());
    installed.broken.addAll(unnamed);
    return installed;
  }

  private void add(Candidate<T> candidate) {
    byName.computeIfAbsent(candidate.name(), name -> new ArrayList<>()).add(candidate);
  }

  /** Adds a provider that a host made itself, in the place of all others of its name. */
  void lend(Candidate<T> candidate) {
    byName.put(candidate.name(), List.of(candidate));
  }

  ProviderKind<T> kind() {
    return kind;
  }

  Collection<String> names() {
    return byName.keySet();
  }

  /**
   * Returns whether a name is, or may be, that of a broken plugin's provider: nobody knows which
   * keys it has.
   */
  boolean mayBeBroken(String name) {
    List<Candidate<T>> candidates = byName.getOrDefault(name, List.of());
    return candidates.isEmpty() ? pluginsOfUnknownContent : loadable(name).isEmpty();
  }

  /** Returns the plugin that a name would be made of, if it is one. */
  Optional<PluginReport> plugin(String name) {
    List<Candidate<T>> loadable = loadable(name);
    return loadable.size() == 1 ? loadable.get(0).plugin() : Optional.empty();
  }

  /**
   * Makes the provider of a name.
   *
   * @throws GatehouseException if there is none, there are several, or it cannot be made
   */
  Chosen<T> choose(String name) {
    List<Candidate<T>> all = byName.getOrDefault(name, List.of());
    if (all.isEmpty()) {
      throw new GatehouseException(notInstalled(name));
    }
    List<Candidate<T>> loadable = loadable(name);
    if (loadable.size() > 1) {
      throw new GatehouseException(
          "expected one "
              + kind.noun()
              + " named "
              + name
              + ", found "
              + loadable.stream().map(Candidate::place).collect(Collectors.joining(" and ")));
    }
    return Chosen.of(kind, loadable.isEmpty() ? all.get(0) : loadable.get(0));
  }

  private List<Candidate<T>> loadable(String name) {
    return byName.getOrDefault(name, List.of()).stream().filter(Candidate::isLoadable).toList();
  }

  /** Says that nobody has a name, and who is there instead. */
  String notInstalled(String name) {
    return "no "
        + kind.noun()
        + " named "
        + name
        + " is installed; installed: "
        + (byName.isEmpty() ? "none" : String.join(", ", byName.keySet()))
        + Suggestions.nearest(name, byName.keySet())
            .map(suggestion -> "; did you mean " + suggestion + "?")
            .orElse("")
        + (broken.isEmpty() ? "" : "; broken: " + String.join("; ", broken));
  }
}
