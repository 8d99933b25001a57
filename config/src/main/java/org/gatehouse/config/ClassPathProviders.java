package org.gatehouse.config;

import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.FileSystemNotFoundException;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.gatehouse.api.GatehouseException;
import org.gatehouse.api.plugin.ProviderName;
import org.gatehouse.config.plugin.Provided;
import org.gatehouse.config.plugin.ProviderKind;

/**
 * The providers of one kind on the host's own class path.
 *
 * @param places where the candidates are from, in their order
 * @param broken what is wrong with those that have no name or cannot be read
 */
record ClassPathProviders<T>(
    List<Candidate<T>> candidates, List<Place> places, List<String> broken) {

  private static final Pattern NAME = Pattern.compile("[a-z0-9]+(-[a-z0-9]+)*");

  /** A class loader that cannot list its files fails anew each time; nobody has so many broken. */
  private static final int MOST_FAILURES = 100;

  /**
   * Where a provider is from.
   *
   * @param location the jar or the folder of classes
   */
  record Place(String className, String location) {

    static Place of(Class<?> type) {
      CodeSource source = type.getProtectionDomain().getCodeSource();
      return new Place(type.getName(), source == null ? "the JDK" : file(source.getLocation()));
    }

    @Override
    public String toString() {
      return className + " in " + location;
    }
  }

  /** Returns who has which name. */
  static List<Provided> names(ClassLoader classLoader) {
    List<Provided> names = new ArrayList<>();
    for (ProviderKind<?> kind : ProviderKind.all()) {
      ClassPathProviders<?> providers = list(kind, classLoader);
      for (int i = 0; i < providers.candidates().size(); i++) {
        names.add(
            new Provided(
                kind, providers.candidates().get(i).name(), providers.places().get(i).className()));
      }
    }
    return names;
  }

  /** Lists the providers; none of their code runs. */
  static <T> ClassPathProviders<T> list(ProviderKind<T> kind, ClassLoader classLoader) {
    List<Candidate<T>> candidates = new ArrayList<>();
    List<Place> places = new ArrayList<>();
    List<String> broken = new ArrayList<>();
    Iterator<ServiceLoader.Provider<T>> providers =
        ServiceLoader.load(kind.type(), classLoader).stream().iterator();
    while (broken.size() < MOST_FAILURES) {
      try {
        if (!providers.hasNext()) {
          break;
        }
        ServiceLoader.Provider<T> provider = providers.next();
        candidates.add(candidate(provider.type(), () -> make(provider)));
        places.add(Place.of(provider.type()));
      } catch (ServiceConfigurationError | LinkageError e) {
        broken.add(describe(e));
      } catch (GatehouseException e) {
        broken.add(String.valueOf(e.getMessage()));
      }
    }
    return new ClassPathProviders<>(candidates, places, broken);
  }

  /**
   * Returns a provider that the host made itself.
   *
   * @throws GatehouseException if it has no name
   */
  static <T> Candidate<T> lent(T provider) {
    return candidate(provider.getClass(), () -> provider);
  }

  private static <T> T make(ServiceLoader.Provider<T> provider) {
    try {
      return provider.get();
    } catch (ServiceConfigurationError e) {
      throw new GatehouseException(describe(e), e);
    }
  }

  private static <T> Candidate<T> candidate(Class<?> type, Supplier<? extends T> maker) {
    ProviderName annotation = type.getAnnotation(ProviderName.class);
    if (annotation == null) {
      throw new GatehouseException("expected @ProviderName on " + Place.of(type));
    }
    if (!NAME.matcher(annotation.value()).matches()) {
      throw new GatehouseException(
          "expected lower-case letters, digits and hyphens as @ProviderName, found \""
              + annotation.value()
              + "\" on "
              + Place.of(type));
    }
    return new Candidate<>(
        annotation.value(), Place.of(type).toString(), Optional.empty(), StartTimeout.NONE, maker);
  }

  private static String file(URL location) {
    try {
      return Path.of(location.toURI()).toString();
    } catch (URISyntaxException | IllegalArgumentException | FileSystemNotFoundException e) {
      // A jar that is no file, such as one inside another.
      return location.toString();
    }
  }

  private static String describe(Throwable failure) {
    Throwable cause = failure.getCause();
    return failure instanceof ServiceConfigurationError
        ? failure.getMessage() + (cause == null ? "" : ": " + cause)
        : failure.toString();
  }
}
