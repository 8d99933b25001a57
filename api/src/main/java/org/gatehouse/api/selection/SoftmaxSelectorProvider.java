package org.gatehouse.api.selection;

import com.typesafe.config.Config;
import java.util.List;
import org.gatehouse.api.config.ConfigProblem;
import org.gatehouse.api.config.SectionReader;
import org.gatehouse.api.plugin.ProviderName;

/**
 * Chooses peers with probability proportional to exp(score / temperature): {@code
 * gatehouse.selection.selector = softmax}.
 */
@ProviderName("softmax")
public final class SoftmaxSelectorProvider implements PeerSelectorProvider {

  /** Creates the provider; called by the service loader. */
  public SoftmaxSelectorProvider() {}

  @Override
  public List<ConfigProblem> check(Config config) {
    SectionReader section = SelectionSettings.reader(config);
    SelectionSettings.temperature(section);
    SelectionSettings.seed(section);
    return section.problems();
  }

  @Override
  public PeerSelector create(Config config) {
    SectionReader section = SelectionSettings.reader(config);
    double temperature = SelectionSettings.temperature(section);
    long seed = SelectionSettings.seed(section);
    section.throwIfAny();
    return new DesignSelector(InclusionDesigns.softmax(temperature), seed);
  }
}
