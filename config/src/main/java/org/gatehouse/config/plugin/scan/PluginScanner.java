package org.gatehouse.config.plugin.scan;

import java.nio.file.Path;
import java.util.List;
import org.gatehouse.config.plugin.PluginReport;
import org.gatehouse.config.plugin.Provided;
import org.gatehouse.config.plugin.SharedPackages;

/**
 * Reads what the files of plugins say, and finds all that is wrong with them.
 *
 * <p>No class of a plugin is loaded. What the scanner learns about the host's classes it keeps for
 * the next plugin. Not safe for use by several threads.
 */
public final class PluginScanner {

  private final HostClasses host;

  /**
   * Creates a scanner.
   *
   * @param host where the shared packages are
   */
  public PluginScanner(ClassLoader host) {
    this.host = new HostClasses(host);
  }

  /** Reads one plugin; whatever is wrong with it becomes a problem of the report. */
  public PluginReport scan(Path location) {
    Path path = location.toAbsolutePath().normalize();
    Findings findings = new Findings();
    try (PluginFiles files = PluginFiles.open(path, findings)) {
      return scan(files, findings);
    }
  }

  private PluginReport scan(PluginFiles files, Findings findings) {
    files.jars().forEach(jar -> EntryNames.check(jar, findings));
    Manifests manifests = new Manifests(files, findings);
    PluginManifest manifest = manifests.own();
    manifests
        .ownJar()
        .ifPresent(jar -> manifest.check(jar.at(Manifests.ENTRY), host.loader(), findings));
    ClassPathCheck.check(manifests, findings);

    SharedPackages shared = SharedPackages.of(manifest.requires());
    BundledCheck bundled = new BundledCheck(shared, files.isFolder(), findings);
    manifests
        .jars()
        .forEach(jar -> bundled.check(jar, manifests.ownJar().filter(jar::equals).isPresent()));

    PluginClasses classes = new PluginClasses(manifests, shared);
    ClassPool pool = new ClassPool(classes, shared, host);
    List<PluginJar> kept = manifests.jars().stream().filter(jar -> !bundled.refuses(jar)).toList();
    Providers providers = new Providers(files, kept, bundled, findings);
    List<Provided> provided =
        providers.check(files.name(), new ProviderCheck(classes, pool, findings));
    SignatureCheck signatures = new SignatureCheck(classes, findings);
    kept.forEach(jar -> signatures.check(jar, providers.classNames()));
    ClassProblems classProblems = new ClassProblems();
    ClassCheck check = new ClassCheck(pool, providers.packages(), manifest, classProblems);
    classes.all().forEach(check::check);
    classProblems.report(files.name(), findings);

    return new PluginReport(
        files.location(),
        manifests.jars().stream().map(PluginJar::path).toList(),
        manifest.name().isEmpty() ? files.name() : manifest.name(),
        manifest.version(),
        manifest.apiVersions(),
        manifest.requires(),
        provided,
        bundled.natives(),
        ReferenceTexts.of(kept, findings),
        files.sha256(),
        findings.all());
  }
}
