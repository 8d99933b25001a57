package org.gatehouse.config.plugin.scan;

import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.FieldVisitor;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * Goes through a class file and tells which other classes and members it refers to.
 *
 * <p>Annotations are left out: the JVM ignores those whose classes are missing.
 */
final class References extends ClassVisitor {

  private final Site site;
  private final Listener listener;
  private final TypeMentions types;

  /** Hears of each reference. Classes have internal names and are no arrays. */
  interface Listener {

    /**
     * The class extends or implements another, as the verb says.
     *
     * @param ofInterface whether it takes the other for an interface
     */
    void inherits(Site site, String verb, String type, boolean ofInterface);

    /** A class appears in a descriptor. */
    void mentions(Site site, String type);

    /** Code uses a class. */
    void uses(Site site, String type);

    /** Code uses a member of a class. */
    void uses(Site site, Member member);
  }

  private References(Site site, Listener listener) {
    super(Opcodes.ASM9);
    this.site = site;
    this.listener = listener;
    this.types = new TypeMentions(site, listener);
  }

  /**
   * Tells the references of a class file.
   *
   * @throws MalformedClassException if it is none
   */
  static void read(byte[] bytes, Site site, Listener listener) throws MalformedClassException {
    MalformedClassException.guard(
        () ->
            new ClassReader(bytes).accept(new References(site, listener), ClassReader.SKIP_FRAMES));
  }

  @Override
  public void visit(
      int version,
      int access,
      String name,
      @Nullable String signature,
      @Nullable String superName,
      String @Nullable [] interfaces) {
    boolean isInterface = (access & Opcodes.ACC_INTERFACE) != 0;
    if (superName != null) {
      listener.inherits(site, "extends", superName, false);
    }
    if (interfaces != null) {
      for (String type : interfaces) {
        listener.inherits(site, isInterface ? "extends" : "implements", type, true);
      }
    }
  }

  @Override
  public void visitSource(@Nullable String source, @Nullable String debug) {
    site.atSource(source == null ? "" : source);
  }

  @Override
  public @Nullable FieldVisitor visitField(
      int access,
      String name,
      String descriptor,
      @Nullable String signature,
      @Nullable Object value) {
    site.atMethod(name);
    types.descriptor(descriptor);
    return null;
  }

  @Override
  public MethodVisitor visitMethod(
      int access,
      String name,
      String descriptor,
      @Nullable String signature,
      String @Nullable [] exceptions) {
    site.atMethod(name);
    types.descriptor(descriptor);
    return new CodeReferences(site, listener, types);
  }
}
