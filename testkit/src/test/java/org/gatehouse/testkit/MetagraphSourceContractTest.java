package org.gatehouse.testkit;

import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

class MetagraphSourceContractTest {

  @TestFactory
  Stream<DynamicTest> aBrokenSourceFailsTheRulesItBreaksAndNoOther() {
    return ContractRun.of(24, BrokenSources.class, BrokenWatches.class);
  }
}
