package org.gatehouse.config.plugin.scan;

import org.objectweb.asm.Handle;
import org.objectweb.asm.Opcodes;

/**
 * A field or method as the code of another class refers to it.
 *
 * @param owner the internal name of the class in which it is looked for
 * @param ofInterface whether a method's owner is taken for an interface
 */
record Member(
    String owner,
    String name,
    String descriptor,
    boolean isMethod,
    boolean isStatic,
    boolean ofInterface) {

  static Member method(
      int opcode, String owner, String name, String descriptor, boolean ofInterface) {
    return new Member(owner, name, descriptor, true, opcode == Opcodes.INVOKESTATIC, ofInterface);
  }

  static Member field(int opcode, String owner, String name, String descriptor) {
    boolean isStatic = opcode == Opcodes.GETSTATIC || opcode == Opcodes.PUTSTATIC;
    return new Member(owner, name, descriptor, false, isStatic, false);
  }

  static Member of(Handle handle) {
    int tag = handle.getTag();
    boolean isStatic =
        tag == Opcodes.H_GETSTATIC || tag == Opcodes.H_PUTSTATIC || tag == Opcodes.H_INVOKESTATIC;
    return new Member(
        handle.getOwner(),
        handle.getName(),
        handle.getDesc(),
        tag >= Opcodes.H_INVOKEVIRTUAL,
        isStatic,
        handle.isInterface());
  }

  boolean isConstructor() {
    return name.equals(Signatures.CONSTRUCTOR);
  }

  /** The key under which {@link ClassFacts} has it. */
  String key() {
    return ClassFacts.member(name, descriptor);
  }

  /** Says what code does with it, as in {@code calls GatingModel.close()}. */
  String use() {
    if (!isMethod) {
      return "uses the field " + Signatures.field(owner, name, descriptor);
    }
    return (isConstructor() ? "creates " : "calls ") + Signatures.method(owner, name, descriptor);
  }
}
