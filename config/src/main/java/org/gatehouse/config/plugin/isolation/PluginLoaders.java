package org.gatehouse.config.plugin.isolation;

import java.lang.ref.WeakReference;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.WeakHashMap;
import org.gatehouse.config.plugin.PluginReport;
import org.gatehouse.config.plugin.SharedPackages;
import org.jspecify.annotations.Nullable;

/**
 * The class loaders of this process's plugins: one for each plugin, however many networks use it,
 * because a native library can be in only one.
 *
 * <p>They are kept for as long as somebody uses them, and not by this class.
 */
final class PluginLoaders {

  private static final Map<ClassLoader, Map<Key, WeakReference<PluginClassLoader>>> BY_HOST =
      new WeakHashMap<>();

  /** Jars that changed are another plugin. */
  private record Key(Path location, String sha256) {}

  private PluginLoaders() {}

  static PluginClassLoader of(PluginReport plugin, ClassLoader host) {
    synchronized (BY_HOST) {
      Map<Key, WeakReference<PluginClassLoader>> loaders =
          BY_HOST.computeIfAbsent(host, any -> new HashMap<>());
      loaders.values().removeIf(reference -> reference.get() == null);
      Key key = new Key(plugin.location(), plugin.sha256());
      WeakReference<PluginClassLoader> known = loaders.get(key);
      @Nullable PluginClassLoader loader = known == null ? null : known.get();
      if (loader == null) {
        loader =
            new PluginClassLoader(
                plugin.title(), plugin.jars(), SharedPackages.of(plugin.requires()), host);
        loaders.put(key, new WeakReference<>(loader));
      }
      return loader;
    }
  }
}
