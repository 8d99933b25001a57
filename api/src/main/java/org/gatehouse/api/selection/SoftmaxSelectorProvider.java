package org.gatehouse.api.selection;

import org.gatehouse.api.config.SectionReader;
import org.gatehouse.api.plugin.ProviderName;

/**
 * Chooses peers with probability proportional to exp(score / temperature): {@code
 * gatehouse.selection.selector = softmax}.
 */
@ProviderName("softmax")
public final class SoftmaxSelectorProvider extends DesignSelectorProvider {

  /** Creates the provider; called by the service loader. */
  public SoftmaxSelectorProvider() {}

  @Override
  InclusionDesign design(SectionReader section) {
    return InclusionDesigns.softmax(section.number("temperature", 1e-9, 1e9));
  }
}
