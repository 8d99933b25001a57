package org.gatehouse.config.plugin.scan;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.assertj.core.api.ListAssert;
import org.gatehouse.config.plugin.PluginJars;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReferenceCheckTest {

  private static final String BUILD =
      "; use a newer Gatehouse, or build the plugin against the one that this is";

  @TempDir Path folder;

  private ListAssert<String> assertThatProblemsOf(PluginJars jar) {
    return assertThat(new Scans(folder).problems(jar));
  }

  /** A plugin with a class that has one method with one line of code. */
  private static PluginJars code(String line) {
    return PluginJars.picker("picker").source(user("com.acme.gate", line));
  }

  private static String user(String inPackage, String line) {
    return """
        package %s;
        import java.util.function.*;
        import org.gatehouse.api.*;
        import org.gatehouse.api.plugin.*;
        class User {
          static Object run(Uids uids) throws Throwable {
            %s
          }
        }
        """
        .formatted(inPackage, line);
  }

  /** Another version of {@code Uids}. */
  private static PluginJars compiledAgainst(String members, String line) {
    return code(line)
        .compiledAgainst("package org.gatehouse.api; public class Uids { " + members + " }");
  }

  @Nested
  class Members {

    @ParameterizedTest
    @CsvSource(
        delimiter = '|',
        textBlock =
            """
            public static int rank(String s) { return 1; } | return Uids.rank("x"); \
              | calls Uids.rank(java.lang.String)
            public int rank(int[] s) { return 1; }         | return uids.rank(null); \
              | calls Uids.rank(int[])
            public static long MOST;                       | return Uids.MOST; \
              | uses the field long Uids.MOST
            public long most;                              | uids.most = 3; return 1; \
              | uses the field long Uids.most
            public Uids(int most) {}                       | return new Uids(3); \
              | creates Uids(int)
            public int rank(String s) { return 1; } \
              | Function<String, Integer> f = uids::rank; return f; \
              | calls Uids.rank(java.lang.String)
            """)
    void missingOnesAreNamedWithTheLine(String member, String line, String use) {
      assertThatProblemsOf(compiledAgainst(member, line))
          .containsExactly(
              "picker.jar!/com/acme/gate/User.class: User.run (User.java:7) "
                  + use
                  + ", which this version of the API (1.0) does not have"
                  + BUILD);
    }

    @Test
    void aMethodThatChangedIsShownAsItIs() {
      assertThatProblemsOf(
              code("return ApiVersion.current(3);")
                  .compiledAgainst(
                      """
                      package org.gatehouse.api.plugin;
                      public class ApiVersion {
                        public static String current(int most) { return ""; }
                      }
                      """))
          .containsExactly(
              "picker.jar!/com/acme/gate/User.class: User.run (User.java:7) calls"
                  + " ApiVersion.current(int), which this version of the API (1.0) does not have (it"
                  + " has java.lang.String ApiVersion.current())"
                  + BUILD);
    }

    @Test
    void aMethodThatIsStaticNowIsNotTheSame() {
      assertThatProblemsOf(
              code("return new ApiVersion().current();")
                  .compiledAgainst(
                      """
                      package org.gatehouse.api.plugin;
                      public class ApiVersion {
                        public String current() { return ""; }
                      }
                      """))
          .containsExactly(
              "picker.jar!/com/acme/gate/User.class: User.run (User.java:7) creates ApiVersion(),"
                  + " which is not public"
                  + BUILD,
              "picker.jar!/com/acme/gate/User.class: User.run (User.java:7) calls"
                  + " ApiVersion.current(), which is static here"
                  + BUILD);
    }

    @Test
    void aClassThatIsAnInterfaceNowIsNotTheSame() {
      assertThatProblemsOf(
              PluginJars.picker("picker")
                  .source(
                      """
                      package com.acme;
                      class User {
                        void run(org.gatehouse.api.gating.GatingModel gate) {
                          gate.numUids();
                        }
                      }
                      """)
                  .compiledAgainst(
                      "package org.gatehouse.api.gating; public class GatingModel { public int"
                          + " numUids() { return 1; } }")
                  .compiledAgainst(
                      "package org.gatehouse.api.selection; public interface PeerSelector {"
                          + " Object select(Object a, Object b, Object c); }"))
          .contains(
              "picker.jar!/com/acme/User.class: User.run (User.java:4) calls GatingModel.numUids(),"
                  + " and org.gatehouse.api.gating.GatingModel is an interface here"
                  + BUILD);
    }

    @Test
    void inheritedOnesAreFoundInTheJdkToo() {
      assertThatProblemsOf(
              code(
                  """
                  new GatehouseException("x").getMessage(); Capability.values()[0].name();
                      new SnapshotTensorUser().equals(uids); return uids.hashCode();
                    }
                    enum Capability { A }
                    static class SnapshotTensorUser extends GatehouseException {
                      SnapshotTensorUser() { super("x"); fillInStackTrace(); }
                  """))
          .isEmpty();
    }

    @Test
    void thoseThatAClassOfThePluginShouldInheritAreNamed() {
      assertThatProblemsOf(
              PluginJars.picker("picker")
                  .compiledAgainst(
                      """
                      package org.gatehouse.api;
                      public class GatehouseException extends RuntimeException {
                        public GatehouseException(String message) {}
                        public int severity() { return 1; }
                      }
                      """)
                  .source(
                      """
                      package com.acme;
                      class Mine extends org.gatehouse.api.GatehouseException {
                        Mine() { super(""); }
                        int run() { return severity(); }
                      }
                      """))
          .containsExactly(
              "picker.jar!/com/acme/Mine.class: Mine.run (Mine.java:4) calls Mine.severity(), which"
                  + " this version of the API (1.0) does not have"
                  + BUILD);
    }

    @Test
    void ofManyTheFirstTenAreNamedAndTheRestIsCounted() {
      StringBuilder members = new StringBuilder();
      StringBuilder lines = new StringBuilder();
      for (int i = 0; i < 13; i++) {
        members.append("public static void m" + i + "() {} ");
        lines.append("Uids.m" + i + "(); Uids.m" + i + "(); ");
      }
      assertThatProblemsOf(compiledAgainst(members.toString(), lines + "return 1;"))
          .hasSize(11)
          .last()
          .isEqualTo(
              "picker.jar: 3 more problems were found in its classes; solve the ones above, which"
                  + " may well be of the same origin, and check again");
    }

    @Test
    void anAbstractMethodThatThePluginDoesNotKnowIsMissingInIt() {
      assertThatProblemsOf(
              PluginJars.picker("picker")
                  .compiledAgainst(
                      """
                      package org.gatehouse.api.metagraph;
                      public interface MetagraphSource {}
                      """)
                  .source(
                      """
                      package com.acme;
                      class Source implements org.gatehouse.api.metagraph.MetagraphSource {}
                      """))
          .contains(
              "picker.jar!/com/acme/Source.class: Source does not implement"
                  + " MetagraphSource.sync(), for which this version of the API (1.0) asks; use a"
                  + " newer version of the plugin, or build it against the Gatehouse that this is");
    }
  }

  @Nested
  class Classes {

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
                  .service(org.gatehouse.config.plugin.ProviderKind.SELECTOR, "com.acme.Child")
                  .withoutClass("com.acme.base.Base"))
          .contains(
              "picker.jar!/com/acme/Child.class: Child extends com.acme.base.Base, which is neither"
                  + " in the plugin's jars, nor shared by the host, nor in Java "
                  + Runtime.version().feature()
                  + "; add the jar that has it to the plugin");
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
                  + "; add the jar that has it to the plugin");
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
  }

  @Nested
  class Engine {

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
  }
}
