package org.gatehouse.testkit.reference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import org.gatehouse.testkit.GateUnderTest;
import org.gatehouse.testkit.GatingContract;

/** Runs the contract on mutants, one after another. */
final class MutantRun {

  private static volatile Mutant current = Mutant.of("is right", ReferenceGate::new);

  private MutantRun() {}

  /** The contract on the mutant of the moment; run by the launcher below only. */
  static final class Subject extends GatingContract {

    @Override
    protected GateUnderTest gate() {
      return GateUnderTest.of(new ReferenceProvider(current.maker()))
          .with("gatehouse.gating.learning-rate = 0.1")
          .withDifferentiableLoss("weight");
    }
  }

  static RuleResults of(Mutant mutant) {
    current = mutant;
    return RuleResults.of(selectClass(Subject.class));
  }

  static void breaksExactlyItsRules(Mutant mutant) {
    RuleResults results = of(mutant);
    assertThat(results.failed())
        .as(() -> "rules broken by a gate that " + mutant + "\n" + results.failures())
        .isEqualTo(mutant.breaks());
  }
}
