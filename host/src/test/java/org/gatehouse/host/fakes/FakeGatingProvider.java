package org.gatehouse.host.fakes;

import com.typesafe.config.Config;
import java.util.EnumSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.gatehouse.api.GatehouseException;
import org.gatehouse.api.config.ConfigProblem;
import org.gatehouse.api.config.SectionReader;
import org.gatehouse.api.gating.Capability;
import org.gatehouse.api.gating.GatingContext;
import org.gatehouse.api.gating.GatingModel;
import org.gatehouse.api.gating.GatingModelProvider;
import org.gatehouse.api.metagraph.Metagraph;
import org.gatehouse.api.plugin.ProviderName;

/**
 * Makes fake gates; its key {@code broken} makes it fail, {@code learn} and {@code explains} say
 * what the gate can do, {@code optimism} how many standard deviations are in what it explains.
 */
@ProviderName("fake")
public final class FakeGatingProvider implements GatingModelProvider {

  private static final AtomicInteger OPEN = new AtomicInteger();
  private static final AtomicInteger MOST_OPEN = new AtomicInteger();

  public FakeGatingProvider() {}

  /** Returns how many of the gates that were made in this process are open. */
  public static int open() {
    return OPEN.get();
  }

  /** Returns how many were open at a time since this was asked for the last time. */
  public static int mostOpen() {
    return MOST_OPEN.getAndSet(OPEN.get());
  }

  @Override
  public List<ConfigProblem> check(Config config) {
    SectionReader section = new SectionReader(config, "gatehouse.gating.fake");
    section.integerOrAuto("num-uids", 1, 65536);
    section.flag("learn");
    return section.problems();
  }

  @Override
  public GatingModel create(Config config, GatingContext context) {
    SectionReader section = new SectionReader(config, "gatehouse.gating.fake");
    if (section.flag("broken")) {
      throw new GatehouseException("the fake gate is broken, as asked for");
    }
    Metagraph metagraph = context.metagraph().orElse(null);
    OptionalInt size = section.integerOrAuto("num-uids", 1, 65536);
    Set<Capability> capabilities =
        section.flag("learn")
            ? EnumSet.allOf(Capability.class)
            : EnumSet.complementOf(EnumSet.of(Capability.LEARN));
    FakeGate gate =
        new FakeGate(
            size.orElseGet(() -> metagraph == null ? 1 : metagraph.uidSpace()),
            metagraph,
            capabilities);
    MOST_OPEN.accumulateAndGet(OPEN.incrementAndGet(), Math::max);
    gate.telling(OPEN::decrementAndGet);
    return section.flag("explains")
        ? gate.optimistic((float) section.number("optimism", 0, 10))
        : gate;
  }
}
