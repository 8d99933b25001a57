package org.gatehouse.config.plugin;

import com.typesafe.config.ConfigUtil;
import java.util.List;
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
public record ProviderKind<T>(
    String noun, Class<T> type, String section, String selectedBy, boolean shared) {

  /** Providers of gates. */
  public static final ProviderKind<GatingModelProvider> GATE =
      new ProviderKind<>("gate", GatingModelProvider.class, "gatehouse.gating", "model", false);

  /** Providers of metagraph sources. */
  public static final ProviderKind<MetagraphSourceProvider> METAGRAPH_SOURCE =
      new ProviderKind<>(
          "metagraph source",
          MetagraphSourceProvider.class,
          "gatehouse.metagraph",
          "source",
          false);

  /** Providers of selectors. */
  public static final ProviderKind<PeerSelectorProvider> SELECTOR =
      new ProviderKind<>(
          "selector", PeerSelectorProvider.class, "gatehouse.selection", "selector", true);

  /** Returns all kinds. */
  public static List<ProviderKind<?>> all() {
    return List.of(GATE, METAGRAPH_SOURCE, SELECTOR);
  }

  /** Returns the full key that names the wanted provider. */
  public String selectingKey() {
    return section + "." + selectedBy;
  }

  /** Returns the path of the section that a provider reads. */
  public String sectionOf(String name) {
    return shared ? section : ownSectionOf(name);
  }

  /** Returns the path of the section whose keys and defaults a provider may bring along. */
  public String ownSectionOf(String name) {
    return section + "." + ConfigUtil.joinPath(name);
  }

  /** Returns the path of the file in a jar that lists its providers of this kind. */
  public String servicesFile() {
    return "META-INF/services/" + type.getName();
  }
}
