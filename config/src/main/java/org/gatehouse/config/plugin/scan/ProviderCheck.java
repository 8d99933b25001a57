package org.gatehouse.config.plugin.scan;

import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.gatehouse.config.plugin.Provided;
import org.gatehouse.config.plugin.ProviderKind;
import org.objectweb.asm.Opcodes;

/** Checks the class of a provider as far as its file tells. */
final class ProviderCheck {

  private static final Pattern NAME = Pattern.compile("[a-z0-9]+(-[a-z0-9]+)*");
  private static final String OBJECT = "java/lang/Object";

  private final PluginClasses classes;
  private final ClassPool pool;
  private final Findings findings;

  ProviderCheck(PluginClasses classes, ClassPool pool, Findings findings) {
    this.classes = classes;
    this.pool = pool;
    this.findings = findings;
  }

  /** Returns what a line of a services file provides; empty if it has no name to go by. */
  Optional<Provided> check(ProviderKind<?> kind, ServicesFile.Line line) {
    String name = line.className().replace('.', '/');
    PluginClasses.Source source = classes.source(name);
    if (source == null) {
      reportMissing(line, name);
      return Optional.empty();
    }
    Optional<ClassFacts> facts = pool.find(name);
    facts.ifPresent(found -> check(kind, source.where(), found));
    return facts
        .flatMap(found -> providerName(source.where(), found))
        .map(found -> new Provided(kind, found, line.className()));
  }

  private void reportMissing(ServicesFile.Line line, String name) {
    String nested = name.replaceFirst("/([^/]*)$", "\\$$1");
    findings.add(
        line.where(),
        "expected the class "
            + line.className()
            + " in the plugin's jars, found "
            + (pool.find(name).isPresent() ? "it in the host" : "none"),
        classes.contain(nested)
            ? "write " + nested.replace('/', '.')
            : "correct or delete the line, or add the class to the jar");
  }

  private void check(ProviderKind<?> kind, String where, ClassFacts facts) {
    String type = facts.binaryName();
    if ((facts.modifiers() & facts.access() & Opcodes.ACC_PUBLIC) == 0) {
      findings.add(where, type + " is not public", "make it public");
    }
    if (facts.isInterface() || facts.isAbstract()) {
      findings.add(
          where,
          "expected a class that can be created, found that "
              + type
              + " is "
              + (facts.isInterface() ? "an interface" : "abstract"),
          "name a class that extends it in " + kind.servicesFile());
    } else {
      checkConstructor(where, facts);
    }
    checkLineage(kind, where, facts);
  }

  private void checkConstructor(String where, ClassFacts facts) {
    Map<String, Integer> methods = facts.methods();
    int access = methods.getOrDefault(ClassFacts.member(Signatures.CONSTRUCTOR, "()V"), 0);
    if (facts.inner()) {
      findings.add(
          where,
          facts.binaryName()
              + " is an inner class, which cannot be created without an object of the class around"
              + " it",
          "make it static, or a class of its own");
    } else if ((access & Opcodes.ACC_PUBLIC) == 0) {
      findings.add(
          where,
          "expected a public constructor without parameters, found none in " + facts.binaryName(),
          "add one");
    }
  }

  private void checkLineage(ProviderKind<?> kind, String where, ClassFacts facts) {
    Lineage lineage = pool.lineage(facts.name());
    if (!lineage.complete()) {
      // What is missing is reported with the references.
      return;
    }
    if (!lineage.has(OBJECT)) {
      findings.add(where, facts.binaryName() + " extends itself", "build the jar again");
    } else if (!lineage.has(kind.type().getName().replace('.', '/'))) {
      findings.add(
          where,
          "expected an implementation of "
              + kind.type().getName()
              + ", found that "
              + facts.binaryName()
              + " is none",
          "implement the interface, or delete the class from " + kind.servicesFile());
    }
  }

  private Optional<String> providerName(String where, ClassFacts facts) {
    String name = facts.providerName();
    if (name != null && NAME.matcher(name).matches()) {
      return Optional.of(name);
    }
    findings.add(
        where,
        name == null
            ? "expected @ProviderName on " + facts.binaryName() + ", found none"
            : "expected lower-case letters, digits and hyphens as @ProviderName of "
                + facts.binaryName()
                + ", found \""
                + name
                + "\"",
        "annotate it with a name such as @ProviderName(\"my-gate\")");
    return Optional.empty();
  }
}
