package org.gatehouse.config.plugin.isolation;

import java.util.function.Supplier;
import org.gatehouse.api.GatehouseException;
import org.jspecify.annotations.Nullable;

/**
 * Runs calls into a plugin with the plugin's class loader as the thread's context class loader, and
 * calls back into the host with the host's.
 *
 * <p>Which thread calls does not matter: the loader is set for the call and put back after it.
 */
record PluginScope(String plugin, ClassLoader loader, ClassLoader host) {

  /**
   * Calls the plugin.
   *
   * @throws GatehouseException if a class or method is missing or broken, instead of an {@link
   *     Error} that nobody expects from a gate
   */
  <T> T call(Supplier<T> action) {
    try {
      return with(loader, action);
    } catch (LinkageError e) {
      throw new GatehouseException(
          "plugin "
              + plugin
              + " is broken: "
              + e
              + "; look at it with: gatehouse plugins check, or ask who built it",
          e);
    }
  }

  /**
   * Calls something that the plugin made.
   *
   * @throws GatehouseException if it fails in a way that the SPI does not know, or returns nothing
   */
  <T> T use(Supplier<T> action) {
    T result;
    try {
      result = call(action);
    } catch (GatehouseException | IllegalStateException e) {
      throw e;
    } catch (RuntimeException | AssertionError | StackOverflowError e) {
      throw defect("failed: " + e, e);
    }
    if (result == null) {
      throw defect("returned nothing", null);
    }
    return result;
  }

  private GatehouseException defect(String what, @Nullable Throwable cause) {
    return new GatehouseException(
        "plugin " + plugin + " " + what + "; this is a defect of the plugin: ask who made it",
        cause);
  }

  void run(Runnable action) {
    call(
        () -> {
          action.run();
          return this;
        });
  }

  /** Calls the host back. */
  void callBack(Runnable action) {
    with(
        host,
        () -> {
          action.run();
          return this;
        });
  }

  private static <T> T with(ClassLoader context, Supplier<T> action) {
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    thread.setContextClassLoader(context);
    try {
      return action.get();
    } finally {
      thread.setContextClassLoader(before);
    }
  }
}
