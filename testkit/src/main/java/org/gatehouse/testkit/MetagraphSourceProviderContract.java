package org.gatehouse.testkit;

import com.typesafe.config.Config;
import java.util.List;
import org.gatehouse.api.config.ConfigProblem;
import org.gatehouse.api.metagraph.MetagraphContext;
import org.gatehouse.api.metagraph.MetagraphSourceProvider;
import org.jspecify.annotations.Nullable;

/** What every {@link MetagraphSourceProvider} keeps to: extend it and say how to make yours. */
public abstract class MetagraphSourceProviderContract
    extends ProviderContract<MetagraphSourceProvider> {

  /** Creates the tests; called by JUnit. */
  protected MetagraphSourceProviderContract() {
    super(MetagraphSourceProvider.class);
  }

  @Override
  final List<ConfigProblem> check(MetagraphSourceProvider provider, Config section) {
    return provider.check(section);
  }

  @Override
  final @Nullable AutoCloseable create(MetagraphSourceProvider provider, Config section) {
    return provider.create(section, MetagraphContext.standalone());
  }
}
