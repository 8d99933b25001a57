package org.gatehouse.gating.sentence;

import com.typesafe.config.Config;
import java.util.List;
import org.gatehouse.api.config.ConfigProblem;
import org.gatehouse.api.config.SectionReader;
import org.gatehouse.api.gating.GatingContext;
import org.gatehouse.api.gating.GatingModel;
import org.gatehouse.api.gating.GatingModelProvider;
import org.gatehouse.api.plugin.ProviderName;

/** Makes sentence-embedding gates: {@code gatehouse.gating.model = sentence}. */
@ProviderName(SentenceEmbedGatingModel.NAME)
public final class SentenceGatingProvider implements GatingModelProvider {

  /** Creates the provider; called by the service loader. */
  public SentenceGatingProvider() {}

  @Override
  public List<ConfigProblem> check(Config config) {
    SectionReader section = SentenceSettings.reader(config);
    SentenceSettings.read(section);
    return section.problems();
  }

  @Override
  public GatingModel create(Config config, GatingContext context) {
    SectionReader section = SentenceSettings.reader(config);
    SentenceSettings settings = SentenceSettings.read(section);
    section.throwIfAny();
    return SentenceEmbedGatingModel.create(settings, context);
  }
}
