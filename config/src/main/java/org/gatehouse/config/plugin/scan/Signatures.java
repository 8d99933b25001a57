package org.gatehouse.config.plugin.scan;

import java.util.Arrays;
import java.util.stream.Collectors;
import org.objectweb.asm.Type;

/** Says in the words of Java what class files name in their own. */
final class Signatures {

  static final String CONSTRUCTOR = "<init>";

  private Signatures() {}

  /** Returns the name without the package, of a nested class with the names around it. */
  static String simpleName(String internalName) {
    String name = internalName.substring(internalName.lastIndexOf('/') + 1);
    return name.replaceAll("\\$(?=\\p{L})", ".");
  }

  /** Returns a method as in {@code GatingModel.forward(java.lang.String)}. */
  static String method(String owner, String name, String descriptor) {
    String arguments =
        Arrays.stream(Type.getArgumentTypes(descriptor))
            .map(Type::getClassName)
            .collect(Collectors.joining(", ", "(", ")"));
    return (name.equals(CONSTRUCTOR) ? simpleName(owner) : simpleName(owner) + "." + name)
        + arguments;
  }

  /** Returns a method with what it returns, as in {@code void GatingModel.close()}. */
  static String methodAndResult(String owner, String name, String descriptor) {
    return Type.getReturnType(descriptor).getClassName() + " " + method(owner, name, descriptor);
  }

  /** Returns a field as in {@code int Uids.MOST}. */
  static String field(String owner, String name, String descriptor) {
    return Type.getType(descriptor).getClassName() + " " + simpleName(owner) + "." + name;
  }
}
