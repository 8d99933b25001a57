package org.gatehouse.config.plugin.scan;

import java.io.IOException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.gatehouse.config.plugin.SharedPackages;

/** All classes that a plugin can see, by the rules of its class loader. Names are internal ones. */
final class ClassPool {

  private static final SharedPackages ALL_SHARED = SharedPackages.of(SharedPackages.requirements());

  private final PluginClasses own;
  private final SharedPackages shared;
  private final HostClasses host;
  private final Map<String, Origin> origins = new HashMap<>();
  private final Map<String, Optional<ClassFacts>> read = new HashMap<>();
  private final Map<String, Lineage> lineages = new HashMap<>();

  /** Where a class comes from, if it exists. */
  enum Origin {
    /** From the host's class path. */
    HOST,
    /** From the plugin's jars. */
    PLUGIN,
    /** From the host's class path, had the plugin's manifest asked for it. */
    HOST_ON_REQUEST,
    /** From the JDK. */
    PLATFORM
  }

  ClassPool(PluginClasses own, SharedPackages shared, HostClasses host) {
    this.own = own;
    this.shared = shared;
    this.host = host;
  }

  /** Returns where the plugin's class loader looks for a class. */
  Origin origin(String name) {
    return origins.computeIfAbsent(name, this::findOrigin);
  }

  private Origin findOrigin(String name) {
    String binaryName = name.replace('/', '.');
    if (shared.coverClass(binaryName)) {
      return Origin.HOST;
    }
    if (own.contain(name)) {
      return Origin.PLUGIN;
    }
    return ALL_SHARED.coverClass(binaryName) ? Origin.HOST_ON_REQUEST : Origin.PLATFORM;
  }

  /** Returns whether a class is there, readable or not. */
  boolean has(String name) {
    return switch (origin(name)) {
      case HOST -> host.hasShared(name);
      case PLUGIN -> true;
      case HOST_ON_REQUEST -> false;
      case PLATFORM -> host.hasPlatform(name);
    };
  }

  /** Returns a class; empty if it is not there or cannot be read. */
  Optional<ClassFacts> find(String name) {
    return switch (origin(name)) {
      case HOST -> host.shared(name);
      case PLUGIN -> read.computeIfAbsent(name, this::readOwn);
      case HOST_ON_REQUEST -> Optional.empty();
      case PLATFORM -> host.platform(name);
    };
  }

  private Optional<ClassFacts> readOwn(String name) {
    PluginClasses.Source source = own.source(name);
    try {
      return source == null
          ? Optional.empty()
          : Optional.of(ClassFacts.read(source.read())).filter(facts -> facts.name().equals(name));
    } catch (IOException | MalformedClassException e) {
      // Whoever goes through all classes reports it.
      return Optional.empty();
    }
  }

  /** Returns a class with everything that it extends and implements. */
  Lineage lineage(String name) {
    Lineage known = lineages.get(name);
    if (known == null) {
      known = climb(name);
      lineages.put(name, known);
    }
    return known;
  }

  private Lineage climb(String name) {
    Map<String, ClassFacts> found = new LinkedHashMap<>();
    Set<String> interfaces = new LinkedHashSet<>();
    boolean complete = true;
    String next = name;
    while (next != null && !found.containsKey(next)) {
      Optional<ClassFacts> facts = find(next);
      complete &= facts.isPresent();
      if (facts.isEmpty()) {
        break;
      }
      found.put(next, facts.get());
      interfaces.addAll(facts.get().interfaces());
      next = facts.get().superName();
    }
    while (!interfaces.isEmpty()) {
      String one = interfaces.iterator().next();
      interfaces.remove(one);
      Optional<ClassFacts> facts = find(one);
      complete &= facts.isPresent();
      if (facts.isPresent() && found.putIfAbsent(one, facts.get()) == null) {
        interfaces.addAll(facts.get().interfaces());
      }
    }
    return new Lineage(List.copyOf(found.values()), complete);
  }
}
