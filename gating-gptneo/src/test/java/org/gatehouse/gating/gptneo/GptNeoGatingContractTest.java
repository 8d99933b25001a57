package org.gatehouse.gating.gptneo;

import org.gatehouse.testkit.GateUnderTest;

class GptNeoGatingContractTest extends GptNeoContract {

  @Override
  GateUnderTest plain() {
    return GateUnderTest.of(new GptNeoGatingProvider()).with(GptNeoGate.FORGETFUL);
  }
}
