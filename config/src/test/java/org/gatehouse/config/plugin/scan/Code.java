package org.gatehouse.config.plugin.scan;

import org.gatehouse.config.plugin.PluginJars;

/** Plugins with code that refers to something. */
final class Code {

  static final String BUILD =
      "; use a newer Gatehouse, or build the plugin against the one that this is";

  private Code() {}

  /** A plugin with a class that has one method with one line of code. */
  static PluginJars code(String line) {
    return PluginJars.picker("picker").source(user("com.acme.gate", line));
  }

  static String user(String inPackage, String line) {
    return """
        package %s;
        import java.util.function.*;
        import org.gatehouse.api.*;
        import org.gatehouse.api.plugin.*;
        class User {
          static Object run(Uids uids) throws Throwable {
            %s
          }
        }
        """
        .formatted(inPackage, line);
  }
}
