package org.gatehouse.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.gatehouse.api.config.ConfigProblem;
import org.gatehouse.api.gating.GatingContext;
import org.gatehouse.api.gating.GatingModel;
import org.gatehouse.api.gating.GatingModelProvider;
import org.gatehouse.testkit.reference.ReferenceProvider;
import org.junit.jupiter.api.Test;

class GateUnderTestTest {

  private static final GatingContext CONTEXT =
      GatingContext.builder(Path.of("cache"), Path.of("state")).build();

  private final List<Config> sections = new ArrayList<>();

  /** Keeps the section and makes nothing. */
  private final GatingModelProvider nameless =
      new GatingModelProvider() {
        @Override
        public List<ConfigProblem> check(Config config) {
          return List.of();
        }

        @Override
        public GatingModel create(Config config, GatingContext context) {
          sections.add(config);
          return new ReferenceProvider().create(config, context);
        }
      };

  @Test
  void aProviderOnTheClassPathIsFoundWithItsReferenceConf() {
    try (GatingModel gate =
        GateUnderTest.of(new ReferenceProvider()).create("num-uids = 3", CONTEXT)) {
      assertThat(gate.numUids()).isEqualTo(3);
    }
  }

  @Test
  void aProviderWithoutANameIsRefused() {
    assertThatThrownBy(() -> GateUnderTest.of(nameless))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("expected @ProviderName on " + nameless.getClass().getName() + ", found none");
  }

  @Test
  void theKitsKeysGoBeforeTheAuthorsAndTheseBeforeTheReference() {
    GateUnderTest gate =
        GateUnderTest.of(nameless, "reference", ConfigFactory.defaultReferenceUnresolved())
            .with("gatehouse.gating { momentum = 0.5, learning-rate = 0.5 }")
            .with("gatehouse.gating { momentum = 0.25, num-uids = 9 }");
    gate.create("num-uids = 3", CONTEXT).close();
    assertThat(sections)
        .singleElement()
        .satisfies(
            section -> {
              assertThat(section.getInt("num-uids")).isEqualTo(3);
              assertThat(section.getDouble("momentum")).isEqualTo(0.25);
              assertThat(section.getDouble("learning-rate")).isEqualTo(0.5);
              assertThat(section.getBoolean("learn")).isTrue();
            });
  }

  @Test
  void aMissingSectionIsNamed() {
    GateUnderTest gate =
        GateUnderTest.of(nameless, "unheard-of", ConfigFactory.defaultReferenceUnresolved());
    assertThatThrownBy(() -> gate.create("", CONTEXT))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage(
            "expected a section gatehouse.gating.unheard-of in the gate's reference.conf, found"
                + " none");
  }
}
