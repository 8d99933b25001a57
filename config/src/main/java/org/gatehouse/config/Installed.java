package org.gatehouse.config;

import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.FileSystemNotFoundException;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.gatehouse.api.GatehouseException;
import org.gatehouse.api.plugin.ProviderName;
import org.gatehouse.config.plugin.ProviderKind;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The providers of one kind that a class loader has, by name.
 *
 * <p>Listing runs none of their code. A broken one hides no other: it is logged, and is an error
 * only for who asks for it, or for a name that nobody has.
 */
final class Installed<T> {

  private static final Logger LOG = LoggerFactory.getLogger(Installed.class);
  private static final Pattern NAME = Pattern.compile("[a-z0-9]+(-[a-z0-9]+)*");

  /** A class loader that cannot list its files fails anew each time; nobody has so many broken. */
  private static final int MOST_FAILURES = 100;

  private final ProviderKind<T> kind;
  private final SortedMap<String, List<Candidate<T>>> byName = new TreeMap<>();
  private final List<String> broken = new ArrayList<>();

  private record Candidate<T>(Class<?> type, Supplier<? extends T> maker) {

    String place() {
      CodeSource source = type.getProtectionDomain().getCodeSource();
      return type.getName() + " in " + (source == null ? "the JDK" : file(source.getLocation()));
    }

    private static String file(URL location) {
      try {
        return Path.of(location.toURI()).toString();
      } catch (URISyntaxException | IllegalArgumentException | FileSystemNotFoundException e) {
        // A jar that is no file, such as one inside another.
        return location.toString();
      }
    }
  }

  private Installed(ProviderKind<T> kind) {
    this.kind = kind;
  }

  /** Lists the providers of a kind. */
  static <T> Installed<T> scan(ProviderKind<T> kind, ClassLoader classLoader) {
    Installed<T> installed = new Installed<>(kind);
    Iterator<ServiceLoader.Provider<T>> providers =
        ServiceLoader.load(kind.type(), classLoader).stream().iterator();
    while (installed.broken.size() < MOST_FAILURES) {
      try {
        if (!providers.hasNext()) {
          break;
        }
        ServiceLoader.Provider<T> provider = providers.next();
        installed.add(new Candidate<>(provider.type(), provider));
      } catch (ServiceConfigurationError | LinkageError e) {
        installed.broken.add(describe(e));
      }
    }
    installed.broken.forEach(text -> LOG.warn("a {} cannot be used: {}", kind.noun(), text));
    return installed;
  }

  private void add(Candidate<T> candidate) {
    ProviderName annotation = candidate.type().getAnnotation(ProviderName.class);
    if (annotation == null) {
      broken.add("expected @ProviderName on " + candidate.place());
    } else if (!NAME.matcher(annotation.value()).matches()) {
      broken.add(
          "expected lower-case letters, digits and hyphens as @ProviderName, found \""
              + annotation.value()
              + "\" on "
              + candidate.place());
    } else {
      byName.computeIfAbsent(annotation.value(), name -> new ArrayList<>()).add(candidate);
    }
  }

  /** Adds a provider that a host made itself, in the place of all others of its name. */
  String lend(T provider) {
    Installed<T> single = new Installed<>(kind);
    single.add(new Candidate<>(provider.getClass(), () -> provider));
    if (single.byName.isEmpty()) {
      throw new GatehouseException(single.broken.get(0));
    }
    byName.putAll(single.byName);
    return single.byName.firstKey();
  }

  ProviderKind<T> kind() {
    return kind;
  }

  Collection<String> names() {
    return byName.keySet();
  }

  /**
   * Makes the provider of a name.
   *
   * @throws GatehouseException if there is none, there are several, or it cannot be made
   */
  Chosen<T> choose(String name) {
    List<Candidate<T>> candidates = byName.getOrDefault(name, List.of());
    if (candidates.isEmpty()) {
      throw new GatehouseException(notInstalled(name));
    }
    if (candidates.size() > 1) {
      throw new GatehouseException(
          "expected one "
              + kind.noun()
              + " named "
              + name
              + ", found "
              + candidates.stream().map(Candidate::place).collect(Collectors.joining(" and ")));
    }
    Candidate<T> candidate = candidates.get(0);
    try {
      return new Chosen<>(kind, name, candidate.place(), candidate.maker().get());
    } catch (ServiceConfigurationError | LinkageError e) {
      throw new GatehouseException(
          kind.noun() + " " + name + " (" + candidate.place() + ") is broken: " + describe(e), e);
    }
  }

  /** Says that nobody has a name, and who is there instead. */
  String notInstalled(String name) {
    return "no "
        + kind.noun()
        + " named "
        + name
        + " is installed; installed: "
        + (byName.isEmpty() ? "none" : String.join(", ", byName.keySet()))
        + Suggestions.nearest(name, byName.keySet())
            .map(suggestion -> "; did you mean " + suggestion + "?")
            .orElse("")
        + (broken.isEmpty() ? "" : "; broken: " + String.join("; ", broken));
  }

  private static String describe(Throwable failure) {
    Throwable cause = failure.getCause();
    return failure instanceof ServiceConfigurationError
        ? failure.getMessage() + (cause == null ? "" : ": " + cause)
        : failure.toString();
  }
}
