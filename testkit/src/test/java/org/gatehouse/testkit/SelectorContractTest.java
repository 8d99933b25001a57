package org.gatehouse.testkit;

import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

class SelectorContractTest {

  @TestFactory
  Stream<DynamicTest> aBrokenSelectorFailsTheRulesItBreaksAndNoOther() {
    return ContractRun.of(2, BrokenChoices.class, BrokenPropensities.class);
  }
}
