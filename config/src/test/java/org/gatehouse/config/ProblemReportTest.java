package org.gatehouse.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.gatehouse.config.Golden.assertGolden;
import static org.gatehouse.config.Loaders.failure;
import static org.gatehouse.config.Loaders.fake;
import static org.gatehouse.config.Loaders.problems;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import org.gatehouse.api.config.ConfigProblem;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProblemReportTest {

  @TempDir Path folder;

  private String report(String hocon, String... settings) throws IOException {
    Path file = Files.writeString(folder.resolve("gatehouse.conf"), hocon);
    GatehouseConfig.Loader loader = fake().file(file);
    List.of(settings).forEach(loader::set);
    return failure(loader).getMessage().replace(folder.toString(), "<folder>");
  }

  @Nested
  class GoldenReports {

    @Test
    void severalProblemsOfSeveralKindsAreReportedTogether() throws IOException {
      Properties properties = new Properties();
      properties.setProperty("gatehouse.selection.epsilonn", "0.2");
      properties.setProperty("gatehouse.selection.temperature", "hot");
      Path file =
          Files.writeString(
              folder.resolve("gatehouse.conf"),
              """
              gatehouse {
                gating {
                  num-uids = many
                  momentum = 1
                  learn = maybe
                  fake.learning-rate = 11
                  sentense { model-name = x }
                }
                metagraph.source = fake-file
                selection {
                  selector = softmax
                  k = 0
                  temprature = 0.5
                }
                engine = fast
                state.dir { folder = /x }
              }
              neuron.device = cuda
              """);
      GatehouseConfig.Loader loader =
          fake().file(file).systemProperties(properties).set("gatehouse.gating.seed=1.5");
      assertGolden(
          "section-missing.txt",
          failure(loader).getMessage().replace(folder.toString(), "<folder>"));
      Files.writeString(file, Files.readString(file).replace("engine = fast", "engine {}"));
      assertGolden(
          "several.txt", failure(loader).getMessage().replace(folder.toString(), "<folder>"));
    }

    @Test
    void anUnknownKeyHasASuggestion() throws IOException {
      assertGolden(
          "unknown-key.txt",
          report(
              """
              gatehouse.gating {
                learning_rate = 0.1
                fake.modelname = x
                k = 3
                wholly-unknown = 1
                keyless { a = 1 }
              }
              gatehouse.selektion.k = 3
              gating.num-uids = 10
              """,
              "gatehouse.selection.vpermit_tao_limit=3",
              "other=1"));
    }

    @Test
    void anUnknownGateNamesTheInstalledOnes() throws IOException {
      assertGolden("unknown-gate.txt", report("gatehouse.gating.model = fkae\n"));
    }

    @Test
    void aSectionOfAGateThatIsNotInstalledSaysSo() throws IOException {
      assertGolden(
          "section-of-no-gate.txt",
          report(
              """
              gatehouse.gating.foo { model-name = x }
              gatehouse.metagraph.fakefile { path = x }
              """));
    }

    @Test
    void aMissingSourcePathIsNamed() throws IOException {
      assertGolden("missing-path.txt", report("gatehouse.metagraph.source = fake-file"));
    }

    @Test
    void aSyntaxErrorIsReadable() throws IOException {
      assertGolden("syntax.txt", report("gatehouse {\n  gating { seed = 1 : 2 }\n}\n"));
    }

    @Test
    void aCircleOfReferencesIsReadable() throws IOException {
      assertGolden("cycle.txt", report("gatehouse.gating.seed = ${gatehouse.selection.seed}"));
    }
  }

  @Nested
  class Shape {

    @Test
    void aSectionWhereAValueIsExpectedIsAProblemOnce() {
      assertThat(problems("gatehouse.gating.seed { a = 1 }"))
          .extracting(ConfigProblem::toString)
          .containsExactly(
              "gatehouse.gating.seed (text: 1): expected a value, found the section {\"a\":1}");
    }

    @Test
    void aValueWhereASectionIsExpectedIsAProblem() {
      assertThat(problems("gatehouse.gating.fake = 3\ngatehouse.selection = null"))
          .extracting(ConfigProblem::toString)
          .containsExactly(
              "gatehouse.gating.fake (text: 1): expected a section, found 3",
              "gatehouse.selection (text: 2): expected a section, found null");
      assertThat(problems("gatehouse = 3"))
          .extracting(ConfigProblem::message)
          .containsExactly("expected a section, found 3");
    }

    @Test
    void aSettingBelowAValueIsAProblem() {
      assertThat(failure(fake().set("gatehouse.gating.seed.a=1")).problems())
          .extracting(ConfigProblem::key, ConfigProblem::origin)
          .containsExactly(tuple("gatehouse.gating.seed", "--set"));
    }
  }

  @Nested
  class Duplicates {

    @Test
    void anInheritedBadValueIsReportedOnceUnderItsCommonKey() {
      assertThat(problems("gatehouse.gating { learning-rate = fast, seed = x }"))
          .extracting(ConfigProblem::key)
          .containsExactly("gatehouse.gating.learning-rate", "gatehouse.gating.seed");
    }

    @Test
    void aCommonKeyIsCheckedWhetherOrNotTheGateTakesItOver() {
      assertThat(
              problems(
                  "gatehouse.gating { reward-temperature = -3, gradient-scale = ksquared,"
                      + " gradient-accumulation = once }"))
          .extracting(ConfigProblem::key)
          .containsExactlyInAnyOrder(
              "gatehouse.gating.reward-temperature",
              "gatehouse.gating.gradient-scale",
              "gatehouse.gating.gradient-accumulation");
    }

    @Test
    void aValueThatOnlyTheGateRefusesIsReportedUnderItsOwnKey() {
      assertThat(problems("gatehouse.gating.learning-rate = 11"))
          .extracting(ConfigProblem::key, ConfigProblem::origin)
          .containsExactly(tuple("gatehouse.gating.fake.learning-rate", "text: 1"));
    }

    @Test
    void anOverriddenBadValueIsAnotherProblem() {
      assertThat(problems("gatehouse.gating.seed = x\ngatehouse.gating.fake.seed = x"))
          .extracting(ConfigProblem::key)
          .containsExactly("gatehouse.gating.seed", "gatehouse.gating.fake.seed");
    }
  }

  @Nested
  class BrokenReference {

    @Test
    void aSectionOfAReferenceConfThatRefersToNothingIsAProblem() throws IOException {
      Path file =
          Files.writeString(
              folder.resolve("reference.conf"), "gatehouse.gating.keyless = ${nope} { a = 1 }");
      try (URLClassLoader loader =
          new URLClassLoader(new URL[] {folder.toUri().toURL()}, getClass().getClassLoader())) {
        assertThat(failure(fake().classLoader(loader)).problems())
            .extracting(ConfigProblem::key, ConfigProblem::origin)
            .containsExactly(tuple("gatehouse.gating.keyless", file + ":1"));
      }
    }
  }

  @Nested
  class Order {

    @Test
    void linesAreOrderedAsNumbersAndWhatHasNoOriginComesLast() {
      String lines = "\n".repeat(8);
      assertThat(
              problems(
                  lines
                      + "gatehouse.selection.k = 0\n"
                      + "gatehouse.gating.momentum = 2\n"
                      + "gatehouse { selection.epsilon = 2, gating.learn = 2 }\n"
                      + "gatehouse.gating.seed = null"))
          .extracting(ConfigProblem::toString)
          .containsExactly(
              "gatehouse.selection.k (text: 9): expected a whole number of at least 1, found 0",
              "gatehouse.gating.momentum (text: 10): expected a number in [0.0, 1.0), found 2",
              "gatehouse.gating.learn (text: 11): expected one of true, false, found 2",
              "gatehouse.selection.epsilon (text: 11): expected a number in [0.0, 1.0], found 2",
              "gatehouse.gating.seed: expected a value, found none");
    }
  }

  @Nested
  class FailingProviders {

    @Test
    void aCheckThatThrowsIsAProblemOfItsSection() {
      assertThat(problems("gatehouse.gating.fake.fail = check").get(0).toString())
          .startsWith("gatehouse.gating.fake: gate fake (org.gatehouse.config.FakeGateProvider in ")
          .endsWith(
              ") failed to check this section: java.lang.IllegalStateException: told to fail");
      assertThat(problems("gatehouse.gating.fake.fail = check-link").get(0).message())
          .endsWith("java.lang.NoClassDefFoundError: org/missing/Dependency");
    }

    @Test
    void aCheckThatReadsAWrongTypeIsAProblemOfThatValue() {
      assertThat(
              problems("gatehouse.gating.fake { fail = check-hocon, model-name = x }")
                  .get(0)
                  .toString())
          .isEqualTo(
              "gatehouse.gating.fake (text: 1): model-name has type STRING rather than NUMBER");
    }
  }
}
