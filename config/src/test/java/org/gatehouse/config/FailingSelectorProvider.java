package org.gatehouse.config;

import com.typesafe.config.Config;
import java.util.List;
import org.gatehouse.api.config.ConfigProblem;
import org.gatehouse.api.plugin.ProviderName;
import org.gatehouse.api.selection.PeerSelector;
import org.gatehouse.api.selection.PeerSelectorProvider;

/** Promises a selector and does not deliver. */
@ProviderName("failing")
public final class FailingSelectorProvider implements PeerSelectorProvider {

  @Override
  public List<ConfigProblem> check(Config config) {
    return List.of();
  }

  @Override
  public PeerSelector create(Config config) {
    throw new IllegalStateException("no selector today");
  }
}
