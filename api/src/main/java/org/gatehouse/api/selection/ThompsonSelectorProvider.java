package org.gatehouse.api.selection;

import org.gatehouse.api.config.SectionReader;
import org.gatehouse.api.plugin.ProviderName;

/**
 * Chooses each peer as probably as it is one of the best, by the gate's scores and standard
 * deviations: {@code gatehouse.selection.selector = thompson}.
 *
 * <p>Propensities are those probabilities, by the {@linkplain Exceedance threshold} that k peers
 * are expected to exceed, and the draw keeps to them.
 */
@ProviderName("thompson")
public final class ThompsonSelectorProvider extends DesignSelectorProvider {

  /** Creates the provider; called by the service loader. */
  public ThompsonSelectorProvider() {}

  @Override
  InclusionDesign design(SectionReader section) {
    return InclusionDesigns::thompson;
  }
}
