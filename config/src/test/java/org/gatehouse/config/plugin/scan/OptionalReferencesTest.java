package org.gatehouse.config.plugin.scan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.gatehouse.config.plugin.scan.Code.code;
import static org.gatehouse.config.plugin.scan.Code.user;

import java.nio.file.Path;
import java.util.List;
import org.gatehouse.config.plugin.PluginJars;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OptionalReferencesTest {

  private static final String HELPER =
      "package com.other; public class Helper implements AutoCloseable { public void close() {} }";

  @TempDir Path folder;

  private List<String> problems(PluginJars jar) {
    return new Scans(folder).problems(jar.compiledAgainst(HELPER));
  }

  @ParameterizedTest
  @ValueSource(strings = {"shaded", "shade", "relocated", "x.repackaged.y", "vendor", "vendored.z"})
  void aLibraryMovedBeneathTheProvidersPackageIsNotTheAuthors(String moved) {
    assertThat(
            problems(
                PluginJars.picker("picker")
                    .source(user("com.acme." + moved, "return new com.other.Helper();"))))
        .isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"com.acme.shadedx", "com.acme.sub"})
  void otherSubPackagesAreTheAuthors(String its) {
    assertThat(
            problems(
                PluginJars.picker("picker").source(user(its, "return new com.other.Helper();"))))
        .hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"com.other.", "com.other.Helper", "a.b. com.other.", "a.B,com.other"})
  void theManifestNamesWhatMayBeMissing(String optional) {
    assertThat(
            problems(
                code("return new com.other.Helper();").attribute("Gatehouse-Optional", optional)))
        .isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"com.othe", "com.other.Help", "com.other.Helper.Inner", "org."})
  void whatTheManifestDoesNotNameMayNotBeMissing(String optional) {
    assertThat(
            problems(
                code("return new com.other.Helper();").attribute("Gatehouse-Optional", optional)))
        .hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "NoClassDefFoundError",
        "ClassNotFoundException | LinkageError",
        "Error",
        "Throwable"
      })
  void whoCatchesTheErrorDoesWithoutTheClass(String caught) {
    assertThat(
            problems(
                code(
                    "try { Class.forName(\"x\"); return new com.other.Helper().toString(); }"
                        + " catch ("
                        + caught
                        + " e) { return null; }")))
        .isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "try { return new com.other.Helper(); } catch (RuntimeException e) { return null; }",
        "try { return new com.other.Helper(); } finally { uids.hashCode(); }",
        "synchronized (uids) { return new com.other.Helper(); }",
        "try (var s = new java.io.StringReader(\"\")) { return new com.other.Helper(); }",
        "try (var h = new com.other.Helper()) { return null; }",
        "try { uids.hashCode(); } catch (Error e) { return new com.other.Helper(); } return null;",
        "try { uids.hashCode(); } catch (Error e) { } return new com.other.Helper();",
      })
  void otherHandlersDoNotMeanThat(String line) {
    assertThat(problems(code(line)))
        .singleElement()
        .asString()
        .startsWith(
            "picker.jar!/com/acme/gate/User.class: User.run (User.java:7) uses com.other.Helper");
  }

  @Test
  void aHandlerAroundAResourceCounts() {
    assertThat(
            problems(
                code(
                    "try (var h = new com.other.Helper()) { return h.toString(); }"
                        + " catch (LinkageError e) { return null; }")))
        .isEmpty();
  }
}
