package org.gatehouse.metagraph.adapters.file;

import com.typesafe.config.Config;
import java.util.List;
import org.gatehouse.api.config.ConfigProblem;
import org.gatehouse.api.config.SectionReader;
import org.gatehouse.api.metagraph.MetagraphContext;
import org.gatehouse.api.metagraph.MetagraphSource;
import org.gatehouse.api.metagraph.MetagraphSourceProvider;
import org.gatehouse.api.plugin.ProviderName;

/**
 * Makes sources that read a metagraph snapshot from a file or a folder: {@code
 * gatehouse.metagraph.source = file}.
 */
@ProviderName("file")
public final class FileMetagraphSourceProvider implements MetagraphSourceProvider {

  /** Creates the provider; called by the service loader. */
  public FileMetagraphSourceProvider() {}

  @Override
  public List<ConfigProblem> check(Config config) {
    SectionReader section = FileSettings.reader(config);
    FileSettings.read(section);
    return section.problems();
  }

  @Override
  public MetagraphSource create(Config config, MetagraphContext context) {
    SectionReader section = FileSettings.reader(config);
    FileSettings settings = FileSettings.read(section);
    section.throwIfAny();
    return new FileMetagraphSource(
        new SnapshotFile(settings.path(), settings.hint()),
        settings.pollInterval(),
        context.clock());
  }
}
