package org.gatehouse.config.plugin.scan;

import java.util.regex.Pattern;

/** Where in a class file somebody reads. Changes as they go on. */
final class Site {

  /** How compilers name the code of a lambda in a method. */
  private static final Pattern LAMBDA = Pattern.compile("^lambda\\$(.+)\\$\\d+$");

  private final PluginClasses.Source file;
  private final boolean ofTheAuthor;
  private String source = "";
  private String method = "";
  private int line;
  private boolean catchesMissing;

  /**
   * Begins a class.
   *
   * @param ofTheAuthor whether the plugin's author wrote it, in contrast to a library
   */
  Site(PluginClasses.Source file, boolean ofTheAuthor) {
    this.file = file;
    this.ofTheAuthor = ofTheAuthor;
  }

  boolean isOfTheAuthor() {
    return ofTheAuthor;
  }

  /** The internal name of the class. */
  String className() {
    return file.name();
  }

  /** The jar and the entry. */
  String where() {
    return file.where();
  }

  void atSource(String name) {
    source = name;
  }

  /** Enters a method, or leaves all if it is empty. */
  void atMethod(String name) {
    method = LAMBDA.matcher(name).replaceFirst("$1");
    line = 0;
    catchesMissing = false;
  }

  void atLine(int number) {
    line = number;
  }

  int line() {
    return line;
  }

  /** Tells whether code around it catches what the JVM throws if a class is missing. */
  void catchMissing(boolean caught) {
    catchesMissing = caught;
  }

  boolean catchesMissing() {
    return catchesMissing;
  }

  /** Describes it, as in {@code Foo.run (Foo.java:12)}. */
  @Override
  public String toString() {
    String type = Signatures.simpleName(className());
    boolean named = !method.isEmpty() && !method.startsWith("<");
    return (named ? type + "." + method : type)
        + (line == 0 || source.isEmpty() ? "" : " (" + source + ":" + line + ")");
  }
}
