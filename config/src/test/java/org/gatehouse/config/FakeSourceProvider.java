package org.gatehouse.config;

import com.typesafe.config.Config;
import java.util.List;
import org.gatehouse.api.config.ConfigProblem;
import org.gatehouse.api.config.SectionReader;
import org.gatehouse.api.metagraph.MetagraphContext;
import org.gatehouse.api.metagraph.MetagraphException;
import org.gatehouse.api.metagraph.MetagraphSource;
import org.gatehouse.api.metagraph.MetagraphSourceProvider;
import org.gatehouse.api.plugin.ProviderName;

/** Makes {@link FakeSource}s, or fails if it is told to. */
@ProviderName("fake-file")
public final class FakeSourceProvider implements MetagraphSourceProvider {

  @Override
  public List<ConfigProblem> check(Config config) {
    SectionReader reader = new SectionReader(config, "gatehouse.metagraph.fake-file");
    reader.text("path");
    return reader.problems();
  }

  @Override
  public MetagraphSource create(Config config, MetagraphContext context) {
    if (config.getString("fail").equals("create")) {
      throw new MetagraphException("the source cannot be made");
    }
    Events.add("source created");
    return new FakeSource(config.getString("fail"));
  }
}
