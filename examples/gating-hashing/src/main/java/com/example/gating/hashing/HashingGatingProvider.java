package com.example.gating.hashing;

import com.typesafe.config.Config;
import java.util.List;
import org.gatehouse.api.config.ConfigProblem;
import org.gatehouse.api.config.SectionReader;
import org.gatehouse.api.gating.GatingContext;
import org.gatehouse.api.gating.GatingModel;
import org.gatehouse.api.gating.GatingModelProvider;
import org.gatehouse.api.plugin.ProviderName;

/** Makes hashing gates: {@code gatehouse.gating.model = hashing}. */
@ProviderName(HashingGatingModel.NAME)
public final class HashingGatingProvider implements GatingModelProvider {

  /** Creates the provider; called by the service loader. */
  public HashingGatingProvider() {}

  @Override
  public List<ConfigProblem> check(Config config) {
    SectionReader section = HashingSettings.reader(config);
    HashingSettings.read(section);
    return section.problems();
  }

  @Override
  public GatingModel create(Config config, GatingContext context) {
    SectionReader section = HashingSettings.reader(config);
    HashingSettings settings = HashingSettings.read(section);
    section.throwIfAny();
    return new HashingGatingModel(settings, context);
  }
}
