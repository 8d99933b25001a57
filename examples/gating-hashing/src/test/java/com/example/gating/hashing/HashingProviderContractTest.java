package com.example.gating.hashing;

import org.gatehouse.api.gating.GatingModelProvider;
import org.gatehouse.testkit.GatingProviderContract;
import org.gatehouse.testkit.ProviderUnderTest;

class HashingProviderContractTest extends GatingProviderContract {

  @Override
  protected ProviderUnderTest<GatingModelProvider> provider() {
    return ProviderUnderTest.of(new HashingGatingProvider());
  }
}
