package org.gatehouse.config.plugin.scan;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.gatehouse.config.plugin.SharedPackages;

/** Reports the references of a plugin's classes that its class loader will not resolve. */
final class ReferenceCheck implements References.Listener {

  private static final String BUILD =
      "use a newer Gatehouse, or build the plugin against the one that this is";

  private final ClassPool pool;
  private final PluginManifest manifest;
  private final ClassProblems problems;
  private final MemberCheck members;
  private final Map<String, Boolean> ofTheHost = new HashMap<>();

  ReferenceCheck(ClassPool pool, PluginManifest manifest, ClassProblems problems) {
    this.pool = pool;
    this.manifest = manifest;
    this.problems = problems;
    this.members = new MemberCheck(pool);
  }

  @Override
  public void inherits(Site site, String verb, String type, boolean ofInterface) {
    check(site, verb, type, true);
    if (pool.origin(type) == ClassPool.Origin.HOST) {
      pool.find(type)
          .filter(ClassFacts::isPublic)
          .flatMap(facts -> refusal(facts, ofInterface))
          .ifPresent(
              fault ->
                  problems.add(
                      verb + " " + type,
                      site.where(),
                      site + " " + verb + " " + binaryName(type) + ", which " + fault,
                      BUILD));
    }
  }

  private static Optional<String> refusal(ClassFacts type, boolean ofInterface) {
    if (type.isInterface() != ofInterface) {
      return Optional.of("is " + (ofInterface ? "no" : "an") + " interface here");
    }
    return type.isFinal() || type.sealed()
        ? Optional.of("is " + (type.sealed() ? "sealed" : "final") + " here")
        : Optional.empty();
  }

  @Override
  public void mentions(Site site, String type) {
    check(site, "mentions", type, false);
  }

  @Override
  public void uses(Site site, String type) {
    check(site, "uses", type, true);
  }

  private void check(Site site, String verb, String type, boolean needsAccess) {
    switch (pool.origin(type)) {
      case HOST -> checkOfHost(site, verb, type, needsAccess);
      case HOST_ON_REQUEST -> reportUngranted(site, verb, type);
      case PLATFORM -> {
        if (isMeant(site, type) && !pool.has(type)) {
          reportMissing(site, verb, type);
        }
      }
      case PLUGIN -> {
        // Whether jars of one plugin fit each other is their own business.
      }
    }
  }

  private void checkOfHost(Site site, String verb, String type, boolean needsAccess) {
    boolean missing = !pool.has(type);
    if (missing ? isMeant(site, type) : needsAccess && isHidden(type)) {
      problems.add(
          type,
          site.where(),
          site
              + " "
              + verb
              + " "
              + binaryName(type)
              + ", which "
              + (missing ? MemberCheck.holder(type) + " does not have" : "is not public"),
          BUILD);
    }
  }

  /** A library may look for a class that it can do without; the plugin's own code has to say so. */
  private boolean isMeant(Site site, String type) {
    return (SharedPackages.isOnlyInTheHost(binaryName(type)) || site.isOfTheAuthor())
        && !site.catchesMissing()
        && !manifest.mayLack(binaryName(type));
  }

  private void reportUngranted(Site site, String verb, String type) {
    if (isMeant(site, type)) {
      problems.add(
          SharedPackages.ENGINE,
          site.where(),
          site
              + " "
              + verb
              + " "
              + binaryName(type)
              + ", which plugins get only if their manifest asks for it",
          "add " + PluginManifest.REQUIRES + ": " + SharedPackages.ENGINE + " to the manifest");
    }
  }

  private void reportMissing(Site site, String verb, String type) {
    problems.add(
        type,
        site.where(),
        site
            + " "
            + verb
            + " "
            + binaryName(type)
            + ", which is neither in the plugin's jars, nor shared by the host, nor in Java "
            + Runtime.version().feature(),
        "add the jar that has it to the plugin, or name it in "
            + PluginManifest.OPTIONAL
            + " of the manifest if the plugin does without it");
  }

  @Override
  public void uses(Site site, Member member) {
    boolean looked =
        switch (pool.origin(member.owner())) {
          case HOST -> pool.find(member.owner()).isPresent() && isPublic(member.owner());
          case PLUGIN -> ofTheHost.computeIfAbsent(member.owner(), this::isOfTheHost);
          case HOST_ON_REQUEST, PLATFORM -> false;
        };
    if (!looked) {
      uses(site, member.owner());
      return;
    }
    members
        .fault(site.className(), member)
        .ifPresent(
            fault ->
                problems.add(
                    member, site.where(), site + " " + member.use() + ", " + fault, BUILD));
  }

  private boolean isPublic(String type) {
    return pool.find(type).filter(ClassFacts::isPublic).isPresent();
  }

  private boolean isHidden(String type) {
    return pool.find(type).filter(facts -> !facts.isPublic()).isPresent();
  }

  private boolean isOfTheHost(String type) {
    return pool.lineage(type).types().stream()
        .anyMatch(above -> pool.origin(above.name()) == ClassPool.Origin.HOST);
  }

  private static String binaryName(String type) {
    return type.replace('/', '.');
  }
}
