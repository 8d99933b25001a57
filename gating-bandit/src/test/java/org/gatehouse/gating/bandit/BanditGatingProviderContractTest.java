package org.gatehouse.gating.bandit;

import org.gatehouse.api.gating.GatingContext;
import org.gatehouse.api.gating.GatingModelProvider;
import org.gatehouse.testkit.GatingProviderContract;
import org.gatehouse.testkit.ProviderUnderTest;

class BanditGatingProviderContractTest extends GatingProviderContract {

  @Override
  protected ProviderUnderTest<GatingModelProvider> provider() {
    return ProviderUnderTest.of(new BanditGatingProvider());
  }

  @Override
  protected GatingContext context() {
    return BanditGate.context(BanditGate.network(100, 3));
  }
}
