package org.gatehouse.config.plugin.scan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.gatehouse.config.plugin.scan.Code.BUILD;
import static org.gatehouse.config.plugin.scan.Code.code;
import static org.gatehouse.config.plugin.scan.Code.user;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.List;
import org.assertj.core.api.ListAssert;
import org.gatehouse.config.plugin.PluginJars;
import org.gatehouse.config.plugin.ProviderKind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ClassReferencesTest {

  @TempDir Path folder;

  private ListAssert<String> assertThatProblemsOf(PluginJars jar) {
    return assertThat(new Scans(folder).problems(jar));
  }

  private static final String STUB = "package org.gatehouse.api.later; public interface Later {}";

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
            class User implements org.gatehouse.api.later.Later {}      | User implements
            interface User extends org.gatehouse.api.later.Later {}     | User extends
            class User { org.gatehouse.api.later.Later field; }         | User.field mentions
            class User { void run(org.gatehouse.api.later.Later[] x) {} } \
              | User.run mentions
            class User { Object run() { return org.gatehouse.api.later.Later.class; } } \
              | User.run (User.java:1) uses
            class User { Object run() { return new org.gatehouse.api.later.Later[1][1]; } } \
              | User.run (User.java:1) uses
            class User { boolean run(Object x) { return x instanceof org.gatehouse.api.later.Later; } } \
              | User.run (User.java:1) uses
            """)
  void missingOnesOfTheApiAreNamedWhereverTheyAppear(String source, String use) {
    assertThat(
            new Scans(folder)
                .problemsOfFolder(
                    PluginJars.picker("picker"),
                    PluginJars.library("lib")
                        .compiledAgainst(STUB)
                        .source("package a.b; " + source)))
        .containsExactly(
            "lib.jar!/a/b/User.class: "
                + use
                + " org.gatehouse.api.later.Later, which this version of the API (1.0) does not"
                + " have"
                + BUILD);
  }

  @Test
  void annotationsMayBeMissing() {
    assertThatProblemsOf(
            PluginJars.picker("picker")
                .compiledAgainst(
                    """
                      package org.gatehouse.api.later;
                      @java.lang.annotation.Retention(java.lang.annotation.RetentionPolicy.RUNTIME)
                      public @interface Later {}
                      """)
                .source("package com.acme; @org.gatehouse.api.later.Later class User {}"))
        .isEmpty();
  }

  @Test
  void thoseThatAreNotPublicAreNamed() {
    assertThatProblemsOf(
            code("return new org.gatehouse.api.metagraph.Ranges();")
                .compiledAgainst("package org.gatehouse.api.metagraph; public class Ranges {}"))
        .containsExactly(
            "picker.jar!/com/acme/gate/User.class: User.run (User.java:7) uses"
                + " org.gatehouse.api.metagraph.Ranges, which is not public"
                + BUILD);
  }

  @Test
  void aMissingSuperclassIsNamed() {
    assertThatProblemsOf(
            PluginJars.picker("picker")
                .source("package com.acme.base; public class Base {}")
                .source(
                    PluginJars.pickerSource("com.acme", "picker")
                        .replace("class Picker", "class Child extends com.acme.base.Base"))
                .service(ProviderKind.SELECTOR, "com.acme.Child")
                .withoutClass("com.acme.base.Base"))
        .contains(
            "picker.jar!/com/acme/Child.class: Child extends com.acme.base.Base, which is neither"
                + " in the plugin's jars, nor shared by the host, nor in Java "
                + Runtime.version().feature()
                + "; add the jar that has it to the plugin, or name it in Gatehouse-Optional of the manifest"
                + " if the plugin does without it");
  }

  @Test
  void aClassMissingInAMethodBodyIsNamed() {
    assertThatProblemsOf(
            code("return new com.other.Helper().toString();")
                .source("package com.other; public class Helper {}")
                .withoutClass("com.other.Helper"))
        .containsExactly(
            "picker.jar!/com/acme/gate/User.class: User.run (User.java:7) uses com.other.Helper,"
                + " which is neither in the plugin's jars, nor shared by the host, nor in Java "
                + Runtime.version().feature()
                + "; add the jar that has it to the plugin, or name it in Gatehouse-Optional of the manifest"
                + " if the plugin does without it");
  }

  @Test
  void aLibraryMayDoWithoutItsOptionalDependencies() {
    assertThat(
            new Scans(folder)
                .problemsOfFolder(
                    PluginJars.picker("picker"),
                    PluginJars.library("lib")
                        .source(user("org.lib", "return new com.other.Helper();"))
                        .source(
                            "package org.lib; class Old { Object o ="
                                + " org.slf4j.impl.StaticLoggerBinder.class; }")
                        .compiledAgainst("package com.other; public class Helper {}")
                        .compiledAgainst(
                            "package org.slf4j.impl; public class StaticLoggerBinder {}")))
        .isEmpty();
  }

  @Test
  void theHostsOwnLibrariesAreNotThePlugins() {
    assertThatProblemsOf(code("return com.google.inject.Guice.class;"))
        .singleElement()
        .asString()
        .contains("uses com.google.inject.Guice, which is neither in the plugin's jars");
  }

  @Test
  void theJdkIsThere() {
    assertThatProblemsOf(code("return java.sql.Connection.class;")).isEmpty();
  }

  @Test
  void whoUsesItWithoutAskingIsToldOnce() {
    List<String> problems =
        new Scans(folder)
            .problems(
                code("return new org.tensorflow.Graph[] {new org.tensorflow.Graph()};")
                    .source("package elsewhere; class B { ai.djl.Model model; }")
                    .compiledAgainst("package ai.djl; public class Model {}")
                    .compiledAgainst("package org.tensorflow; public class Graph {}"));

    assertThat(problems)
        .containsExactly(
            "picker.jar!/com/acme/gate/User.class: User.run (User.java:7) uses"
                + " org.tensorflow.Graph, which plugins get only if their manifest asks for it;"
                + " add Gatehouse-Requires: engine-tensorflow to the manifest");
  }

  @ParameterizedTest
  @ValueSource(strings = {"org.tensorflow", "org.bytedeco.javacpp", "ai.djl"})
  void aLibraryMayKnowAnEngineThatNobodyBrought(String engine) {
    assertThat(
            new Scans(folder)
                .problemsOfFolder(
                    PluginJars.picker("picker"),
                    PluginJars.library("lib")
                        .source("package a.b; class B { %s.Tensor tensor; }".formatted(engine))
                        .compiledAgainst("package %s; public class Tensor {}".formatted(engine))))
        .isEmpty();
  }

  @Test
  void aLibraryMayNotKnowTheEngineThatNobodyAskedFor() {
    assertThat(
            new Scans(folder)
                .problemsOfFolder(
                    PluginJars.picker("picker"),
                    PluginJars.library("lib")
                        .source("package a.b; class B { org.gatehouse.engine.Later later; }")
                        .compiledAgainst("package org.gatehouse.engine; public class Later {}")))
        .singleElement()
        .asString()
        .endsWith("add Gatehouse-Requires: engine-tensorflow to the manifest");
  }

  @Test
  void aLibraryMayKnowTheProtobufThatNobodyBrought() {
    assertThat(
            new Scans(folder)
                .problemsOfFolder(
                    PluginJars.picker("picker"),
                    PluginJars.library("lib")
                        .source("package a.b; class B { com.google.protobuf.Message m; }")
                        .compiledAgainst(
                            "package com.google.protobuf; public interface Message {}")))
        .isEmpty();
  }

  @Test
  void whoAsksForTheEngineIsComparedWithTheHostsOne() throws IOException {
    String engine =
        "package org.gatehouse.engine.tensorflow; public class EngineException { public static"
            + " int %s() { return 1; } }";
    Path hostJar =
        PluginJars.library("engine").source(engine.formatted("before")).write(folder.resolve("h"));
    Path jar =
        code("return org.gatehouse.engine.tensorflow.EngineException.after();")
            .attribute("Gatehouse-Requires", "engine-tensorflow")
            .compiledAgainst(engine.formatted("after"))
            .write(folder);
    URL[] classPath = {hostJar.toUri().toURL()};
    try (URLClassLoader host = new URLClassLoader(classPath, Scans.host())) {
      assertThat(Scans.problems(new PluginScanner(host).scan(jar)))
          .containsExactly(
              "picker.jar!/com/acme/gate/User.class: User.run (User.java:7) calls"
                  + " EngineException.after(), which this host does not have"
                  + BUILD);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
            class Base            | interface Base | extends    | is an interface here
            interface Base        | class Base     | implements | is no interface here
            class Base            | final class Base | extends  | is final here
            interface Base | sealed interface Base permits Base.One | implements | is sealed here
            """)
  void aSupertypeOfTheHostThatBecameAnotherIsNamed(
      String before, String now, String verb, String fault) throws IOException {
    String base = "package org.gatehouse.engine.tensorflow; public %s { %s }";
    String nested = now.contains("sealed") ? "record One() implements Base {}" : "";
    Path hostJar =
        PluginJars.library("engine")
            .source(base.formatted(now, nested))
            .source("package org.gatehouse.engine.tensorflow; public class EngineException {}")
            .write(folder.resolve("h"));
    Path jar =
        PluginJars.picker("picker")
            .attribute("Gatehouse-Requires", "engine-tensorflow")
            .source(
                "package a; abstract class User %s org.gatehouse.engine.tensorflow.Base {}"
                    .formatted(verb))
            .compiledAgainst(base.formatted(before, ""))
            .write(folder);
    URL[] classPath = {hostJar.toUri().toURL()};
    try (URLClassLoader host = new URLClassLoader(classPath, Scans.host())) {
      assertThat(Scans.problems(new PluginScanner(host).scan(jar)))
          .anySatisfy(
              problem ->
                  assertThat(problem)
                      .startsWith("picker.jar!/a/User.class: User " + verb)
                      .contains("org.gatehouse.engine.tensorflow.Base, which " + fault));
    }
  }
}
