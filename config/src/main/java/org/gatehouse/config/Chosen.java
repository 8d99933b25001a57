package org.gatehouse.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import java.util.List;
import java.util.function.BiFunction;
import org.gatehouse.api.GatehouseException;
import org.gatehouse.api.config.ConfigProblem;
import org.gatehouse.api.config.ConfigurationException;
import org.gatehouse.config.plugin.ProviderKind;
import org.jspecify.annotations.Nullable;

/**
 * The provider that a configuration selects, which may be anybody's: what it throws is told apart
 * from what it says.
 *
 * @param place its class and jar, for messages
 */
record Chosen<T>(ProviderKind<T> kind, String name, String place, T provider) {

  /** Returns the section that the provider reads; empty if there is none. */
  Config section(Config root) {
    return Settings.section(root, kind.sectionOf(name));
  }

  /** Lets the provider check its section; its own failure is a problem too. */
  List<ConfigProblem> check(Config root, BiFunction<T, Config, List<ConfigProblem>> check) {
    try {
      return check.apply(provider, section(root));
    } catch (ConfigException e) {
      return List.of(HoconFailures.problem(e, kind.sectionOf(name), ""));
    } catch (RuntimeException | LinkageError e) {
      return List.of(
          new ConfigProblem(kind.sectionOf(name), "", failedTo("check this section") + ": " + e));
    }
  }

  /**
   * Lets the provider make what it provides.
   *
   * @throws ConfigurationException if it reads a value that is not as it should be
   * @throws GatehouseException if it fails for whatever reason, or returns nothing
   */
  <M> M create(Config root, BiFunction<T, Config, @Nullable M> create) {
    M made;
    try {
      made = create.apply(provider, section(root));
    } catch (ConfigException e) {
      throw new ConfigurationException(List.of(HoconFailures.problem(e, kind.sectionOf(name), "")));
    } catch (GatehouseException e) {
      throw e;
    } catch (RuntimeException | LinkageError e) {
      throw new GatehouseException(failedTo("start") + ": " + e, e);
    }
    if (made == null) {
      throw new GatehouseException(failedTo("start") + ": it made nothing");
    }
    return made;
  }

  private String failedTo(String what) {
    return kind.noun() + " " + name + " (" + place + ") failed to " + what;
  }
}
