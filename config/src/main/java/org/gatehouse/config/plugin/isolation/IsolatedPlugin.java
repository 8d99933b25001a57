package org.gatehouse.config.plugin.isolation;

import com.typesafe.config.Config;
import java.lang.reflect.InvocationTargetException;
import java.nio.file.Path;
import org.gatehouse.api.GatehouseException;
import org.gatehouse.config.plugin.PluginReference;
import org.gatehouse.config.plugin.PluginReport;
import org.gatehouse.config.plugin.Plugins;
import org.gatehouse.config.plugin.Provided;
import org.gatehouse.config.plugin.ProviderKind;
import org.gatehouse.config.reference.ReferenceConfs;

/**
 * A plugin in a class loader of its own, which is made when the first provider is.
 *
 * <p>Whatever a provider makes is called with that class loader as the thread's context class
 * loader. The loader lives for as long as something of the plugin is in use; a process has one for
 * each plugin. Safe for use by many threads.
 */
public final class IsolatedPlugin {

  private final PluginReport report;
  private final ClassLoader host;

  private IsolatedPlugin(PluginReport report, ClassLoader host) {
    this.report = report;
    this.host = host;
  }

  /**
   * Scans a plugin and opens it.
   *
   * @param location a jar or a folder of jars
   * @param host where the shared packages are
   * @throws GatehouseException with everything that is wrong with it
   */
  public static IsolatedPlugin open(Path location, ClassLoader host) {
    return of(Plugins.check(location, host), host);
  }

  /**
   * Opens a plugin that has been scanned.
   *
   * @throws GatehouseException if the report has problems
   */
  public static IsolatedPlugin of(PluginReport report, ClassLoader host) {
    if (!report.isLoadable()) {
      throw new GatehouseException(report.describeProblems());
    }
    return new IsolatedPlugin(report, host);
  }

  /** Returns what its files say. */
  public PluginReport report() {
    return report;
  }

  /**
   * Returns the class loader of the plugin's code, which can be collected once nothing that came
   * out of the plugin is in use.
   */
  public ClassLoader classLoader() {
    return PluginLoaders.of(report, host);
  }

  /**
   * Returns all {@code reference.conf} files of the host and that of the plugin, merged but not
   * resolved.
   */
  public Config reference() {
    Config common = ReferenceConfs.of(host);
    return PluginReference.read(report, common).config().withFallback(common);
  }

  /**
   * Makes a provider.
   *
   * @throws GatehouseException if the plugin has none of this name, or it cannot be made
   */
  public <T> T provider(ProviderKind<T> kind, String name) {
    Provided provided =
        report.provides().stream()
            .filter(candidate -> candidate.kind().equals(kind) && candidate.name().equals(name))
            .findFirst()
            .orElseThrow(
                () ->
                    new GatehouseException(
                        report.title() + " has no " + kind.noun() + " named " + name));
    PluginClassLoader loader = PluginLoaders.of(report, host);
    PluginScope scope =
        new PluginScope(report.title() + " (" + report.location() + ")", loader, host);
    T provider = scope.call(() -> instantiate(kind, provided.className(), loader));
    return Scoped.provider(kind, provider, scope);
  }

  private <T> T instantiate(ProviderKind<T> kind, String className, PluginClassLoader loader) {
    try {
      return kind.type().cast(loader.loadClass(className).getDeclaredConstructor().newInstance());
    } catch (InvocationTargetException e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      throw new GatehouseException("the constructor of " + className + " failed: " + cause, cause);
    } catch (ExceptionInInitializerError e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      throw new GatehouseException(
          "the static initialiser of " + className + " failed: " + cause, cause);
    } catch (ReflectiveOperationException e) {
      throw new GatehouseException(className + " of " + loader + " cannot be made: " + e, e);
    }
  }
}
