package org.gatehouse.api.selection;

import org.gatehouse.api.config.SectionReader;
import org.gatehouse.api.plugin.ProviderName;

/**
 * Chooses the best peers, but gives away a share of the places at random: {@code
 * gatehouse.selection.selector = epsilon-greedy}.
 */
@ProviderName("epsilon-greedy")
public final class EpsilonGreedySelectorProvider extends DesignSelectorProvider {

  /** Creates the provider; called by the service loader. */
  public EpsilonGreedySelectorProvider() {}

  @Override
  InclusionDesign design(SectionReader section) {
    return InclusionDesigns.exploring(section.number("epsilon", 0, 1), InclusionDesigns::topK);
  }
}
