package org.gatehouse.testkit;

import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

class ProviderContractTest {

  @TestFactory
  Stream<DynamicTest> aBrokenProviderFailsTheRulesItBreaksAndNoOther() {
    return ContractRun.of(1, BrokenProviders.class);
  }
}
