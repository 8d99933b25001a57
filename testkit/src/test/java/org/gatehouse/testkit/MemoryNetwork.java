package org.gatehouse.testkit;

import java.time.Duration;
import java.util.function.Function;
import org.gatehouse.api.metagraph.Metagraph;
import org.gatehouse.api.metagraph.MetagraphException;
import org.gatehouse.api.metagraph.MetagraphSource;

/** A network in memory. Each reading makes an instance of its own, as that of a file would. */
final class MemoryNetwork implements MetagraphSourceUnderTest {

  private final Function<MemoryNetwork, MetagraphSource> sources;
  private Metagraph state;
  private boolean broken;

  MemoryNetwork(Function<MemoryNetwork, MetagraphSource> sources) {
    this.sources = sources;
  }

  synchronized Metagraph read() {
    if (broken) {
      throw new MetagraphException("the network is broken");
    }
    return Metagraph.of(state.netuid(), state.block(), state.neurons());
  }

  @Override
  public MetagraphSource open() {
    return sources.apply(this);
  }

  @Override
  public synchronized void publish(Metagraph next) {
    broken = false;
    state = next;
  }

  @Override
  public synchronized void breakIt() {
    broken = true;
  }

  @Override
  public Duration patience() {
    return Duration.ofSeconds(2);
  }

  @Override
  public Duration quiet() {
    return Duration.ofMillis(100);
  }
}
