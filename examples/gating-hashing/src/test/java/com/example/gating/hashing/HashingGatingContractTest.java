package com.example.gating.hashing;

import org.gatehouse.testkit.GateUnderTest;
import org.gatehouse.testkit.GatingContract;

class HashingGatingContractTest extends GatingContract {

  @Override
  protected GateUnderTest gate() {
    return GateUnderTest.of(new HashingGatingProvider()).withDifferentiableLoss("weight");
  }
}
