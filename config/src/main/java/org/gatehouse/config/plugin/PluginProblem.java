package org.gatehouse.config.plugin;

/**
 * One thing that keeps a plugin from being loaded.
 *
 * @param where the file, and in a jar the entry and the line: {@code
 *     a.jar!/META-INF/services/x.Y:3}; relative to the plugin's folder
 * @param found what is wrong: what was expected and what was found
 * @param remedy what to do about it, as a request
 */
public record PluginProblem(String where, String found, String remedy) {

  @Override
  public String toString() {
    return where + ": " + found + "; " + remedy;
  }
}
