package org.gatehouse.metagraph.adapters.subtensor;

import com.typesafe.config.Config;
import java.util.List;
import org.gatehouse.api.config.ConfigProblem;
import org.gatehouse.api.config.SectionReader;
import org.gatehouse.api.metagraph.MetagraphContext;
import org.gatehouse.api.metagraph.MetagraphSource;
import org.gatehouse.api.metagraph.MetagraphSourceProvider;
import org.gatehouse.api.plugin.ProviderName;

/**
 * Makes sources that read a live subtensor node: {@code gatehouse.metagraph.source = subtensor}.
 */
@ProviderName("subtensor")
public final class SubtensorMetagraphSourceProvider implements MetagraphSourceProvider {

  /** Creates the provider; called by the service loader. */
  public SubtensorMetagraphSourceProvider() {}

  @Override
  public List<ConfigProblem> check(Config config) {
    SectionReader section = SubtensorSettings.reader(config);
    SubtensorSettings.read(section);
    return section.problems();
  }

  @Override
  public MetagraphSource create(Config config, MetagraphContext context) {
    SectionReader section = SubtensorSettings.reader(config);
    SubtensorSettings settings = SubtensorSettings.read(section);
    section.throwIfAny();
    return new SubtensorMetagraphSource(settings, Backoff.usual(), context);
  }
}
