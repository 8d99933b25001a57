package org.gatehouse.config.plugin;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.gatehouse.config.plugin.scan.PluginScanner;

/** STUB until the scanner lands. */
public final class Plugins {

  private Plugins() {}

  public static Plugins scan(List<Path> folders, ClassLoader host, Optional<Path> cacheFolder) {
    return new Plugins();
  }

  public static PluginReport check(Path location, ClassLoader host) {
    return new PluginScanner(host).scan(location);
  }

  public List<PluginReport> reports() {
    return List.of();
  }
}
