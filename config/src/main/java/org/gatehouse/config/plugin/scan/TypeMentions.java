package org.gatehouse.config.plugin.scan;

import org.objectweb.asm.ConstantDynamic;
import org.objectweb.asm.Handle;
import org.objectweb.asm.Type;

/** Takes descriptors and constants apart into the classes and members in them. */
final class TypeMentions {

  private final Site site;
  private final References.Listener listener;

  TypeMentions(Site site, References.Listener listener) {
    this.site = site;
    this.listener = listener;
  }

  /** Tells the classes in the descriptor of a field or method. */
  void descriptor(String descriptor) {
    mention(Type.getType(descriptor));
  }

  private void mention(Type type) {
    if (type.getSort() == Type.METHOD) {
      for (Type argument : type.getArgumentTypes()) {
        mention(argument);
      }
      mention(type.getReturnType());
    } else {
      Type element = element(type);
      if (element.getSort() == Type.OBJECT) {
        listener.mentions(site, element.getInternalName());
      }
    }
  }

  private static Type element(Type type) {
    return type.getSort() == Type.ARRAY ? type.getElementType() : type;
  }

  /** Tells the class that code names, which may be an array's. */
  void use(Type type) {
    Type element = element(type);
    if (element.getSort() == Type.OBJECT) {
      listener.uses(site, element.getInternalName());
    }
  }

  /** Tells a member, or of an array's the class of its elements. */
  void use(Member member) {
    descriptor(member.descriptor());
    if (member.owner().startsWith("[")) {
      use(Type.getObjectType(member.owner()));
    } else {
      listener.uses(site, member);
    }
  }

  /** Tells what a constant, or an argument of a bootstrap method, consists of. */
  void constant(Object value) {
    if (value instanceof Type type) {
      if (type.getSort() == Type.METHOD) {
        mention(type);
      } else {
        use(type);
      }
    } else if (value instanceof Handle handle) {
      use(Member.of(handle));
    } else if (value instanceof ConstantDynamic dynamic) {
      descriptor(dynamic.getDescriptor());
      constant(dynamic.getBootstrapMethod());
      for (int i = 0; i < dynamic.getBootstrapMethodArgumentCount(); i++) {
        constant(dynamic.getBootstrapMethodArgument(i));
      }
    }
  }
}
