package org.gatehouse.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import java.lang.reflect.UndeclaredThrowableException;
import java.util.List;
import java.util.function.BiFunction;
import org.gatehouse.api.GatehouseException;
import org.gatehouse.api.config.ConfigProblem;
import org.gatehouse.api.config.ConfigurationException;
import org.gatehouse.api.telemetry.ProgressListener;
import org.gatehouse.config.plugin.ProviderKind;
import org.jspecify.annotations.Nullable;

/**
 * The provider that a configuration selects, which may be anybody's: what it throws is told apart
 * from what it says.
 */
record Chosen<T>(ProviderKind<T> kind, Candidate<T> candidate, T provider) {

  /** Makes something of a provider, and may be told of the progress. */
  interface Creation<T, M> {
    @Nullable M create(T provider, Config section, ProgressListener progress);
  }

  /**
   * Makes the provider.
   *
   * @throws GatehouseException if it cannot be made
   */
  static <T> Chosen<T> of(ProviderKind<T> kind, Candidate<T> candidate) {
    String who = kind.noun() + " " + candidate.name() + " (" + candidate.place() + ")";
    candidate
        .plugin()
        .filter(plugin -> !plugin.isLoadable())
        .ifPresent(
            plugin -> {
              throw new GatehouseException(who + " is broken:" + plugin.problemLines());
            });
    try {
      T provider =
          candidate
              .start()
              .run(who + " did not load", ProgressListener.none(), p -> candidate.make());
      return new Chosen<>(kind, candidate, provider);
    } catch (StartTimeout.ExceededException e) {
      throw e;
    } catch (Exception | Error e) {
      requireHarmless(e);
      throw new GatehouseException(who + " is broken: " + describe(e) + remedy(kind, candidate), e);
    }
  }

  /** Returns the section that the provider reads; empty if there is none. */
  Config section(Config root) {
    return Settings.section(root, kind.sectionOf(name()));
  }

  String name() {
    return candidate.name();
  }

  /** Lets the provider check its section; its own failure is a problem too. */
  List<ConfigProblem> check(Config root, BiFunction<T, Config, List<ConfigProblem>> check) {
    try {
      List<ConfigProblem> problems =
          candidate
              .start()
              .run(
                  did("not check this section"),
                  ProgressListener.none(),
                  progress -> check.apply(provider, section(root)));
      return List.copyOf(problems);
    } catch (ConfigException e) {
      return List.of(HoconFailures.problem(e, kind.sectionOf(name()), ""));
    } catch (StartTimeout.ExceededException e) {
      return List.of(new ConfigProblem(kind.sectionOf(name()), "", String.valueOf(e.getMessage())));
    } catch (Exception | Error e) {
      requireHarmless(e);
      return List.of(
          new ConfigProblem(
              kind.sectionOf(name()), "", failedTo("check this section", describe(e))));
    }
  }

  /**
   * Lets the provider make what it provides.
   *
   * @param listener is told of the progress
   * @throws ConfigurationException if it reads a value that is not as it should be
   * @throws GatehouseException if it fails for whatever reason, or returns nothing
   */
  <M> M create(Config root, ProgressListener listener, Creation<T, M> creation) {
    M made;
    try {
      made =
          candidate
              .start()
              .run(
                  did("not start"),
                  listener,
                  progress -> creation.create(provider, section(root), progress));
    } catch (ConfigException e) {
      throw new ConfigurationException(
          List.of(HoconFailures.problem(e, kind.sectionOf(name()), "")));
    } catch (GatehouseException e) {
      throw e;
    } catch (Exception | Error e) {
      requireHarmless(e);
      throw new GatehouseException(failedTo("start", describe(e)), e);
    }
    if (made == null) {
      throw new GatehouseException(failedTo("start", "it made nothing"));
    }
    return made;
  }

  /** Closes what the provider made. */
  void close(AutoCloseable made) {
    try {
      candidate.start().run(did("not close"), ProgressListener.none(), progress -> closed(made));
    } catch (StartTimeout.ExceededException e) {
      throw e;
    } catch (Exception | Error e) {
      requireHarmless(e);
      throw new GatehouseException(failedTo("close", describe(e)), e);
    }
  }

  private static boolean closed(AutoCloseable made) {
    try {
      made.close();
      return true;
    } catch (RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new UndeclaredThrowableException(e);
    }
  }

  /** Lets through what is no failure of the provider, such as the end of the memory. */
  private static void requireHarmless(Throwable failure) {
    if (failure instanceof VirtualMachineError fatal && !(failure instanceof StackOverflowError)) {
      throw fatal;
    }
  }

  private static String describe(Throwable failure) {
    if (failure instanceof UndeclaredThrowableException undeclared) {
      return String.valueOf(undeclared.getUndeclaredThrowable());
    }
    return failure instanceof GatehouseException
        ? String.valueOf(failure.getMessage())
        : failure.toString();
  }

  private String did(String what) {
    return kind.noun() + " " + name() + " (" + candidate.place() + ") did " + what;
  }

  private String failedTo(String what, String why) {
    return kind.noun()
        + " "
        + name()
        + " ("
        + candidate.place()
        + ") failed to "
        + what
        + ": "
        + why
        + remedy(kind, candidate);
  }

  private static String remedy(ProviderKind<?> kind, Candidate<?> candidate) {
    return candidate.plugin().isPresent()
        ? "; ask who made the plugin, or select another " + kind.noun()
        : "";
  }
}
