package org.gatehouse.testkit;

import org.gatehouse.api.selection.EpsilonGreedySelectorProvider;
import org.gatehouse.api.selection.PeerSelectorProvider;
import org.gatehouse.api.selection.SoftmaxSelectorProvider;
import org.gatehouse.api.selection.ThompsonSelectorProvider;
import org.gatehouse.api.selection.TopKSelectorProvider;
import org.gatehouse.api.selection.UcbSelectorProvider;
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
  class Thompson extends SelectorContract {

    @Override
    protected SelectorUnderTest selector() {
      return SelectorUnderTest.from(of(new ThompsonSelectorProvider()));
    }
  }

  @Nested
  class Ucb extends SelectorContract {

    @Override
    protected SelectorUnderTest selector() {
      return SelectorUnderTest.from(of(new UcbSelectorProvider()));
    }
  }

  @Nested
  class Bounded extends SelectorContract {

    @Override
    protected SelectorUnderTest selector() {
      return SelectorUnderTest.from(
          of(new SoftmaxSelectorProvider())
              .with("gatehouse.selection { min-exploration = 0.1, max-share = 0.6 }"));
    }
  }

  @Nested
  class ThompsonProvider extends SelectorProviderContract {

    @Override
    protected ProviderUnderTest<PeerSelectorProvider> provider() {
      return of(new ThompsonSelectorProvider());
    }
  }

  @Nested
  class UcbProvider extends SelectorProviderContract {

    @Override
    protected ProviderUnderTest<PeerSelectorProvider> provider() {
      return of(new UcbSelectorProvider());
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
