package org.gatehouse.config.plugin.scan;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.AnnotationVisitor;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.FieldVisitor;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * What a class file says about its class, without the code. Names are internal ones, with slashes.
 *
 * @param access of the class, as the JVM checks it
 * @param modifiers of the class, as its source has them: of a nested class they differ
 * @param sealed whether it names all classes that may extend it
 * @param inner whether its objects belong to an object of the class around it
 * @param methods the access of its methods, by name and descriptor
 * @param fields the access of its fields, by name and descriptor
 * @param providerName the value of its {@code @ProviderName}
 */
record ClassFacts(
    String name,
    int access,
    int modifiers,
    boolean sealed,
    boolean inner,
    @Nullable String superName,
    List<String> interfaces,
    Map<String, Integer> methods,
    Map<String, Integer> fields,
    @Nullable String providerName) {

  private static final String PROVIDER_NAME = "Lorg/gatehouse/api/plugin/ProviderName;";

  /**
   * Reads a class file.
   *
   * @throws MalformedClassException if it is none
   */
  static ClassFacts read(byte[] bytes) throws MalformedClassException {
    Reading reading = new Reading();
    MalformedClassException.guard(
        () ->
            new ClassReader(bytes)
                .accept(
                    reading,
                    ClassReader.SKIP_CODE | ClassReader.SKIP_DEBUG | ClassReader.SKIP_FRAMES));
    return reading.facts();
  }

  static String member(String name, String descriptor) {
    return name + " " + descriptor;
  }

  /** The fields or the methods, whichever a member is one of. */
  Map<String, Integer> members(Member member) {
    return member.isMethod() ? methods : fields;
  }

  boolean isPublic() {
    return (access & Opcodes.ACC_PUBLIC) != 0;
  }

  boolean isInterface() {
    return (access & Opcodes.ACC_INTERFACE) != 0;
  }

  boolean isFinal() {
    return (access & Opcodes.ACC_FINAL) != 0;
  }

  boolean isAbstract() {
    return (access & Opcodes.ACC_ABSTRACT) != 0;
  }

  /** The name with dots. */
  String binaryName() {
    return name.replace('/', '.');
  }

  private static final class Reading extends ClassVisitor {

    private final Map<String, Integer> methods = new HashMap<>();
    private final Map<String, Integer> fields = new HashMap<>();
    private String name = "";
    private int access;
    private int modifiers;
    private boolean sealed;
    private boolean inner;
    private @Nullable String superName;
    private List<String> interfaces = List.of();
    private @Nullable String providerName;

    Reading() {
      super(Opcodes.ASM9);
    }

    ClassFacts facts() {
      return new ClassFacts(
          name,
          access,
          modifiers,
          sealed,
          inner,
          superName,
          interfaces,
          methods,
          fields,
          providerName);
    }

    @Override
    public void visit(
        int version,
        int access,
        String name,
        @Nullable String signature,
        @Nullable String superName,
        String @Nullable [] interfaces) {
      this.name = name;
      this.access = access;
      this.modifiers = access;
      this.superName = superName;
      this.interfaces = interfaces == null ? List.of() : List.of(interfaces);
    }

    @Override
    public void visitPermittedSubclass(String subclass) {
      sealed = true;
    }

    @Override
    public void visitInnerClass(
        String name, @Nullable String outer, @Nullable String simple, int access) {
      if (name.equals(this.name)) {
        modifiers = access;
        inner = (access & (Opcodes.ACC_STATIC | Opcodes.ACC_INTERFACE)) == 0;
      }
    }

    @Override
    public @Nullable AnnotationVisitor visitAnnotation(String descriptor, boolean visible) {
      if (!descriptor.equals(PROVIDER_NAME)) {
        return null;
      }
      return new AnnotationVisitor(Opcodes.ASM9) {
        @Override
        public void visit(String key, Object value) {
          providerName = String.valueOf(value);
        }
      };
    }

    @Override
    public @Nullable FieldVisitor visitField(
        int access, String name, String descriptor, @Nullable String signature, Object value) {
      fields.put(member(name, descriptor), access);
      return null;
    }

    @Override
    public @Nullable MethodVisitor visitMethod(
        int access,
        String name,
        String descriptor,
        @Nullable String signature,
        String @Nullable [] exceptions) {
      methods.put(member(name, descriptor), access);
      return null;
    }
  }
}
