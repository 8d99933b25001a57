package org.gatehouse.config;

import com.typesafe.config.Config;
import java.util.List;
import java.util.OptionalInt;
import org.gatehouse.api.config.ConfigProblem;
import org.gatehouse.api.config.SectionReader;
import org.gatehouse.api.gating.GatingContext;
import org.gatehouse.api.gating.GatingModel;
import org.gatehouse.api.gating.GatingModelProvider;
import org.gatehouse.api.metagraph.Metagraph;
import org.gatehouse.api.plugin.ProviderName;

/** Makes {@link FakeGate}s, or fails where it is told to. */
@ProviderName("fake")
public final class FakeGateProvider implements GatingModelProvider {

  @Override
  public List<ConfigProblem> check(Config config) {
    SectionReader reader = new SectionReader(config, "gatehouse.gating.fake");
    reader.text("model-name");
    reader.integerOrAuto("num-uids", 1, Integer.MAX_VALUE);
    reader.integer("seed", Long.MIN_VALUE, Long.MAX_VALUE);
    reader.number("learning-rate", 0, 10);
    failAt("check", config);
    return reader.problems();
  }

  @Override
  public GatingModel create(Config config, GatingContext context) {
    failAt("create", config);
    if (config.getString("fail").equals("create-null")) {
      return null;
    }
    Events.add("gate created");
    SectionReader reader = new SectionReader(config, "gatehouse.gating.fake");
    OptionalInt numUids = reader.integerOrAuto("num-uids", 1, Integer.MAX_VALUE);
    return new FakeGate(
        config,
        context,
        numUids.orElseGet(() -> context.metagraph().map(Metagraph::uidSpace).orElseThrow()),
        config.getString("fail").equals("close"));
  }

  private static void failAt(String stage, Config config) {
    String fail = config.getString("fail");
    if (fail.equals(stage)) {
      throw new IllegalStateException("told to fail");
    }
    if (fail.equals(stage + "-link")) {
      throw new NoClassDefFoundError("org/missing/Dependency");
    }
    if (fail.equals(stage + "-hocon")) {
      config.getInt("model-name");
    }
  }
}
