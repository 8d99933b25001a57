package org.gatehouse.api.selection;

import com.typesafe.config.Config;
import java.util.List;
import org.gatehouse.api.config.ConfigProblem;
import org.gatehouse.api.config.SectionReader;
import org.gatehouse.api.plugin.ProviderName;

/** Chooses the k best peers, ties by uid: {@code gatehouse.selection.selector = top-k}. */
@ProviderName("top-k")
public final class TopKSelectorProvider implements PeerSelectorProvider {

  /** Creates the provider; called by the service loader. */
  public TopKSelectorProvider() {}

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
    return new DesignSelector(InclusionDesigns::topK, seed);
  }
}
