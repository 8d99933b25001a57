package org.gatehouse.host.replay;

import com.typesafe.config.ConfigFactory;
import org.gatehouse.api.selection.PeerSelector;
import org.gatehouse.api.selection.UniformSelectorProvider;

/** The selector that treats all peers alike. */
final class UniformChoice {

  private UniformChoice() {}

  static PeerSelector withSeed(long seed) {
    return new UniformSelectorProvider()
        .create(ConfigFactory.parseString("min-exploration = 0, max-share = 1, seed = " + seed));
  }
}
