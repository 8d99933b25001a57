package org.gatehouse.api.selection;

import org.gatehouse.api.config.SectionReader;
import org.gatehouse.api.plugin.ProviderName;

/** Chooses the k best peers, ties by uid: {@code gatehouse.selection.selector = top-k}. */
@ProviderName("top-k")
public final class TopKSelectorProvider extends DesignSelectorProvider {

  /** Creates the provider; called by the service loader. */
  public TopKSelectorProvider() {}

  @Override
  InclusionDesign design(SectionReader section) {
    return InclusionDesigns::topK;
  }
}
