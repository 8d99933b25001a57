package org.gatehouse.config.plugin.scan;

import java.util.Optional;
import org.gatehouse.api.plugin.ApiVersion;
import org.objectweb.asm.Opcodes;

/** Looks fields and methods up as the JVM will. */
final class MemberCheck {

  private static final String API = "org/gatehouse/api/";

  private final ClassPool pool;

  MemberCheck(ClassPool pool) {
    this.pool = pool;
  }

  /** Returns what is wrong with a member that a class refers to, as a clause on that member. */
  Optional<String> fault(String from, Member member) {
    Lineage lineage = pool.lineage(member.owner());
    Optional<ClassFacts> owner = pool.find(member.owner());
    if (owner.isEmpty()) {
      return Optional.empty();
    }
    if (member.isMethod() && owner.get().isInterface() != member.ofInterface()) {
      return Optional.of(
          "and "
              + owner.get().binaryName()
              + " is "
              + (member.ofInterface() ? "no" : "an")
              + " interface here");
    }
    Optional<ClassFacts> declaring = lineage.declaring(member);
    if (declaring.isEmpty()) {
      return lineage.complete()
          ? Optional.of("which " + holder(lineage) + " does not have" + namesakes(lineage, member))
          : Optional.empty();
    }
    ClassFacts type = declaring.get();
    int access = type.members(member).getOrDefault(member.key(), 0);
    if (pool.origin(type.name()) == ClassPool.Origin.HOST && !isAccessible(from, type, access)) {
      return Optional.of("which is not public");
    }
    boolean isStatic = (access & Opcodes.ACC_STATIC) != 0;
    return isStatic == member.isStatic()
        ? Optional.empty()
        : Optional.of("which is " + (isStatic ? "static" : "not static") + " here");
  }

  private boolean isAccessible(String from, ClassFacts type, int access) {
    return (access & Opcodes.ACC_PUBLIC) != 0
        || ((access & Opcodes.ACC_PROTECTED) != 0 && pool.lineage(from).has(type.name()));
  }

  private static String holder(Lineage lineage) {
    return lineage.types().stream().anyMatch(type -> type.name().startsWith(API))
        ? holder(API)
        : holder("");
  }

  /** Returns by what a class of the host goes: the API has a version, the rest has not. */
  static String holder(String type) {
    return type.startsWith(API)
        ? "this version of the API (" + ApiVersion.current() + ")"
        : "this host";
  }

  private static String namesakes(Lineage lineage, Member member) {
    String prefix = member.name() + " ";
    return lineage.types().stream()
        .flatMap(type -> type.members(member).keySet().stream())
        .filter(key -> key.startsWith(prefix) && !member.isConstructor())
        .distinct()
        .sorted()
        .findFirst()
        .map(key -> " (it has " + describe(member, key.substring(prefix.length())) + ")")
        .orElse("");
  }

  private static String describe(Member member, String descriptor) {
    return member.isMethod()
        ? Signatures.methodAndResult(member.owner(), member.name(), descriptor)
        : Signatures.field(member.owner(), member.name(), descriptor);
  }
}
