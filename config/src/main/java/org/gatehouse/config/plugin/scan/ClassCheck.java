package org.gatehouse.config.plugin.scan;

import java.io.IOException;
import java.util.Optional;
import org.gatehouse.config.plugin.SharedPackages;
import org.objectweb.asm.Opcodes;

/** Goes through the classes of a plugin. */
final class ClassCheck {

  private static final int MAGIC = 0xCAFEBABE;
  private static final int HEADER = 8;

  /** The version of class files that Java 1 would have. */
  private static final int BEFORE_FIRST = 44;

  private static final int PREVIEW = 0xFFFF;

  private final ClassPool pool;
  private final ProviderPackages packages;
  private final ClassProblems problems;
  private final ReferenceCheck references;

  ClassCheck(
      ClassPool pool, ProviderPackages packages, PluginManifest manifest, ClassProblems problems) {
    this.pool = pool;
    this.packages = packages;
    this.problems = problems;
    this.references = new ReferenceCheck(pool, manifest, problems);
  }

  /** Checks one class. */
  void check(PluginClasses.Source source) {
    try {
      byte[] bytes = source.read();
      if (isMalformed(bytes)) {
        reject(source, "it does not begin as one");
      } else if (runs(source, bytes)) {
        check(source, bytes);
      }
    } catch (IOException | MalformedClassException e) {
      reject(source, String.valueOf(e.getMessage()));
    }
  }

  private void check(PluginClasses.Source source, byte[] bytes) throws MalformedClassException {
    Optional<ClassFacts> facts = pool.find(source.name());
    if (facts.isPresent()) {
      References.read(bytes, new Site(source, packages.contain(source.name())), references);
      checkImplemented(source, facts.get());
    } else {
      String name = ClassFacts.read(bytes).name();
      if (packages.contain(source.name())) {
        reject(source, "it is that of " + name.replace('/', '.'));
      }
    }
  }

  private static boolean isMalformed(byte[] bytes) {
    return bytes.length < HEADER || (twoBytes(bytes, 0) << 16 | twoBytes(bytes, 2)) != MAGIC;
  }

  private static int twoBytes(byte[] bytes, int at) {
    return (bytes[at] & 0xFF) << 8 | (bytes[at + 1] & 0xFF);
  }

  private void reject(PluginClasses.Source source, String why) {
    problems.add(
        source.where(),
        source.where(),
        "expected a class file, found one that cannot be read (" + why + ")",
        "build the jar again");
  }

  /** A library may have classes that it leaves alone on this Java; what the author wrote runs. */
  private boolean runs(PluginClasses.Source source, byte[] bytes) {
    int java = twoBytes(bytes, 6) - BEFORE_FIRST;
    int running = Runtime.version().feature();
    boolean preview = twoBytes(bytes, 4) == PREVIEW;
    if (java <= running && !preview) {
      return true;
    }
    if (packages.contain(source.name())) {
      problems.add(
          "the version of " + source.jar().name(),
          source.where(),
          Signatures.simpleName(source.name())
              + " was compiled for Java "
              + java
              + (preview ? " with features in preview" : "")
              + ", and this is Java "
              + running,
          preview
              ? "compile the plugin without them"
              : "run this with Java " + java + ", or compile the plugin for Java " + running);
    }
    return false;
  }

  private void checkImplemented(PluginClasses.Source source, ClassFacts facts) {
    if (facts.isInterface() || facts.isAbstract()) {
      return;
    }
    Lineage lineage = pool.lineage(facts.name());
    if (!lineage.complete()) {
      return;
    }
    for (ClassFacts type : lineage.types()) {
      if (SharedPackages.isOnlyInTheHost(type.binaryName())) {
        type.methods().entrySet().stream()
            .filter(method -> (method.getValue() & Opcodes.ACC_ABSTRACT) != 0)
            .filter(method -> !lineage.implement(method.getKey()))
            .forEach(method -> reportUnimplemented(source, type, method.getKey()));
      }
    }
  }

  private void reportUnimplemented(PluginClasses.Source source, ClassFacts type, String method) {
    int space = method.indexOf(' ');
    problems.add(
        source.name() + " " + method,
        source.where(),
        Signatures.simpleName(source.name())
            + " does not implement "
            + Signatures.method(
                type.name(), method.substring(0, space), method.substring(space + 1))
            + ", for which "
            + MemberCheck.holder(type.name())
            + " asks",
        "use a newer version of the plugin, or build it against the Gatehouse that this is");
  }
}
