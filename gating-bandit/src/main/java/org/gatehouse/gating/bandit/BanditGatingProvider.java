package org.gatehouse.gating.bandit;

import com.typesafe.config.Config;
import java.util.List;
import org.gatehouse.api.config.ConfigProblem;
import org.gatehouse.api.config.SectionReader;
import org.gatehouse.api.gating.GatingContext;
import org.gatehouse.api.gating.GatingModel;
import org.gatehouse.api.gating.GatingModelProvider;
import org.gatehouse.api.plugin.ProviderName;

/** Makes bandit gates: {@code gatehouse.gating.model = bandit}. */
@ProviderName(BanditGatingModel.NAME)
public final class BanditGatingProvider implements GatingModelProvider {

  /** Creates the provider; called by the service loader. */
  public BanditGatingProvider() {}

  @Override
  public List<ConfigProblem> check(Config config) {
    SectionReader section = reader(config);
    BanditSettings.read(section);
    return section.problems();
  }

  @Override
  public GatingModel create(Config config, GatingContext context) {
    SectionReader section = reader(config);
    BanditSettings settings = BanditSettings.read(section);
    section.throwIfAny();
    return BanditGatingModel.create(settings, context);
  }

  private static SectionReader reader(Config config) {
    return new SectionReader(config, "gatehouse.gating." + BanditGatingModel.NAME);
  }
}
