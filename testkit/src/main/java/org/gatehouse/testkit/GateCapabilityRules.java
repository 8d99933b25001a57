package org.gatehouse.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import org.gatehouse.api.gating.Capability;
import org.gatehouse.api.gating.ForeignScoresException;
import org.gatehouse.api.gating.GateScores;
import org.gatehouse.api.gating.GatingModel;
import org.gatehouse.api.gating.Representing;
import org.gatehouse.api.gating.UnsupportedCapabilityException;

/** Topic 11: what a gate says it can do. */
abstract class GateCapabilityRules extends GateRules {

  @Rule(id = "G11.1", says = "What a gate declares missing fails fast.")
  void whatIsMissingFailsFast() {
    GatingModel gate = open();
    Set<Capability> missing = EnumSet.allOf(Capability.class);
    missing.removeAll(gate.capabilities());
    assumeThat(missing).withFailMessage("declares every capability").isNotEmpty();
    GateState before = state(gate);
    for (Capability capability : missing) {
      assertThatThrownBy(() -> use(capability, gate))
          .as("use of %s, which is not declared", capability)
          .isInstanceOfSatisfying(
              UnsupportedCapabilityException.class,
              refused -> assertThat(refused.capability()).isEqualTo(capability));
    }
    before.assertSame("state after refusals", state(gate));
  }

  @Rule(id = "G11.2", says = "What a gate declares works.")
  void whatIsDeclaredWorks() {
    for (Capability capability : open().capabilities()) {
      assertThatCode(() -> use(capability, open()))
          .as("use of %s, which is declared", capability)
          .doesNotThrowAnyException();
    }
  }

  @Rule(id = "G11.3", says = "A gate that shows representations shows its own, whole and unshared.")
  void representationsAreWhole() {
    GatingModel gate = open();
    assumeThat(gate.extension(Representing.class))
        .withFailMessage("shows no representations")
        .isPresent();
    Representing representing = gate.extension(Representing.class).orElseThrow();
    GateScores scores = gate.forward(MESSAGES.get(0));
    float[] shown = representing.representation(scores);
    float[] copy = shown.clone();
    assertThat(shown).as("representation").hasSize(representing.dimension());
    for (float component : shown) {
      assertThat(component).as("component of the representation").isFinite();
    }
    Arrays.fill(shown, 17);
    assertThat(representing.representation(scores.select(2)))
        .as("representation after the caller wrote into an earlier one")
        .containsExactly(copy);
    GateScores foreign = open().forward(MESSAGES.get(0));
    assertThatThrownBy(() -> representing.representation(foreign))
        .as("representation of the scores of another gate")
        .isInstanceOf(ForeignScoresException.class);
  }
}
