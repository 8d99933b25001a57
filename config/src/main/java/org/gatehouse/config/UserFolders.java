package org.gatehouse.config;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;

/**
 * Where a user's files belong, by the XDG base directory specification and the habits of macOS.
 *
 * @param environment the process's environment variables
 * @param home the user's home folder
 * @param mac whether the system is macOS
 */
record UserFolders(Map<String, String> environment, Path home, boolean mac) {

  static UserFolders ofThisUser() {
    return new UserFolders(
        System.getenv(),
        Path.of(System.getProperty("user.home", "")),
        System.getProperty("os.name", "").toLowerCase(Locale.ROOT).startsWith("mac"));
  }

  /** The folder for what can be made again. */
  Path cache() {
    return folder("XDG_CACHE_HOME", mac ? home.resolve("Library/Caches") : home.resolve(".cache"));
  }

  /** The folder for what must survive. */
  Path state() {
    return folder("XDG_STATE_HOME", home.resolve(".local/state"));
  }

  private Path folder(String variable, Path otherwise) {
    String value = environment.getOrDefault(variable, "");
    // The specification tells to ignore relative paths.
    boolean usable = !value.isEmpty() && Path.of(value).isAbsolute();
    return (usable ? Path.of(value) : otherwise).resolve("gatehouse");
  }
}
