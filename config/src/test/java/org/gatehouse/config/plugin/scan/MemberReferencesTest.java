package org.gatehouse.config.plugin.scan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.gatehouse.config.plugin.scan.Code.BUILD;
import static org.gatehouse.config.plugin.scan.Code.code;

import java.nio.file.Path;
import org.assertj.core.api.ListAssert;
import org.gatehouse.config.plugin.PluginJars;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MemberReferencesTest {

  @TempDir Path folder;

  private ListAssert<String> assertThatProblemsOf(PluginJars jar) {
    return assertThat(new Scans(folder).problems(jar));
  }

  /** Another version of {@code Uids}. */
  private static PluginJars compiledAgainst(String members, String line) {
    return code(line)
        .compiledAgainst("package org.gatehouse.api; public class Uids { " + members + " }");
  }

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

  @Test
  void aSwitchKnowsOfConstantsThatAreNotThereYet() {
    assertThatProblemsOf(
            PluginJars.picker("picker")
                .compiledAgainst(
                    "package org.gatehouse.api.gating; public enum Capability { LATER }")
                .source(
                    """
                      package com.acme;
                      class User {
                        int run(org.gatehouse.api.gating.Capability capability) {
                          switch (capability) {
                            case LATER: return 1;
                            default: return 2;
                          }
                        }
                      }
                      """))
        .isEmpty();
  }

  @Test
  void codeInALambdaIsThatOfTheMethodAroundIt() {
    assertThatProblemsOf(
            compiledAgainst(
                "public static void rank() {}", "Runnable r = () -> Uids.rank(); return r;"))
        .singleElement()
        .asString()
        .contains("User.run (User.java:7) calls Uids.rank()");
  }
}
