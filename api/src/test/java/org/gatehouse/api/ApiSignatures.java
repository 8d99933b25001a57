package org.gatehouse.api;

import static java.util.stream.Collectors.joining;

import java.io.IOException;
import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.Field;
import java.lang.reflect.Member;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.TypeVariable;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Describes what other modules can see of this one, a line for each type and member. */
final class ApiSignatures {

  private final SortedSet<String> lines = new TreeSet<>();

  private ApiSignatures() {}

  /** Returns the sorted lines of all types that were compiled together with one. */
  static List<String> of(Class<?> one) throws IOException, URISyntaxException {
    ApiSignatures signatures = new ApiSignatures();
    Path root = Path.of(one.getProtectionDomain().getCodeSource().getLocation().toURI());
    try (Stream<Path> files = Files.walk(root)) {
      for (Path file : (Iterable<Path>) files::iterator) {
        String name = root.relativize(file).toString();
        if (name.endsWith(".class")) {
          signatures.add(load(name, one.getClassLoader()));
        }
      }
    }
    return List.copyOf(signatures.lines);
  }

  private static Class<?> load(String file, ClassLoader loader) {
    String name = file.substring(0, file.length() - ".class".length());
    try {
      return Class.forName(name.replace('/', '.').replace('\\', '.'), false, loader);
    } catch (ClassNotFoundException e) {
      throw new AssertionError(e);
    }
  }

  private void add(Class<?> type) {
    if (type.getSimpleName().equals("package-info")) {
      lines.add(type.getPackageName() + ": package" + brief(annotations(type.getPackage())));
      return;
    }
    if (!isVisible(type)) {
      return;
    }
    lines.add(line(type, header(type)));
    if (type.isRecord()) {
      lines.add(
          line(
              type,
              Arrays.stream(type.getRecordComponents())
                  .map(component -> describe(component))
                  .collect(joining(", ", "record (", ")"))));
    }
    for (Constructor<?> constructor : type.getDeclaredConstructors()) {
      if (isVisible(constructor)) {
        lines.add(line(type, modifiers(constructor) + "<init>" + parameters(constructor)));
      }
    }
    for (Method method : type.getDeclaredMethods()) {
      if (isVisible(method)) {
        lines.add(line(type, describe(method)));
      }
    }
    for (Field field : type.getDeclaredFields()) {
      if (isVisible(field)) {
        lines.add(line(type, describe(field)));
      }
    }
  }

  private static boolean isVisible(Class<?> type) {
    boolean visible = Modifier.isPublic(type.getModifiers()) || isProtected(type);
    return visible
        && !type.isAnonymousClass()
        && (type.getDeclaringClass() == null || isVisible(type.getDeclaringClass()));
  }

  private static boolean isProtected(Class<?> type) {
    return Modifier.isProtected(type.getModifiers());
  }

  private static boolean isVisible(Member member) {
    int modifiers = member.getModifiers();
    return !member.isSynthetic()
        && (Modifier.isPublic(modifiers) || Modifier.isProtected(modifiers));
  }

  private static String line(Class<?> type, String text) {
    return type.getName() + ": " + brief(text);
  }

  private static String brief(String text) {
    return text.replace(" extends java.lang.Object", "")
        .replace("java.lang.", "")
        .replace("org.jspecify.annotations.", "")
        .replaceAll("(@[\\w.]+)\\(\\)", "$1");
  }

  private static String header(Class<?> type) {
    StringBuilder text = new StringBuilder(type.toGenericString());
    if (type.getAnnotatedSuperclass() != null) {
      text.append(" extends ").append(type.getAnnotatedSuperclass());
    }
    if (type.getInterfaces().length > 0) {
      text.append(
          Arrays.stream(type.getAnnotatedInterfaces())
              .map(AnnotatedType::toString)
              .collect(joining(", ", " implements ", "")));
    }
    return text + annotations(type);
  }

  private static String describe(Method method) {
    Object value = method.getDefaultValue();
    return modifiers(method)
        + (method.isDefault() ? "default " : "")
        + variables(method)
        + method.getAnnotatedReturnType()
        + " "
        + method.getName()
        + parameters(method)
        + (value == null ? "" : " default " + value)
        + annotations(method);
  }

  private static String describe(Field field) {
    return modifiers(field)
        + field.getAnnotatedType()
        + " "
        + field.getName()
        + constant(field)
        + annotations(field);
  }

  private static String describe(RecordComponent component) {
    return component.getAnnotatedType() + " " + component.getName();
  }

  /** Constants are copied into whatever is compiled against them. */
  private static String constant(Field field) {
    boolean copied = field.getType().isPrimitive() || field.getType() == String.class;
    if (!copied || !Modifier.isStatic(field.getModifiers())) {
      return "";
    }
    try {
      return " = " + field.get(null);
    } catch (IllegalAccessException e) {
      throw new AssertionError(e);
    }
  }

  private static String modifiers(Member member) {
    int all = member.getModifiers();
    int kept = all & ~(Modifier.TRANSIENT | Modifier.VOLATILE | Modifier.SYNCHRONIZED);
    return Modifier.toString(kept) + " ";
  }

  private static String variables(Executable executable) {
    TypeVariable<?>[] variables = executable.getTypeParameters();
    return variables.length == 0
        ? ""
        : Arrays.stream(variables)
            .map(v -> v + Arrays.toString(v.getAnnotatedBounds()))
            .collect(joining(", ", "<", "> "));
  }

  private static String parameters(Executable executable) {
    return Arrays.stream(executable.getAnnotatedParameterTypes())
        .map(AnnotatedType::toString)
        .collect(joining(", ", "(", ")"));
  }

  private static String annotations(AnnotatedElement element) {
    return Arrays.stream(element.getDeclaredAnnotations())
        .map(Annotation::toString)
        .sorted()
        .map(annotation -> " " + annotation)
        .collect(joining());
  }
}
