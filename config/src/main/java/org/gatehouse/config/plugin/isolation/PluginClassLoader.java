package org.gatehouse.config.plugin.isolation;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.net.URLConnection;
import java.nio.file.Path;
import java.util.Enumeration;
import java.util.List;
import org.gatehouse.config.plugin.SharedPackages;
import org.jspecify.annotations.Nullable;

/**
 * The class loader of one plugin: shared packages come from the host, everything else from the
 * plugin's own jars, and what belongs to the JDK from the JDK. The rule is the same for classes and
 * for resources.
 *
 * <p>It is never closed: nobody can tell when the last thread of a plugin has loaded its last
 * class. Its files are released when it is collected.
 */
final class PluginClassLoader extends URLClassLoader {

  static {
    registerAsParallelCapable();
  }

  private final String plugin;
  private final SharedPackages shared;
  private final ClassLoader host;

  /**
   * Creates a loader.
   *
   * @param plugin the plugin's name and version, for messages
   */
  PluginClassLoader(String plugin, List<Path> jars, SharedPackages shared, ClassLoader host) {
    super("plugin " + plugin, urls(jars), ClassLoader.getPlatformClassLoader());
    this.plugin = plugin;
    this.shared = shared;
    this.host = host;
  }

  private static URL[] urls(List<Path> jars) {
    return jars.stream().map(PluginClassLoader::url).toArray(URL[]::new);
  }

  private static URL url(Path jar) {
    try {
      return jar.toUri().toURL();
    } catch (MalformedURLException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
    if (shared.coverClass(name)) {
      return host.loadClass(name);
    }
    try {
      return super.loadClass(name, resolve);
    } catch (ClassNotFoundException e) {
      throw new ClassNotFoundException(name + ", looked for in the jars of " + this, e);
    }
  }

  @Override
  public @Nullable URL getResource(String name) {
    return shared.coverResource(name) ? host.getResource(name) : super.getResource(name);
  }

  @Override
  public Enumeration<URL> getResources(String name) throws IOException {
    return shared.coverResource(name) ? host.getResources(name) : super.getResources(name);
  }

  @Override
  public @Nullable InputStream getResourceAsStream(String name) {
    URL url = getResource(name);
    if (url == null) {
      return null;
    }
    try {
      URLConnection connection = url.openConnection();
      // A cached jar would stay open for as long as the process lives.
      connection.setUseCaches(false);
      return connection.getInputStream();
    } catch (IOException e) {
      return null;
    }
  }

  @Override
  public String toString() {
    return "plugin " + plugin;
  }
}
