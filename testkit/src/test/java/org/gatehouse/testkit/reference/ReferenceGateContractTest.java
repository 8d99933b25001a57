package org.gatehouse.testkit.reference;

import org.gatehouse.testkit.GateUnderTest;
import org.gatehouse.testkit.GatingContract;

/** The right gate passes every rule. */
class ReferenceGateContractTest extends GatingContract {

  @Override
  protected GateUnderTest gate() {
    return GateUnderTest.of(new ReferenceProvider())
        .with("gatehouse.gating.learning-rate = 0.1")
        .withDifferentiableLoss("weight");
  }
}
