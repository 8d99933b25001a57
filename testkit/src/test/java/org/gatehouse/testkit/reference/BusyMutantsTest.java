package org.gatehouse.testkit.reference;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Gates that score or explain wrongly, or only under load. */
class BusyMutantsTest {

  static List<Mutant> mutants() {
    return Stream.of(BusyMutants.all(), ScoringMutants.all(), ExplainingMutants.all())
        .flatMap(List::stream)
        .toList();
  }

  @ParameterizedTest
  @MethodSource("mutants")
  void breaksExactlyItsRules(Mutant mutant) {
    MutantRun.breaksExactlyItsRules(mutant);
  }
}
