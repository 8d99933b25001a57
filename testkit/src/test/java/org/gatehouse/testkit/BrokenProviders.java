package org.gatehouse.testkit;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.util.List;
import org.gatehouse.api.config.ConfigProblem;
import org.gatehouse.api.config.SectionReader;
import org.gatehouse.api.gating.GatingContext;
import org.gatehouse.api.gating.GatingModel;
import org.gatehouse.api.gating.GatingModelProvider;
import org.gatehouse.api.metagraph.MetagraphSourceProvider;
import org.gatehouse.api.selection.PeerSelector;
import org.gatehouse.api.selection.PeerSelectorProvider;
import org.gatehouse.api.selection.TopKSelectorProvider;

/** Providers that are wrong in one way each, under the contract. */
final class BrokenProviders {

  private BrokenProviders() {}

  private abstract static class Sources extends MetagraphSourceProviderContract {

    private final ProviderUnderTest<MetagraphSourceProvider> provider;

    Sources(MetagraphSourceProvider provider, String name, String reference) {
      this(
          ProviderUnderTest.of(
                  provider,
                  name,
                  ConfigFactory.parseString("gatehouse.metagraph." + name + " {" + reference + "}"))
              .with("gatehouse.metagraph." + name + ".host = example.org"));
    }

    Sources(ProviderUnderTest<MetagraphSourceProvider> provider) {
      this.provider = provider;
    }

    @Override
    protected ProviderUnderTest<MetagraphSourceProvider> provider() {
      return provider;
    }
  }

  @Breaks({})
  static final class Right extends Sources {
    Right() {
      super(new FakeProviders.Right(), "right", SettledProvider.REFERENCE);
    }
  }

  @Breaks("P1.1")
  static final class Nameless extends Sources {
    Nameless() {
      super(ProviderUnderTest.of(new FakeProviders.Nameless()));
    }
  }

  @Breaks("P1.1")
  static final class BadName extends Sources {
    BadName() {
      super(new FakeProviders.BadName(), "Bad_Name", SettledProvider.REFERENCE);
    }
  }

  @Breaks("P1.2")
  static final class Hidden extends Sources {
    Hidden() {
      super(new FakeProviders.Hidden(), "hidden", SettledProvider.REFERENCE);
    }
  }

  @Breaks("P1.2")
  static final class Needy extends Sources {
    Needy() {
      super(new FakeProviders.Needy("needy"), "needy", SettledProvider.REFERENCE);
    }
  }

  @Breaks("P1.3")
  static final class Unlisted extends Sources {
    Unlisted() {
      super(new FakeProviders.Unlisted(), "unlisted", SettledProvider.REFERENCE);
    }
  }

  @Breaks("P2.1")
  static final class DefaultOutOfRange extends Sources {
    DefaultOutOfRange() {
      super(new FakeProviders.Right(), "right", SettledProvider.REFERENCE.replace("9944", "0"));
    }
  }

  @Breaks("P2.2")
  static final class MakerOfNothing extends Sources {
    MakerOfNothing() {
      super(new FakeProviders.MakerOfNothing(), "maker-of-nothing", SettledProvider.REFERENCE);
    }
  }

  @Breaks({"P2.1", "P2.3"})
  static final class LacksADefault extends Sources {
    LacksADefault() {
      super(new FakeProviders.Undeclared(), "undeclared", SettledProvider.REFERENCE);
    }
  }

  @Breaks("P2.3")
  static final class LetsTheUserInventAKey extends Sources {
    LetsTheUserInventAKey() {
      super(
          ProviderUnderTest.of(
                  (MetagraphSourceProvider) new FakeProviders.Undeclared(),
                  "undeclared",
                  ConfigFactory.parseString(
                      "gatehouse.metagraph.undeclared {" + SettledProvider.REFERENCE + "}"))
              .with("gatehouse.metagraph.undeclared { host = h, depth = 3 }"));
    }
  }

  @Breaks("P3.1")
  static final class OneAtATime extends Sources {
    OneAtATime() {
      super(new FakeProviders.OneAtATime(), "one-at-a-time", SettledProvider.REFERENCE);
    }
  }

