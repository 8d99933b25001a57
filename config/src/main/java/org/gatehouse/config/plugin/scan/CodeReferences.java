package org.gatehouse.config.plugin.scan;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Handle;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/** Goes through the code of a method and tells what it refers to. */
final class CodeReferences extends MethodVisitor {

  private final Site site;
  private final References.Listener listener;
  private final TypeMentions types;
  private final Guards guards = new Guards();
  private final List<Reference> told = new ArrayList<>();
  private boolean fieldsMayBeMissing;

  /** What is told at the end of a method, as its handlers come after what they guard. */
  private record Reference(int line, List<Label> handlers, Runnable telling) {}

  CodeReferences(Site site, References.Listener listener, TypeMentions types) {
    super(Opcodes.ASM9);
    this.site = site;
    this.listener = listener;
    this.types = types;
  }

  private void tell(Runnable reference) {
    if (guards.isEmpty()) {
      reference.run();
    } else {
      told.add(new Reference(site.line(), guards.around(), reference));
    }
  }

  @Override
  public void visitEnd() {
    for (Reference one : told) {
      site.atLine(one.line());
      site.catchMissing(guards.catchMissing(one.handlers()));
      one.telling().run();
    }
    site.catchMissing(false);
  }

  @Override
  public void visitLabel(Label label) {
    guards.at(label);
  }

  @Override
  public void visitLineNumber(int line, Label start) {
    site.atLine(line);
  }

  @Override
  public void visitTryCatchBlock(Label start, Label end, Label handler, @Nullable String type) {
    if (type != null) {
      listener.uses(site, type);
      // Compilers guard a switch over an enum like this, so that a constant may come and go.
      fieldsMayBeMissing |= type.equals("java/lang/NoSuchFieldError");
      guards.add(start, end, handler, type);
    }
  }

  @Override
  public void visitTypeInsn(int opcode, String type) {
    tell(() -> types.use(Type.getObjectType(type)));
  }

  @Override
  public void visitMultiANewArrayInsn(String descriptor, int dimensions) {
    tell(() -> types.use(Type.getType(descriptor)));
  }

  @Override
  public void visitFieldInsn(int opcode, String owner, String name, String descriptor) {
    if (!fieldsMayBeMissing) {
      tell(() -> types.use(Member.field(opcode, owner, name, descriptor)));
    }
  }

  @Override
  public void visitMethodInsn(
      int opcode, String owner, String name, String descriptor, boolean ofInterface) {
    if (name.equals("addSuppressed")) {
      guards.atSuppression();
    }
    tell(() -> types.use(Member.method(opcode, owner, name, descriptor, ofInterface)));
  }

  @Override
  public void visitInvokeDynamicInsn(
      String name, String descriptor, Handle bootstrap, Object... arguments) {
    tell(
        () -> {
          types.descriptor(descriptor);
          types.constant(bootstrap);
          for (Object argument : arguments) {
            types.constant(argument);
          }
        });
  }

  @Override
  public void visitLdcInsn(Object value) {
    tell(() -> types.constant(value));
  }
}
