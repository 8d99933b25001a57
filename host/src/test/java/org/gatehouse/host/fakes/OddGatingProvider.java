package org.gatehouse.host.fakes;

import com.typesafe.config.Config;
import java.util.List;
import org.gatehouse.api.config.ConfigProblem;
import org.gatehouse.api.config.SectionReader;
import org.gatehouse.api.gating.GatingContext;
import org.gatehouse.api.gating.GatingModel;
import org.gatehouse.api.gating.GatingModelProvider;
import org.gatehouse.api.plugin.ProviderName;

/**
 * Makes a gate of 4 uids that prefers the odd ones. It is not on the class path's lists: jars of
 * plugins bring it along.
 */
@ProviderName("odd")
public final class OddGatingProvider implements GatingModelProvider {

  public OddGatingProvider() {}

  @Override
  public List<ConfigProblem> check(Config config) {
    SectionReader section = new SectionReader(config, "gatehouse.gating.odd");
    section.number("bonus", 0, 10);
    return section.problems();
  }

  @Override
  public GatingModel create(Config config, GatingContext context) {
    float bonus = (float) config.getDouble("bonus");
    FakeGate gate = new FakeGate(4);
    gate.backward(gate.forward("any").select(1, 3), new float[] {bonus, bonus});
    return gate;
  }
}
