package org.gatehouse.testkit;

import com.typesafe.config.Config;
import java.time.Duration;
import java.util.List;
import org.gatehouse.api.config.ConfigProblem;
import org.gatehouse.api.config.SectionReader;
import org.gatehouse.api.metagraph.Metagraph;
import org.gatehouse.api.metagraph.MetagraphContext;
import org.gatehouse.api.metagraph.MetagraphListener;
import org.gatehouse.api.metagraph.MetagraphSource;
import org.gatehouse.api.metagraph.MetagraphSourceProvider;
import org.gatehouse.api.metagraph.Subscription;

/** A provider in order, whose steps can be replaced by wrong ones. */
public abstract class SettledProvider implements MetagraphSourceProvider {

  static final String REFERENCE =
      "host = null, port = 9944, secure = true, share = 0.5, every = 10s";

  private final String path;

  SettledProvider(String name) {
    path = "gatehouse.metagraph." + name;
  }

  SectionReader read(Config config) {
    SectionReader section = new SectionReader(config, path);
    section.text("host");
    section.integer("port", 1, 65535);
    section.flag("secure");
    section.number("share", 0, 1);
    section.duration("every", Duration.ofSeconds(1), Duration.ofDays(1));
    return section;
  }

  @Override
  public List<ConfigProblem> check(Config config) {
    return read(config).problems();
  }

  @Override
  public MetagraphSource create(Config config, MetagraphContext context) {
    read(config).throwIfAny();
    return made();
  }

  static MetagraphSource made() {
    return new MetagraphSource() {
      @Override
      public Metagraph sync() {
        return Metagraph.of(1, 1, List.of());
      }

      @Override
      public Subscription watch(MetagraphListener listener) {
        return () -> {};
      }

      @Override
      public void close() {}
    };
  }
}
