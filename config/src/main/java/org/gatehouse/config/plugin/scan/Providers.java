package org.gatehouse.config.plugin.scan;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.gatehouse.config.plugin.Provided;
import org.gatehouse.config.plugin.ProviderKind;

/** The providers that the services files of a plugin name. */
final class Providers {

  private final Map<ProviderKind<?>, List<ServicesFile.Line>> lines = new LinkedHashMap<>();
  private final BundledCheck bundled;
  private final Findings findings;

  /**
   * Reads the services files of some jars.
   *
   * @param bundled what is refused anyway, of which nothing more is said
   */
  Providers(PluginFiles files, List<PluginJar> jars, BundledCheck bundled, Findings findings) {
    this.findings = findings;
    this.bundled = bundled;
    int before = findings.all().size();
    ProviderKind.all().forEach(kind -> lines.put(kind, read(kind, jars)));
    boolean none = lines.values().stream().allMatch(List::isEmpty);
    if (none && !jars.isEmpty() && findings.all().size() == before) {
      findings.add(
          files.name(),
          "expected at least one provider, found none",
          "list the providers' classes in "
              + ProviderKind.all().stream()
                  .map(ProviderKind::servicesFile)
                  .collect(Collectors.joining(" or ")));
    }
  }

  private List<ServicesFile.Line> read(ProviderKind<?> kind, List<PluginJar> jars) {
    List<ServicesFile.Line> found = new ArrayList<>();
    Set<String> names = new HashSet<>();
    for (PluginJar jar : jars) {
      if (jar.entries().contains(kind.servicesFile())) {
        ServicesFile.read(jar, kind.servicesFile(), findings).stream()
            .filter(line -> !bundled.refuses(line.className()))
            .filter(line -> names.add(line.className()))
            .forEach(found::add);
      }
    }
    return found;
  }

  /** The names of the providers' classes, with dots. */
  Set<String> classNames() {
    return lines.values().stream()
        .flatMap(List::stream)
        .map(ServicesFile.Line::className)
        .collect(Collectors.toUnmodifiableSet());
  }

  /** The packages in which the providers are. */
  ProviderPackages packages() {
    return new ProviderPackages(
        classNames().stream()
            .map(name -> ProviderPackages.packageOf(name.replace('.', '/')))
            .collect(Collectors.toUnmodifiableSet()));
  }

  /**
   * Checks the providers' classes and returns those that have a name, by kind and name.
   *
   * @param plugin the place of what concerns two of them
   */
  List<Provided> check(String plugin, ProviderCheck check) {
    List<Provided> all = new ArrayList<>();
    lines.forEach((kind, named) -> all.addAll(check(plugin, kind, named, check)));
    return all;
  }

  private List<Provided> check(
      String plugin, ProviderKind<?> kind, List<ServicesFile.Line> named, ProviderCheck check) {
    List<Provided> provided =
        named.stream()
            .flatMap(line -> check.check(kind, line).stream())
            .sorted(Comparator.comparing(Provided::name))
            .toList();
    Map<String, List<Provided>> byName =
        provided.stream()
            .collect(Collectors.groupingBy(Provided::name, TreeMap::new, Collectors.toList()));
    byName.forEach(
        (name, namesakes) -> {
          if (namesakes.size() > 1) {
            findings.add(
                plugin,
                "expected one "
                    + kind.noun()
                    + " named "
                    + name
                    + ", found "
                    + namesakes.stream()
                        .map(Provided::className)
                        .collect(Collectors.joining(" and ")),
                "give each a @ProviderName of its own");
          }
        });
    return provided;
  }
}
