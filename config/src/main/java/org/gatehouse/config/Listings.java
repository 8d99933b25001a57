package org.gatehouse.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.gatehouse.config.plugin.PluginListing;
import org.gatehouse.config.plugin.PluginProblem;
import org.gatehouse.config.plugin.PluginReport;
import org.gatehouse.config.plugin.Provided;
import org.gatehouse.config.plugin.ProviderKind;

/** Puts together what can be selected. */
final class Listings {

  private static final Comparator<Provided> BY_KIND_THEN_NAME =
      Comparator.comparingInt((Provided provided) -> ProviderKind.all().indexOf(provided.kind()))
          .thenComparing(Provided::name);

  private Listings() {}

  static PluginListing of(PluginPath path, ClassLoader host, Config root, Config hostReference) {
    Map<String, List<Provided>> byLocation = new TreeMap<>();
    List<PluginProblem> broken = new ArrayList<>();
    for (ProviderKind<?> kind : ProviderKind.all()) {
      ClassPathProviders<?> providers = ClassPathProviders.list(kind, host);
      for (int i = 0; i < providers.candidates().size(); i++) {
        ClassPathProviders.Place place = providers.places().get(i);
        byLocation
            .computeIfAbsent(place.location(), any -> new ArrayList<>())
            .add(new Provided(kind, providers.candidates().get(i).name(), place.className()));
      }
      providers
          .broken()
          .forEach(
              text ->
                  broken.add(
                      new PluginProblem(
                          kind.servicesFile(),
                          "a " + kind.noun() + " cannot be used: " + text,
                          "mend or remove it from the host's class path")));
    }
    List<PluginReport> classPath = new ArrayList<>();
    byLocation.forEach(
        (location, provides) -> {
          provides.sort(BY_KIND_THEN_NAME);
          classPath.add(report(location, provides, List.of()));
        });
    if (!broken.isEmpty()) {
      classPath.add(report("", List.of(), broken));
    }
    return new PluginListing(
        path.folders().stream().map(folder -> folder.toAbsolutePath().normalize()).toList(),
        path.reports(),
        classPath,
        selected(root),
        hostReference);
  }

  private static PluginReport report(
      String location, List<Provided> provides, List<PluginProblem> problems) {
    return new PluginReport(
        Path.of(location),
        List.of(),
        PluginListing.CLASS_PATH,
        "",
        "",
        new TreeSet<>(),
        provides,
        List.of(),
        new TreeMap<>(),
        "",
        problems);
  }

  private static Map<ProviderKind<?>, String> selected(Config root) {
    Map<ProviderKind<?>, String> selected = new HashMap<>();
    for (ProviderKind<?> kind : ProviderKind.all()) {
      try {
        selected.put(kind, root.getString(kind.selectingKey()).strip());
      } catch (ConfigException e) {
        // Whoever needs the rest of the configuration will say so.
      }
    }
    return selected;
  }
}
