package org.gatehouse.testkit;

import com.typesafe.config.Config;
import java.util.ArrayList;
import java.util.List;
import org.gatehouse.api.config.ConfigProblem;
import org.gatehouse.api.config.SectionReader;
import org.gatehouse.api.metagraph.MetagraphContext;
import org.gatehouse.api.metagraph.MetagraphSource;
import org.gatehouse.api.plugin.ProviderName;

/** Providers of metagraph sources: one in order, and others that are wrong in one way each. */
public final class FakeProviders {

  private FakeProviders() {}

  @ProviderName("right")
  public static final class Right extends SettledProvider {
    public Right() {
      super("right");
    }
  }

  public static final class Nameless extends SettledProvider {
    public Nameless() {
      super("nameless");
    }
  }

  @ProviderName("Bad_Name")
  public static final class BadName extends SettledProvider {
    public BadName() {
      super("Bad_Name");
    }
  }

  @ProviderName("hidden")
  static final class Hidden extends SettledProvider {
    public Hidden() {
      super("hidden");
    }
  }

  @ProviderName("needy")
  public static final class Needy extends SettledProvider {
    public Needy(String name) {
      super(name);
    }
  }

  @ProviderName("unlisted")
  public static final class Unlisted extends SettledProvider {
    public Unlisted() {
      super("unlisted");
    }
  }

  @ProviderName("maker-of-nothing")
  public static final class MakerOfNothing extends SettledProvider {
    public MakerOfNothing() {
      super("maker-of-nothing");
    }

    @Override
    public MetagraphSource create(Config config, MetagraphContext context) {
      read(config).throwIfAny();
      return null;
    }
  }

  @ProviderName("undeclared")
  public static final class Undeclared extends SettledProvider {
    public Undeclared() {
      super("undeclared");
    }

    @Override
    SectionReader read(Config config) {
      SectionReader section = super.read(config);
      section.integer("depth", 1, 10);
      return section;
    }
  }

  @ProviderName("one-at-a-time")
  public static final class OneAtATime extends SettledProvider {
    public OneAtATime() {
      super("one-at-a-time");
    }

    @Override
    public List<ConfigProblem> check(Config config) {
      List<ConfigProblem> all = super.check(config);
      return all.subList(0, Math.min(1, all.size()));
    }
  }

  @ProviderName("short-keys")
  public static final class ShortKeys extends SettledProvider {
    public ShortKeys() {
      super("short-keys");
    }

    @Override
    public List<ConfigProblem> check(Config config) {
      return super.check(config).stream()
          .map(p -> new ConfigProblem(p.key().replaceAll(".*\\.", ""), p.origin(), p.message()))
          .toList();
    }
  }

  @ProviderName("from-nowhere")
  public static final class FromNowhere extends SettledProvider {
    public FromNowhere() {
      super("from-nowhere");
    }

    @Override
    public List<ConfigProblem> check(Config config) {
      return super.check(config).stream()
          .map(p -> new ConfigProblem(p.key(), "", p.message()))
          .toList();
    }
  }

  @ProviderName("thrower")
  public static final class Thrower extends SettledProvider {
    public Thrower() {
      super("thrower");
    }

    @Override
    public List<ConfigProblem> check(Config config) {
      if (config.hasPath("host")) {
        config.getString("host");
      }
      return super.check(config);
    }
  }

  @ProviderName("grudge")
  public static final class Grudge extends SettledProvider {
    private final List<ConfigProblem> seen = new ArrayList<>();

    public Grudge() {
      super("grudge");
    }

    @Override
    public List<ConfigProblem> check(Config config) {
      seen.addAll(super.check(config));
      return List.copyOf(seen);
    }
  }

  @ProviderName("gullible")
  public static final class Gullible extends SettledProvider {
    public Gullible() {
      super("gullible");
    }

    @Override
    public MetagraphSource create(Config config, MetagraphContext context) {
      return made();
    }
  }

  @ProviderName("blunt")
  public static final class Blunt extends SettledProvider {
    public Blunt() {
      super("blunt");
    }

    @Override
    public MetagraphSource create(Config config, MetagraphContext context) {
      if (!check(config).isEmpty()) {
        throw new IllegalArgumentException("wrong");
      }
      return made();
    }
  }
}
