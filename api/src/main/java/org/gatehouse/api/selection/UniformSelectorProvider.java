package org.gatehouse.api.selection;

import org.gatehouse.api.config.SectionReader;
import org.gatehouse.api.plugin.ProviderName;

/**
 * Chooses k peers at random, whatever their scores: {@code gatehouse.selection.selector = uniform}.
 */
@ProviderName("uniform")
public final class UniformSelectorProvider extends DesignSelectorProvider {

  /** Creates the provider; called by the service loader. */
  public UniformSelectorProvider() {}

  @Override
  InclusionDesign design(SectionReader section) {
    return InclusionDesigns::uniform;
  }
}
