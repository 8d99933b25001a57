package org.gatehouse.testkit;

import org.gatehouse.api.selection.EpsilonGreedySelectorProvider;
import org.gatehouse.api.selection.PeerSelectorProvider;
import org.gatehouse.api.selection.SoftmaxSelectorProvider;
import org.gatehouse.api.selection.TopKSelectorProvider;
import org.gatehouse.api.selection.UniformSelectorProvider;
import org.junit.jupiter.api.Nested;

class BuiltInSelectorsTest {

  private static ProviderUnderTest<PeerSelectorProvider> of(PeerSelectorProvider provider) {
    return ProviderUnderTest.of(provider);
  }

  @Nested
  class TopK extends SelectorContract {

    @Override
    protected SelectorUnderTest selector() {
      return SelectorUnderTest.from(of(new TopKSelectorProvider()));
    }
  }

  @Nested
  class EpsilonGreedy extends SelectorContract {

    @Override
    protected SelectorUnderTest selector() {
      return SelectorUnderTest.from(of(new EpsilonGreedySelectorProvider()));
    }
  }

  @Nested
  class Softmax extends SelectorContract {

    @Override
    protected SelectorUnderTest selector() {
      return SelectorUnderTest.from(of(new SoftmaxSelectorProvider()));
    }
  }

  @Nested
  class ColdSoftmax extends SelectorContract {

    @Override
    protected SelectorUnderTest selector() {
      return SelectorUnderTest.from(
          of(new SoftmaxSelectorProvider()).with("gatehouse.selection.temperature = 0.2"));
    }
  }

  @Nested
  class Uniform extends SelectorContract {

    @Override
    protected SelectorUnderTest selector() {
      return SelectorUnderTest.from(of(new UniformSelectorProvider()));
    }
  }

  @Nested
  class TopKProvider extends SelectorProviderContract {

    @Override
    protected ProviderUnderTest<PeerSelectorProvider> provider() {
      return of(new TopKSelectorProvider());
    }
  }

  @Nested
  class EpsilonGreedyProvider extends SelectorProviderContract {

    @Override
    protected ProviderUnderTest<PeerSelectorProvider> provider() {
      return of(new EpsilonGreedySelectorProvider());
    }
  }

  @Nested
  class SoftmaxProvider extends SelectorProviderContract {

    @Override
    protected ProviderUnderTest<PeerSelectorProvider> provider() {
      return of(new SoftmaxSelectorProvider());
    }
  }

  @Nested
  class UniformProvider extends SelectorProviderContract {

    @Override
    protected ProviderUnderTest<PeerSelectorProvider> provider() {
      return of(new UniformSelectorProvider());
    }
  }
}
