package org.gatehouse.config.plugin.scan;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.objectweb.asm.Opcodes;

/**
 * A class, its superclasses, then all its interfaces.
 *
 * @param complete whether all of them were found
 */
record Lineage(List<ClassFacts> types, boolean complete) {

  /** Returns whether a class is in it, by its internal name. */
  boolean has(String name) {
    return types.stream().anyMatch(type -> type.name().equals(name));
  }

  /** Returns the class from which a field or method comes. */
  Optional<ClassFacts> declaring(Member member) {
    Stream<ClassFacts> candidates =
        member.isConstructor() ? types.stream().limit(1) : types.stream();
    return candidates.filter(type -> type.members(member).containsKey(member.key())).findFirst();
  }

  /**
   * Returns whether a method of instances has a body.
   *
   * @param method name and descriptor
   */
  boolean implement(String method) {
    int without = Opcodes.ACC_ABSTRACT | Opcodes.ACC_STATIC | Opcodes.ACC_PRIVATE;
    return types.stream()
        .map(type -> type.methods().get(method))
        .anyMatch(access -> access != null && (access & without) == 0);
  }
}
