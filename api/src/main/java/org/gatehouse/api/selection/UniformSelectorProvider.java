package org.gatehouse.api.selection;

import com.typesafe.config.Config;
import java.util.List;
import org.gatehouse.api.config.ConfigProblem;
import org.gatehouse.api.config.SectionReader;
import org.gatehouse.api.plugin.ProviderName;

/**
 * Chooses k peers at random, whatever their scores: {@code gatehouse.selection.selector = uniform}.
 */
@ProviderName("uniform")
public final class UniformSelectorProvider implements PeerSelectorProvider {

  /** Creates the provider; called by the service loader. */
  public UniformSelectorProvider() {}

  @Override
  public List<ConfigProblem> check(Config config) {
    SectionReader section = SelectionSettings.reader(config);
    SelectionSettings.seed(section);
    return section.problems();
  }

  @Override
  public PeerSelector create(Config config) {
    SectionReader section = SelectionSettings.reader(config);
    long seed = SelectionSettings.seed(section);
    section.throwIfAny();
    return new DesignSelector(InclusionDesigns::uniform, seed);
  }
}
