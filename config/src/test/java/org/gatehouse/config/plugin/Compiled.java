package org.gatehouse.config.plugin;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.StringWriter;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.tools.FileObject;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** Compiles sources in memory against the class path of the tests; each set of sources once. */
final class Compiled {

  private static final Map<List<String>, SortedMap<String, byte[]>> KNOWN =
      new ConcurrentHashMap<>();
  private static final Pattern PACKAGE = Pattern.compile("(?m)^package ([\\w.]+);");
  private static final Pattern TYPE = Pattern.compile("\\b(?:class|interface|enum|record) (\\w+)");

  private Compiled() {}

  /** Returns the class files of sources by the names of their entries. */
  static SortedMap<String, byte[]> of(List<String> sources) {
    return sources.isEmpty() ? new TreeMap<>() : KNOWN.computeIfAbsent(sources, Compiled::compile);
  }

  /** Returns the entry of the class that a source declares. */
  static String entry(String source) {
    Matcher inPackage = PACKAGE.matcher(source);
    Matcher type = TYPE.matcher(source);
    if (!type.find()) {
      throw new IllegalArgumentException("no type in " + source);
    }
    return (inPackage.find() ? inPackage.group(1).replace('.', '/') + "/" : "")
        + type.group(1)
        + ".class";
  }

  private static SortedMap<String, byte[]> compile(List<String> sources) {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    List<JavaFileObject> units = new ArrayList<>();
    sources.forEach(text -> units.add(new Source(text)));
    List<String> options =
        List.of("-proc:none", "-g", "-classpath", System.getProperty("java.class.path"));
    StringWriter messages = new StringWriter();
    StandardJavaFileManager standard = compiler.getStandardFileManager(null, null, null);
    Outputs outputs = new Outputs(standard);
    if (!compiler.getTask(messages, outputs, null, options, null, units).call()) {
      throw new IllegalArgumentException(messages.toString());
    }
    SortedMap<String, byte[]> classes = new TreeMap<>();
    outputs.byName.forEach(
        (name, bytes) -> classes.put(name.replace('.', '/') + ".class", bytes.toByteArray()));
    return classes;
  }

  private static final class Source extends SimpleJavaFileObject {

    private final String text;

    Source(String text) {
      super(URI.create("mem:///" + entry(text).replaceAll("class$", "java")), Kind.SOURCE);
      this.text = text;
    }

    @Override
    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
      return text;
    }
  }

  private static final class Outputs extends ForwardingJavaFileManager<JavaFileManager> {

    private final Map<String, ByteArrayOutputStream> byName = new ConcurrentHashMap<>();

    Outputs(JavaFileManager standard) {
      super(standard);
    }

    @Override
    public JavaFileObject getJavaFileForOutput(
        Location location, String className, JavaFileObject.Kind kind, FileObject sibling) {
      return new SimpleJavaFileObject(URI.create("mem:///" + className.replace('.', '/')), kind) {
        @Override
        public OutputStream openOutputStream() {
          ByteArrayOutputStream bytes = new ByteArrayOutputStream();
          byName.put(className, bytes);
          return bytes;
        }
      };
    }
  }
}
