package org.gatehouse.api.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigOriginFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigurationExceptionTest {

  private static SectionReader reader(String hocon) {
    return new SectionReader(ConfigFactory.parseString(hocon).resolve(), "gatehouse.x");
  }

  @Test
  void allAreReportedTogetherWithTheirPlaces(@TempDir Path folder) throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("gatehouse.conf"),
            """
              num-uids = -5
              momentum = 1.5
              learn = perhaps
              epochs = { }
              """);
    SectionReader reader =
        new SectionReader(
            ConfigFactory.parseMap(Map.of("seed", "x"), "system properties")
                .withFallback(ConfigFactory.parseFile(file.toFile())),
            "gatehouse.gating");

    reader.integerOrAuto("num-uids", 1, Integer.MAX_VALUE);
    reader.number("momentum", 0, 1);
    reader.flag("learn");
    reader.integer("epochs", 1, 10);
    reader.integer("seed", Long.MIN_VALUE, Long.MAX_VALUE);
    reader.text("model");
    reader.problem("learn", "contradicts momentum");
    reader.problem("warmup", "is needed with momentum");

    assertThatThrownBy(reader::throwIfAny)
        .isInstanceOfSatisfying(
            ConfigurationException.class,
            e -> assertThat(e.problems()).isEqualTo(reader.problems()))
        .hasMessage(
            """
              8 problems in the configuration:
                1) gatehouse.gating.num-uids (%1$s:1): expected a whole number of at least 1 or \
              auto, found -5
                2) gatehouse.gating.momentum (%1$s:2): expected a number in [0.0, 1.0], found 1.5
                3) gatehouse.gating.learn (%1$s:3): expected one of true, false, found "perhaps"
                4) gatehouse.gating.epochs (%1$s:4): expected a whole number in [1, 10], found {}
                5) gatehouse.gating.seed (system properties): expected a whole number of 64 bits, \
              found "x"
                6) gatehouse.gating.model: expected a value, found none
                7) gatehouse.gating.learn (%1$s:3): contradicts momentum
                8) gatehouse.gating.warmup: is needed with momentum"""
                .formatted(file));
  }

  @Test
  void oneIsCalledOne() {
    SectionReader reader = reader("");
    reader.text("a");

    assertThatThrownBy(reader::throwIfAny)
        .hasMessage(
            "1 problem in the configuration:\n"
                + "  1) gatehouse.x.a: expected a value, found none");
  }

  @Test
  void withoutAnyReadingEndsQuietly() {
    SectionReader reader = reader("a = 1");
    reader.integer("a", 0, 2);

    assertThatCode(reader::throwIfAny).doesNotThrowAnyException();
  }

  @Test
  void keysBelowTheSectionAndTheRootAreNamedInFull() {
    SectionReader nested = reader("a { b = x }");
    nested.integer("a.b", 0, 1);
    assertThat(nested.problems().get(0).key()).isEqualTo("gatehouse.x.a.b");

    SectionReader root = new SectionReader(ConfigFactory.empty(), "");
    root.text("a");
    assertThat(root.problems().get(0).key()).isEqualTo("a");
  }

  @Test
  void anOriginWithoutAFileIsDescribed() {
    assertThat(ConfigProblem.at(ConfigOriginFactory.newSimple("--set"), "a.b", "is wrong"))
        .hasToString("a.b (--set): is wrong")
        .isEqualTo(new ConfigProblem("a.b", "--set", "is wrong"));
  }

  @Test
  void anExceptionWithoutProblemsCannotBeMade() {
    assertThatThrownBy(() -> new ConfigurationException(List.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a configuration without problems is no failure");
  }
}
