package org.gatehouse.api.selection;

import com.typesafe.config.Config;
import java.util.List;
import org.gatehouse.api.config.ConfigProblem;
import org.gatehouse.api.config.SectionReader;
import org.gatehouse.api.plugin.ProviderName;

/**
 * Chooses the best peers, but gives away a share of the places at random: {@code
 * gatehouse.selection.selector = epsilon-greedy}.
 */
@ProviderName("epsilon-greedy")
public final class EpsilonGreedySelectorProvider implements PeerSelectorProvider {

  /** Creates the provider; called by the service loader. */
  public EpsilonGreedySelectorProvider() {}

  @Override
  public List<ConfigProblem> check(Config config) {
    SectionReader section = SelectionSettings.reader(config);
    SelectionSettings.epsilon(section);
    SelectionSettings.seed(section);
    return section.problems();
  }

  @Override
  public PeerSelector create(Config config) {
    SectionReader section = SelectionSettings.reader(config);
    double epsilon = SelectionSettings.epsilon(section);
    long seed = SelectionSettings.seed(section);
    section.throwIfAny();
    return new DesignSelector(InclusionDesigns.epsilonGreedy(epsilon), seed);
  }
}
