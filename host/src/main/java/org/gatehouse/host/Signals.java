package org.gatehouse.host;

import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import org.gatehouse.host.cli.Termination;

/**
 * The signals TERM and INT as requests to end.
 *
 * <p>A shutdown hook would not do: while hooks run, others take apart what is still in use, and the
 * exit code of a process that a signal ends says so however well the end went. The classes are
 * those of the module {@code jdk.unsupported}, which every JDK has; compilers warn of their names.
 */
final class Signals implements Termination {

  private static final List<String> NAMES = List.of("TERM", "INT");

  @Override
  public Registration onRequest(Runnable end) {
    try {
      Class<?> signal = Class.forName("sun.misc.Signal");
      Class<?> handler = Class.forName("sun.misc.SignalHandler");
      Method handle = signal.getMethod("handle", signal, handler);
      Object ending =
          Proxy.newProxyInstance(
              Signals.class.getClassLoader(),
              new Class<?>[] {handler},
              (proxy, method, arguments) -> {
                if (method.getName().equals("handle")) {
                  end.run();
                }
                return null;
              });
      List<Registration> before = new ArrayList<>();
      for (String name : NAMES) {
        Object each = signal.getConstructor(String.class).newInstance(name);
        Object old = handle.invoke(null, each, ending);
        before.add(() -> restore(handle, each, old));
      }
      return () -> before.forEach(Registration::close);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("signals cannot be handled", e);
    }
  }

  private static void restore(Method handle, Object signal, Object handler) {
    try {
      handle.invoke(null, signal, handler);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("signals cannot be handled", e);
    }
  }
}
