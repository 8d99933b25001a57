package org.gatehouse.testkit.reference;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.gatehouse.api.gating.Capability;
import org.gatehouse.testkit.GatingContract;
import org.gatehouse.testkit.Rule;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every rule is broken by a gate that is wrong in one way, and by no right one. */
class MutantGatesTest {

  @ParameterizedTest
  @EnumSource
  void aGateThatSaysWhatItCannotDoPasses(Capability missing) {
    RuleResults results =
        MutantRun.of(Mutant.of("lacks " + missing, (s, c) -> new LackingGate(s, c, missing)));
    assertThat(results.failed()).as(results::failures).isEmpty();
    assertThat(results.passed()).contains("G11.1", "G11.2");
    assertThat(results.skipped().values())
        .hasSizeGreaterThan(8)
        .allMatch(reason -> reason.endsWith("declares no " + missing), "names " + missing);
  }

  @Test
  void aFalseClaimIsOneFailureAndManySkippedRules() {
    RuleResults results =
        MutantRun.of(
            ScoringMutants.all().stream()
                .filter(mutant -> mutant.breaks().contains("G11.2"))
                .findAny()
                .orElseThrow());
    assertThat(results.failed()).containsExactly("G11.2");
    assertThat(results.skipped())
        .containsEntry("G3.2", "declares RESYNC but lacks it: see G11.2")
        .hasSizeGreaterThan(15);
  }

  @Test
  void aFailureNamesTheMessageTheUidAndBothValues() {
    assertThat(MutantRun.of(ForgettingMutants.all().get(0)).failures())
        .containsPattern(
            "\\QG3.2: G3.2 A replaced peer is forgotten\\E[^G]*"
                + "message 0: score of uid 2 is [-0-9.]+, expected [-0-9.]+");
  }

  @Test
  void everyRuleIsBrokenBySomeMutant() {
    Set<String> rules =
        Arrays.stream(GatingContract.class.getDeclaredClasses())
            .flatMap(topic -> Arrays.stream(topic.getSuperclass().getDeclaredMethods()))
            .map(method -> method.getAnnotation(Rule.class))
            .filter(rule -> rule != null)
            .map(Rule::id)
            .collect(Collectors.toCollection(TreeSet::new));
    Set<String> broken =
        Stream.of(
                ForgettingMutants.all(),
                LearningMutants.all(),
                StateMutants.all(),
                BusyMutants.all(),
                ScoringMutants.all(),
                ExplainingMutants.all())
            .flatMap(List::stream)
            .flatMap(mutant -> mutant.breaks().stream())
            .collect(Collectors.toCollection(TreeSet::new));
    assertThat(rules).hasSizeGreaterThan(50);
    assertThat(broken).isEqualTo(rules);
  }
}
