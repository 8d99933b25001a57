package org.gatehouse.testkit.reference;

import com.typesafe.config.Config;
import java.util.List;
import java.util.function.BiFunction;
import org.gatehouse.api.config.ConfigProblem;
import org.gatehouse.api.config.SectionReader;
import org.gatehouse.api.gating.GatingContext;
import org.gatehouse.api.gating.GatingModel;
import org.gatehouse.api.gating.GatingModelProvider;
import org.gatehouse.api.plugin.ProviderName;

/** Makes reference gates, or mutants of them. */
@ProviderName("reference")
public final class ReferenceProvider implements GatingModelProvider {

  private final BiFunction<ReferenceSettings, GatingContext, GatingModel> maker;

  /** Creates the provider of the right gate. */
  public ReferenceProvider() {
    this(ReferenceGate::new);
  }

  ReferenceProvider(BiFunction<ReferenceSettings, GatingContext, GatingModel> maker) {
    this.maker = maker;
  }

  @Override
  public List<ConfigProblem> check(Config config) {
    SectionReader section = ReferenceSettings.reader(config);
    ReferenceSettings.read(section);
    return section.problems();
  }

  @Override
  public GatingModel create(Config config, GatingContext context) {
    SectionReader section = ReferenceSettings.reader(config);
    ReferenceSettings settings = ReferenceSettings.read(section);
    section.throwIfAny();
    return maker.apply(settings, context);
  }
}
