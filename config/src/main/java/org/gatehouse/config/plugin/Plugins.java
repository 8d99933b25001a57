package org.gatehouse.config.plugin;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.gatehouse.api.GatehouseException;
import org.gatehouse.config.plugin.scan.PluginScanner;
import org.gatehouse.config.plugin.scan.ScanCache;
import org.gatehouse.config.reference.ReferenceConfs;

/**
 * The plugins that lie in some folders, with what is wrong with them; none of their code has run.
 *
 * <p>Each jar and each folder directly in one of the folders is a plugin; hidden ones and other
 * files are none. Immutable and safe for use by many threads.
 */
public final class Plugins {

  private static final Comparator<Path> BY_NAME =
      Comparator.comparing(path -> path.getFileName().toString());

  private final List<PluginReport> single;
  private final List<PluginReport> reports;
  private final Map<PluginReport, PluginReference> references;

  private Plugins(Map<PluginReport, PluginReference> references) {
    this.references = references;
    this.single = List.copyOf(references.keySet());
    this.reports = CrossCheck.check(single);
  }

  /** Returns no plugins. */
  public static Plugins none() {
    return new Plugins(Map.of());
  }

  /**
   * Looks at all plugins.
   *
   * @param folders where they lie; links are followed, and what appears twice counts once
   * @param host where the shared packages are
   * @param hostReference the host's own reference
   * @param ofHost the providers on the host's own class path, whose names are taken
   * @param cacheFolder remembers what was found in files that do not change
   * @throws GatehouseException if one of the folders cannot be listed; a broken plugin is reported
   *     instead
   */
  public static Plugins scan(
      List<Path> folders,
      ClassLoader host,
      Config hostReference,
      List<Provided> ofHost,
      Optional<Path> cacheFolder) {
    PluginScanner scanner = new PluginScanner(host);
    Optional<ScanCache> cache = cacheFolder.map(ScanCache::new);
    Optional<String> fingerprint = cache.flatMap(found -> found.fingerprint(host));
    Map<PluginReport, PluginReference> references = new LinkedHashMap<>();
    for (Path location : locations(folders)) {
      PluginReport report =
          fingerprint.isPresent()
              ? cache.get().report(location, fingerprint.get(), () -> scan(scanner, location))
              : scan(scanner, location);
      PluginReference own = PluginReference.read(report, hostReference);
      references.put(
          report.withProblems(own.problems()).withProblems(CrossCheck.taken(report, ofHost)), own);
    }
    return new Plugins(references);
  }

  /**
   * Looks at one plugin that may lie anywhere.
   *
   * @param host where the shared packages are
   */
  public static PluginReport check(Path jarOrFolder, ClassLoader host) {
    PluginReport report = scan(new PluginScanner(host), jarOrFolder);
    Config hostReference = ReferenceConfs.of(host);
    PluginReference own = PluginReference.read(report, hostReference);
    return report
        .withProblems(own.problems())
        .withProblems(own.unresolvable(report, hostReference));
  }

  /** Scans a plugin; not even a flaw of the scan itself may keep a host from starting. */
  private static PluginReport scan(PluginScanner scanner, Path location) {
    try {
      return scanner.scan(location);
    } catch (RuntimeException | StackOverflowError e) {
      String name = String.valueOf(location.getFileName());
      return new PluginReport(
          location.toAbsolutePath().normalize(),
          List.of(),
          name,
          "",
          "",
          new TreeSet<>(),
          List.of(),
          List.of(),
          new TreeMap<>(),
          "",
          List.of(new PluginProblem(name, "cannot be scanned: " + e, "remove the plugin")));
    }
  }

  /** Returns plugins that are to be used together, with what keeps them from that. */
  public static List<PluginReport> together(List<PluginReport> plugins) {
    return CrossCheck.check(plugins);
  }

  private static Iterable<Path> locations(List<Path> folders) {
    Map<Path, Path> byRealPath = new LinkedHashMap<>();
    for (Path folder : folders) {
      for (Path location : locations(folder.toAbsolutePath().normalize())) {
        byRealPath.putIfAbsent(realPath(location), location);
      }
    }
    return byRealPath.values();
  }

  private static List<Path> locations(Path folder) {
    List<Path> locations = new ArrayList<>();
    try (DirectoryStream<Path> children =
        Files.newDirectoryStream(folder, child -> isPlugin(child))) {
      children.forEach(locations::add);
    } catch (IOException | DirectoryIteratorException e) {
      throw new GatehouseException(
          "expected a readable folder of plugins at "
              + folder
              + ", found "
              + (Files.notExists(folder)
                  ? "none"
                  : Files.isDirectory(folder) ? "one that cannot be listed" : "something else"),
          e);
    }
    locations.sort(BY_NAME);
    return locations;
  }

  private static boolean isPlugin(Path path) {
    String name = path.getFileName().toString();
    return !name.startsWith(".")
        && (name.toLowerCase(Locale.ROOT).endsWith(".jar") || Files.isDirectory(path));
  }

  private static Path realPath(Path location) {
    try {
      return location.toRealPath();
    } catch (IOException e) {
      return location;
    }
  }

  /** Returns the keys that the sound ones add, not resolved, to be compared with. */
  public Config keys() {
    return references.entrySet().stream()
        .filter(entry -> entry.getKey().isLoadable())
        .map(entry -> entry.getValue().config())
        .reduce(ConfigFactory.empty(), Config::withFallback);
  }

  /**
   * Returns the keys and defaults of one of them, not resolved.
   *
   * @param plugin one of {@link #eachAlone}
   */
  public Config reference(PluginReport plugin) {
    PluginReference reference = references.get(plugin);
    return reference == null ? ConfigFactory.empty() : reference.config();
  }

  /** Returns each plugin as if the others were not there. */
  public List<PluginReport> eachAlone() {
    return single;
  }

  /** Returns the plugins in the order of the folders, then of their names. */
  public List<PluginReport> reports() {
    return reports;
  }
}
