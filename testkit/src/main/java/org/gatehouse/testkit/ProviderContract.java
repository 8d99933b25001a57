package org.gatehouse.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Modifier;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import org.gatehouse.api.config.ConfigProblem;
import org.gatehouse.api.config.ConfigurationException;
import org.gatehouse.api.plugin.ProviderName;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.TestInstance;

/**
 * What every provider keeps to, whatever it provides; extend {@link GatingProviderContract}, {@link
 * MetagraphSourceProviderContract} or {@link SelectorProviderContract}.
 *
 * @param <T> the provider's interface
 */
@DisplayNameGeneration(RuleNames.class)
@TestInstance(TestInstance.Lifecycle.PER_METHOD)
public abstract class ProviderContract<T> {

  private final Class<T> service;

  ProviderContract(Class<T> service) {
    this.service = service;
  }

  /** Returns the provider, with a configuration that it accepts. */
  protected abstract ProviderUnderTest<T> provider();

  abstract List<ConfigProblem> check(T provider, Config section);

  /** Makes what the provider provides, or null if it does. */
  abstract @Nullable AutoCloseable create(T provider, Config section);

  private List<ConfigProblem> check(Config section) {
    return check(provider().provider(), section);
  }

  private WrongValues wrongValues() {
    return new WrongValues(provider().section(), provider().path());
  }

  /**
   * Returns the keys that the provider has to check: of a section of its own all, of a shared one
   * those of which it reports at least a single wrong value, and those that bear its name.
   */
  private List<String> checkedKeys(WrongValues wrong) {
    List<String> all = wrong.numbersFlagsAndDurations();
    if (!provider().sharesItsSection()) {
      return all;
    }
    String own = provider().quotedName() + ".";
    return all.stream().filter(key -> key.startsWith(own) || reports(wrong, key)).toList();
  }

  private boolean reports(WrongValues wrong, String key) {
    return keysOf(check(wrong.with(List.of(key), WrongValues.TEXT))).contains(wrong.fullKey(key));
  }

  private static List<String> keysOf(List<ConfigProblem> problems) {
    return problems.stream().map(ConfigProblem::key).toList();
  }

  @Nested
  class BeingFound {

    private Class<?> type() {
      assumeFalse(provider().loadedByHost(), "the provider is wrapped by a class of the host");
      return provider().provider().getClass();
    }

    @Rule(
        id = "P1.1",
        says = "@ProviderName names the provider in lower-case letters, digits and hyphens.")
    void isNamed() {
      ProviderName name = type().getAnnotation(ProviderName.class);
      assertThat(name).as("@ProviderName of %s", type()).isNotNull();
      assertThat(name.value()).matches("[a-z0-9]+(-[a-z0-9]+)*");
    }

    @Rule(
        id = "P1.2",
        says = "A provider is a public class with a public constructor without parameters.")
    void canBeMade() {
      Class<?> type = type();
      for (Class<?> one = type; one != null; one = one.getEnclosingClass()) {
        assertThat(Modifier.isPublic(one.getModifiers())).as("%s is public", one).isTrue();
      }
      assertThatCode(() -> type.getConstructor().newInstance()).doesNotThrowAnyException();
    }

    @Rule(id = "P1.3", says = "A services file on the class path lists the provider.")
    void isListed() throws IOException {
      String file = "META-INF/services/" + service.getName();
      List<String> listed = new ArrayList<>();
      for (URL url : Collections.list(type().getClassLoader().getResources(file))) {
        try (InputStream in = url.openStream()) {
          new String(in.readAllBytes(), StandardCharsets.UTF_8)
              .lines()
              .map(line -> line.replaceFirst("#.*", "").strip())
              .forEach(listed::add);
        }
      }
      assertThat(listed).as("the lines of %s", file).contains(type().getName());
    }
  }

  @Nested
  class Defaults {

    @Rule(id = "P2.1", says = "The defaults in reference.conf, and what must be set, are accepted.")
    void areAccepted() {
      assertThat(check(provider().section())).isEmpty();
    }

    @Rule(id = "P2.2", says = "What check accepts, create makes.")
    void areEnoughToCreate() throws Exception {
      Config section = provider().section();
      assumeTrue(check(section).isEmpty(), "check refuses the section");
      try (AutoCloseable made = create(provider().provider(), section)) {
        assertThat(made).isNotNull();
      }
    }

    @Rule(id = "P2.3", says = "Every key that is read or set has its place in reference.conf.")
    void everyKeyHasItsPlace() {
      Config reference = provider().referenceSection();
      assertThat(new WrongValues(provider().settingsOfSection(), provider().path()).keys())
          .as("keys that are set here, but are not in reference.conf, not even as null")
          .allMatch(reference::hasPathOrNull);
      Set<String> read = new WrongValues(reference, provider().path()).missing(check(reference));
      assertThat(read).as("keys that check reads, but are not in reference.conf").isEmpty();
    }
  }

  @Nested
  class Checking {

    @Rule(id = "P3.1", says = "check reports all wrong values at once, each with its full key.")
    void reportsAllAtOnce() {
      WrongValues wrong = wrongValues();
      List<String> keys = checkedKeys(wrong);
      assertThat(keysOf(check(wrong.with(keys, WrongValues.TEXT))))
          .containsAll(keys.stream().map(wrong::fullKey).toList());
    }

    @Rule(id = "P3.2", says = "A problem says where the wrong value comes from.")
    void saysWhere() {
      WrongValues wrong = wrongValues();
      for (String key : checkedKeys(wrong)) {
        Config section = wrong.with(List.of(key), WrongValues.TEXT);
        assertThat(check(section))
            .filteredOn(problem -> problem.key().equals(wrong.fullKey(key)))
            .extracting(ConfigProblem::origin)
            .allMatch(wrong.origin(section, key)::equals);
      }
    }

    @Rule(id = "P3.3", says = "check never throws, whatever the section holds.")
    void neverThrows() {
      WrongValues wrong = wrongValues();
      assertThatCode(() -> check(ConfigFactory.empty())).doesNotThrowAnyException();
      for (String value : List.of("null", "[1, x]", "{ x = 1 }", "\"\"", "-1e308", "true", "5ms")) {
        assertThatCode(() -> check(wrong.with(wrong.keys(), value)))
            .as("check with %s as every value", value)
            .doesNotThrowAnyException();
      }
    }

    @Rule(id = "P3.4", says = "The same section gets the same answer again.")
    void isPure() {
      WrongValues wrong = wrongValues();
      Config bad = wrong.with(wrong.numbersFlagsAndDurations(), WrongValues.TEXT);
      T provider = provider().provider();
      List<ConfigProblem> first = check(provider, bad);
      List<ConfigProblem> accepted = check(provider, provider().section());
      assertThat(check(provider, bad)).isEqualTo(first);
      assertThat(check(provider, provider().section())).isEqualTo(accepted);
    }

    @Rule(id = "P3.5", says = "What check refuses, create refuses with a ConfigurationException.")
    void createRefusesToo() {
      WrongValues wrong = wrongValues();
      Config bad = wrong.with(wrong.numbersFlagsAndDurations(), WrongValues.TEXT);
      assumeFalse(check(bad).isEmpty(), "check refuses nothing");
      assertThatThrownBy(
              () -> {
                try (AutoCloseable made = create(provider().provider(), bad)) {
                  throw new AssertionError("create made " + made);
                }
              })
          .isInstanceOf(ConfigurationException.class);
    }
  }
}
