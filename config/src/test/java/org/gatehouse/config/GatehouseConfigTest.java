package org.gatehouse.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.gatehouse.config.Loaders.failure;
import static org.gatehouse.config.Loaders.fake;
import static org.gatehouse.config.Loaders.load;
import static org.gatehouse.config.Loaders.problems;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import org.gatehouse.api.config.ConfigProblem;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GatehouseConfigTest {

  @TempDir Path folder;

  private Path file(String hocon) throws IOException {
    return Files.writeString(folder.resolve("gatehouse.conf"), hocon);
  }

  private static Properties properties(String... namesAndValues) {
    Properties properties = new Properties();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      properties.setProperty(namesAndValues[i], namesAndValues[i + 1]);
    }
    return properties;
  }

  @Nested
  class Values {

    @Test
    void defaultsComeFromTheReferenceConfs() {
      GatehouseConfig config = fake().load();
      assertThat(config.gateName()).isEqualTo("fake");
      assertThat(config.metagraphSourceName()).isEqualTo("none");
      assertThat(config.selectorName()).isEqualTo("top-k");
      assertThat(config.k()).isEqualTo(5);
      assertThat(config.vpermitTaoLimit()).isEqualTo(4096);
      assertThat(config.seed()).isZero();
      assertThat(config.maxMessageBytes()).isEqualTo(262144);
      assertThat(config.root().getDouble("gatehouse.gating.learning-rate")).isEqualTo(0.01);
      assertThat(config.root().root().keySet()).containsExactly("gatehouse");
    }

    @Test
    void foldersAreThoseOfTheUserUnlessSet() {
      assertThat(fake().load().cacheFolder()).isEqualTo(UserFolders.ofThisUser().cache());
      assertThat(fake().load().stateFolder()).isEqualTo(UserFolders.ofThisUser().state());
      GatehouseConfig config =
          load("gatehouse { engine.cache-dir = my/cache, state.dir = /var/gatehouse }");
      assertThat(config.cacheFolder()).isEqualTo(Path.of("my/cache"));
      assertThat(config.stateFolder()).isEqualTo(Path.of("/var/gatehouse"));
    }

    @Test
    void aCommonKeyReachesTheGatesSectionAndTheSelectors() {
      GatehouseConfig config = load("gatehouse.gating { seed = 7, num-uids = 16 }");
      assertThat(config.root().getInt("gatehouse.gating.fake.num-uids")).isEqualTo(16);
      assertThat(config.root().getLong("gatehouse.selection.seed")).isEqualTo(7);
      assertThat(config.seed()).isEqualTo(7);
    }

    @Test
    void theGatesOwnSectionOverridesACommonKey() {
      GatehouseConfig config =
          load("gatehouse.gating { seed = 7, fake { seed = 8, max-message-bytes = 99 } }");
      assertThat(config.seed()).isEqualTo(8);
      assertThat(config.maxMessageBytes()).isEqualTo(99);
      assertThat(config.root().getLong("gatehouse.selection.seed")).isEqualTo(7);
    }

    @Test
    void environmentVariablesCanBeReferredTo() {
      assertThat(load("gatehouse.state.dir = ${PATH}").stateFolder())
          .isEqualTo(Path.of(System.getenv("PATH")));
    }
  }

  @Nested
  class Precedence {

    @Test
    void settingsBeatPropertiesWhichBeatTheFileWhichBeatsTheReference() throws IOException {
      Path file =
          file(
              "gatehouse { gating.seed = 1, selection { k = 1, epsilon = 0.5, temperature = 2 } }");
      GatehouseConfig config =
          GatehouseConfig.loader()
              .set("gatehouse.selection.k=3")
              .systemProperties(
                  properties(
                      "gatehouse.selection.k", "2",
                      "gatehouse.selection.epsilon", "0.25",
                      "gatehouse.gating.model", "fake"))
              .file(file)
              .load();
      assertThat(config.k()).isEqualTo(3);
      assertThat(config.root().getDouble("gatehouse.selection.epsilon")).isEqualTo(0.25);
      assertThat(config.root().getDouble("gatehouse.selection.temperature")).isEqualTo(2);
      assertThat(config.seed()).isEqualTo(1);
      assertThat(config.vpermitTaoLimit()).isEqualTo(4096);
    }

    @Test
    void textRanksLikeAFileAndWhatIsSaidLaterWins() throws IOException {
      Path file = file("gatehouse.selection { k = 1, epsilon = 0.5 }");
      assertThat(fake().file(file).text("gatehouse.selection.k = 2").load().k()).isEqualTo(2);
      assertThat(fake().text("gatehouse.selection.k = 2").file(file).load().k()).isEqualTo(1);
      assertThat(fake().set("gatehouse.selection.k=8").set("gatehouse.selection.k=9").load().k())
          .isEqualTo(9);
    }

    @Test
    void thePropertiesOfTheProcessCountByDefault() {
      System.setProperty("gatehouse.selection.k", "13");
      try {
        GatehouseConfig config =
            GatehouseConfig.loader().text("gatehouse.gating.model = fake").load();
        assertThat(config.k()).isEqualTo(13);
      } finally {
        System.clearProperty("gatehouse.selection.k");
      }
    }

    @Test
    void otherPropertiesAreIgnored() {
      Properties properties = properties("gatehouse", "x", "gatehousekeeper.k", "1", "k", "2");
      assertThat(fake().systemProperties(properties).load().k()).isEqualTo(5);
    }

    @Test
    void aPropertyIsASubstitutionsSourceToo() {
      assertThat(
              fake()
                  .systemProperties(properties("gatehouse.gating.seed", "21"))
                  .load()
                  .root()
                  .getInt("gatehouse.selection.seed"))
          .isEqualTo(21);
    }
  }

  @Nested
  class Settings {

    @Test
    void addressesAndNamesAreTakenAsTheyStand() {
      GatehouseConfig config =
          fake()
              .set("gatehouse.gating.fake.model-name = ws://127.0.0.1:9944/#a, b ")
              .set("gatehouse.metagraph.fake-file.path=C:\\data\\x=y.json")
              .load();
      assertThat(config.root().getString("gatehouse.gating.fake.model-name"))
          .isEqualTo("ws://127.0.0.1:9944/#a, b");
      assertThat(config.root().getString("gatehouse.metagraph.fake-file.path"))
          .isEqualTo("C:\\data\\x=y.json");
    }

    @Test
    void sectionsQuotedTextReferencesAndNullAreHocon() {
      GatehouseConfig config =
          fake()
              .set("gatehouse.selection={ k = 4, epsilon = 0.5 }")
              .set("gatehouse.selection.k=${gatehouse.gating.max-message-bytes}")
              .set("gatehouse.gating.fake.model-name=\"null\"")
              .set("gatehouse.state.dir=/x")
              .set("gatehouse.state.dir=null")
              .load();
      assertThat(config.k()).isEqualTo(262144);
      assertThat(config.root().getDouble("gatehouse.selection.epsilon")).isEqualTo(0.5);
      assertThat(config.root().getString("gatehouse.gating.fake.model-name")).isEqualTo("null");
      assertThat(config.stateFolder()).isEqualTo(UserFolders.ofThisUser().state());
    }

    @Test
    void whatIsNoSettingIsAProblem() {
      assertThat(
              failure(
                      fake()
                          .set("gatehouse.selection.k")
                          .set("=3")
                          .set("gatehouse..k=3")
                          .set("gatehouse.selection.k=[1")
                          .set("gatehouse.selection.k={}\nx=2"))
                  .problems())
          .extracting(ConfigProblem::key, ConfigProblem::origin)
          .containsExactly(
              tuple("gatehouse", "--set"),
              tuple("gatehouse", "--set"),
              tuple("gatehouse..k", "--set"),
              tuple("gatehouse.selection.k", "--set"),
              tuple("gatehouse.selection.k", "--set: 1"));
    }
  }

  @Nested
  class Unreadable {

    @Test
    void aMissingFileIsNamed() {
      assertThat(failure(fake().file(folder.resolve("no.conf"))).problems())
          .containsExactly(
              new ConfigProblem(
                  "gatehouse",
                  folder.resolve("no.conf").toString(),
                  "expected a configuration file, found none"));
      assertThat(failure(fake().file(folder)).problems())
          .extracting(ConfigProblem::message)
          .containsExactly("expected a configuration file, found something else");
    }

    @Test
    void aSyntaxErrorHasFileAndLine() throws IOException {
      Path file = file("gatehouse {\n  gating {\n    seed = \"1\n  }\n}\n");
      ConfigProblem problem = failure(fake().file(file)).problems().get(0);
      assertThat(problem.origin()).isEqualTo(file + ":3");
      assertThat(problem.message()).doesNotContain(file.toString()).contains("quoted string");
    }

    @Test
    void aReferenceToNothingHasFileAndLineAndItsHeirsAreSilent() throws IOException {
      Path file =
          file("gatehouse {\n gating.seed = ${nope}\n state.dir = ${gatehouse.nowhere}/x\n}");
      assertThat(failure(fake().file(file)).problems())
          .containsExactly(
              new ConfigProblem(
                  "gatehouse.gating.seed",
                  file + ":2",
                  "cannot be resolved: ${nope}; expected every ${...} to name a key or an"
                      + " environment variable"),
              new ConfigProblem(
                  "gatehouse.state.dir",
                  file + ":3",
                  "cannot be resolved: ${gatehouse.nowhere}\"/x\"; expected every ${...} to name a"
                      + " key or an environment variable"));
    }

    @Test
    void aSectionThatRefersToNothingIsAProblemToo() {
      assertThat(problems("gatehouse.gating.fake = ${nope} { seed = 1 }\ngatehouse.state = ${no}"))
          .extracting(ConfigProblem::key)
          .containsExactly("gatehouse.gating.fake", "gatehouse.state");
    }

    @Test
    void aCircleOfReferencesIsOneReadableProblem() {
      List<ConfigProblem> problems =
          problems("gatehouse.gating.seed = ${gatehouse.selection.seed}");
      assertThat(problems).hasSize(1);
      assertThat(problems.get(0).message()).contains("cycle");
    }
  }
}
