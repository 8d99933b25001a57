package org.gatehouse.testkit;

import com.typesafe.config.Config;
import java.util.List;
import org.gatehouse.api.config.ConfigProblem;
import org.gatehouse.api.selection.PeerSelector;
import org.gatehouse.api.selection.PeerSelectorProvider;
import org.jspecify.annotations.Nullable;

/**
 * What every {@link PeerSelectorProvider} keeps to: extend it and say how to make yours.
 *
 * <p>All selectors share a section. Of its keys a provider answers for those of which it reports at
 * least a single wrong value, and for those in {@code gatehouse.selection.<name>}.
 */
public abstract class SelectorProviderContract extends ProviderContract<PeerSelectorProvider> {

  /** Creates the tests; called by JUnit. */
  protected SelectorProviderContract() {
    super(PeerSelectorProvider.class);
  }

  @Override
  final List<ConfigProblem> check(PeerSelectorProvider provider, Config section) {
    return provider.check(section);
  }

  @Override
  final @Nullable AutoCloseable create(PeerSelectorProvider provider, Config section) {
    PeerSelector selector = provider.create(section);
    return selector == null ? null : () -> {};
  }
}