  @Breaks("P3.1")
  static final class ShortKeys extends Sources {
    ShortKeys() {
      super(new FakeProviders.ShortKeys(), "short-keys", SettledProvider.REFERENCE);
    }
  }

  @Breaks("P3.1")
  static final class IgnoresAKey extends Sources {
    IgnoresAKey() {
      super(new FakeProviders.Right(), "right", SettledProvider.REFERENCE + ", depth = 3");
    }
  }

  @Breaks("P3.2")
  static final class FromNowhere extends Sources {
    FromNowhere() {
      super(new FakeProviders.FromNowhere(), "from-nowhere", SettledProvider.REFERENCE);
    }
  }

  @Breaks("P3.3")
  static final class Thrower extends Sources {
    Thrower() {
      super(new FakeProviders.Thrower(), "thrower", SettledProvider.REFERENCE);
    }
  }

  @Breaks("P3.4")
  static final class Grudge extends MetagraphSourceProviderContract {
    @Override
    protected ProviderUnderTest<MetagraphSourceProvider> provider() {
      return new Sources(
          new FakeProviders.Grudge(), "grudge", SettledProvider.REFERENCE) {}.provider();
    }
  }

  @Breaks("P3.5")
  static final class Gullible extends Sources {
    Gullible() {
      super(new FakeProviders.Gullible(), "gullible", SettledProvider.REFERENCE);
    }
  }

  @Breaks("P3.5")
  static final class Blunt extends Sources {
    Blunt() {
      super(new FakeProviders.Blunt(), "blunt", SettledProvider.REFERENCE);
    }
  }

  /** Behind a class of a host, which has neither name nor services file. */
  @Breaks("P3.1")
  static final class WrappedSelectorThatReportsOne extends SelectorProviderContract {
    @Override
    protected ProviderUnderTest<PeerSelectorProvider> provider() {
      return ProviderUnderTest.of(new ReportsOne(), "reports-one", ConfigFactory.empty());
    }
  }

  /** Leaves a number in its own section unread. */
  @Breaks("P3.1")
  static final class WrappedSelectorThatIgnoresItsOwnKey extends SelectorProviderContract {
    @Override
    protected ProviderUnderTest<PeerSelectorProvider> provider() {
      return ProviderUnderTest.of(
          new ReportsOne(),
          "reports-one",
          ConfigFactory.parseString("gatehouse.selection.reports-one.depth = 3"));
    }
  }

  @Breaks("P2.2")
  static final class WrappedGateProviderThatMakesNothing extends GatingProviderContract {
    @Override
    protected ProviderUnderTest<GatingModelProvider> provider() {
      return ProviderUnderTest.of(
          new MakesNoGate(),
          "no-gate",
          ConfigFactory.parseString(
              "gatehouse.gating.no-gate.num-uids = ${gatehouse.gating.num-uids}"));
    }
  }

  private static final class ReportsOne implements PeerSelectorProvider {

    private static SectionReader read(Config config) {
      SectionReader section = new SectionReader(config, "gatehouse.selection");
      section.number("epsilon", 0, 1);
      section.number("temperature", 0, 1e9);
      return section;
    }

    @Override
    public List<ConfigProblem> check(Config config) {
      List<ConfigProblem> all = read(config).problems();
      return all.subList(0, Math.min(1, all.size()));
    }

    @Override
    public PeerSelector create(Config config) {
      read(config).throwIfAny();
      return new TopKSelectorProvider().create(config);
    }
  }

  private static final class MakesNoGate implements GatingModelProvider {

    private static SectionReader read(Config config) {
      SectionReader section = new SectionReader(config, "gatehouse.gating.no-gate");
      section.integer("num-uids", 1, 65536);
      return section;
    }

    @Override
    public List<ConfigProblem> check(Config config) {
      return read(config).problems();
    }

    @Override
    public GatingModel create(Config config, GatingContext context) {
      read(config).throwIfAny();
      return null;
    }
  }
}
