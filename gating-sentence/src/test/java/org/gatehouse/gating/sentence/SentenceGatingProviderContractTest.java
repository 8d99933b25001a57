package org.gatehouse.gating.sentence;

import org.gatehouse.api.gating.GatingContext;
import org.gatehouse.api.gating.GatingModelProvider;
import org.gatehouse.testkit.GatingProviderContract;
import org.gatehouse.testkit.ProviderUnderTest;

class SentenceGatingProviderContractTest extends GatingProviderContract {

  @Override
  protected ProviderUnderTest<GatingModelProvider> provider() {
    return ProviderUnderTest.of(new SentenceGatingProvider());
  }

  @Override
  protected GatingContext context() {
    return SentenceGate.context(SentenceGate.network(100, 3));
  }
}
