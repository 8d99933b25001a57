package org.gatehouse.config;

import com.typesafe.config.ConfigUtil;
import org.gatehouse.api.gating.GatingModelProvider;
import org.gatehouse.api.metagraph.MetagraphSourceProvider;
import org.gatehouse.api.selection.PeerSelectorProvider;

/**
 * One of the three kinds of providers.
 *
 * @param noun what a provider makes, for messages
 * @param type the provider's interface
 * @param section the section in which the providers of this kind are configured
 * @param selectedBy the key in that section which names the wanted provider
 * @param shared whether all providers read that section itself, rather than one of their own in it
 */
record Kind<T>(String noun, Class<T> type, String section, String selectedBy, boolean shared) {

  static final Kind<GatingModelProvider> GATE =
      new Kind<>("gate", GatingModelProvider.class, "gatehouse.gating", "model", false);

  static final Kind<MetagraphSourceProvider> METAGRAPH_SOURCE =
      new Kind<>(
          "metagraph source",
          MetagraphSourceProvider.class,
          "gatehouse.metagraph",
          "source",
          false);

  static final Kind<PeerSelectorProvider> SELECTOR =
      new Kind<>("selector", PeerSelectorProvider.class, "gatehouse.selection", "selector", true);

  /** Returns the full key that names the wanted provider. */
  String selectingKey() {
    return section + "." + selectedBy;
  }

  /** Returns the path of the section that a provider reads. */
  String sectionOf(String name) {
    return shared ? section : section + "." + ConfigUtil.joinPath(name);
  }
}
