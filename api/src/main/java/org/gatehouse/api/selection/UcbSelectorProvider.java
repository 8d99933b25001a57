package org.gatehouse.api.selection;

import org.gatehouse.api.config.SectionReader;
import org.gatehouse.api.plugin.ProviderName;

/**
 * Chooses the peers whose score plus some standard deviations is highest: {@code
 * gatehouse.selection.selector = ucb}. The gate has to give standard deviations.
 */
@ProviderName("ucb")
public final class UcbSelectorProvider extends DesignSelectorProvider {

  /** Creates the provider; called by the service loader. */
  public UcbSelectorProvider() {}

  @Override
  InclusionDesign design(SectionReader section) {
    return InclusionDesigns.upperBounds(section.number("confidence", 0, 1e9));
  }
}
