package org.gatehouse.testkit;

import org.gatehouse.api.selection.PeerSelector;
import org.gatehouse.api.selection.PeerSelectorProvider;

/** How {@link SelectorContract} gets the selectors it tests. */
@FunctionalInterface
public interface SelectorUnderTest {

  /** Makes a fresh selector that draws with this seed; one that draws nothing may ignore it. */
  PeerSelector withSeed(long seed);

  /**
   * Returns the selectors of a provider, seeded through {@code gatehouse.selection.seed}.
   *
   * @param provider with a configuration that the provider accepts
   */
  static SelectorUnderTest from(ProviderUnderTest<PeerSelectorProvider> provider) {
    return seed ->
        provider.provider().create(provider.with("gatehouse.selection.seed = " + seed).section());
  }
}
