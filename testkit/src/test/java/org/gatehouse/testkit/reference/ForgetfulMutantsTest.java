package org.gatehouse.testkit.reference;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Gates that learn, forget or keep their state wrongly. */
class ForgetfulMutantsTest {

  static List<Mutant> mutants() {
    return Stream.of(ForgettingMutants.all(), LearningMutants.all(), StateMutants.all())
        .flatMap(List::stream)
        .toList();
  }

  @ParameterizedTest
  @MethodSource("mutants")
  void breaksExactlyItsRules(Mutant mutant) {
    MutantRun.breaksExactlyItsRules(mutant);
  }
}
