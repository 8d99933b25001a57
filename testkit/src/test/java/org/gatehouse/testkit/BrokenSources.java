package org.gatehouse.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import org.gatehouse.api.metagraph.Metagraph;
import org.gatehouse.api.metagraph.MetagraphException;
import org.gatehouse.api.metagraph.MetagraphListener;
import org.gatehouse.api.metagraph.MetagraphSource;
import org.gatehouse.api.metagraph.SourceHealth;
import org.gatehouse.api.metagraph.Subscription;

/** Sources that are wrong in one way each. */
final class BrokenSources {

  private BrokenSources() {}

  private abstract static class Sources extends MetagraphSourceContract {

    private final Function<MemoryNetwork, MetagraphSource> sources;

    Sources(Function<MemoryNetwork, MetagraphSource> sources) {
      this.sources = sources;
    }

    @Override
    protected MetagraphSourceUnderTest network() {
      return new MemoryNetwork(sources);
    }
  }

  @Breaks({})
  static final class Right extends Sources {
    Right() {
      super(MemorySource::new);
    }
  }

  @Breaks("M1.2")
  static final class NewInstanceEachTime extends Sources {
    NewInstanceEachTime() {
      super(
          network ->
              new MemorySource(network) {
                @Override
                synchronized Metagraph read() {
                  return network.read();
                }
              });
    }
  }

  @Breaks({"M1.1", "M1.3", "M1.5"})
  static final class LosesAPeer extends Sources {
    LosesAPeer() {
      super(
          network ->
              new MemorySource(network) {
                private Metagraph whole;
                private Metagraph cut;

                @Override
                public synchronized Metagraph sync() {
                  Metagraph now = super.sync();
                  if (!now.equals(whole)) {
                    whole = now;
                    cut = Metagraph.of(now.netuid(), now.block(), now.neurons().subList(0, 2));
                  }
                  return cut;
                }
              });
    }
  }

  @Breaks({"M1.3", "M1.4", "M1.5", "M1.6", "M5.1"})
  static final class SyncsOnce extends Sources {
    SyncsOnce() {
      super(
          network ->
              new MemorySource(network) {
                private Metagraph only;

                @Override
                public synchronized Metagraph sync() {
                  requireOpen();
                  only = only == null ? read() : only;
                  return only;
                }
              });
    }
  }

  @Breaks({"M1.4", "M1.6", "M3.1", "M3.3"})
  static final class HidesFailures extends Sources {
    HidesFailures() {
      super(
          network ->
              new MemorySource(network) {
                @Override
                synchronized Metagraph read() {
                  try {
                    return super.read();
                  } catch (MetagraphException e) {
                    return last == null ? Metagraph.of(7, 0, List.of()) : last;
                  }
                }
              });
    }
  }

  @Breaks({"M1.4", "M1.5", "M1.6"})
  static final class ThrowsWhateverComes extends Sources {
    ThrowsWhateverComes() {
      super(
          network ->
              new MemorySource(network) {
                @Override
                public Metagraph sync() {
                  try {
                    return super.sync();
                  } catch (MetagraphException e) {
                    throw new UncheckedIOException(new IOException(e));
                  }
                }
              });
    }
  }

  @Breaks({"M1.5", "M3.2"})
  static final class NeverRecovers extends Sources {
    NeverRecovers() {
      super(
          network ->
              new MemorySource(network) {
                private MetagraphException failure;

                @Override
                synchronized Metagraph read() {
                  if (failure != null) {
                    throw failure;
                  }
                  try {
                    return super.read();
                  } catch (MetagraphException e) {
                    failure = e;
                    throw e;
                  }
                }
              });
    }
  }

  @Breaks("M1.6")
  static final class IsAlwaysWell extends Sources {
    IsAlwaysWell() {
      super(
          network ->
              new MemorySource(network) {
                @Override
                public SourceHealth health() {
                  Metagraph known = last;
                  return known == null
                      ? SourceHealth.unknown()
                      : SourceHealth.current(known, Instant.EPOCH, "well");
                }
              });
    }
  }

  @Breaks("M2.1")
  static final class StartsFromTheLastSync extends Sources {
    StartsFromTheLastSync() {
      super(
          network ->
              new MemorySource(network) {
                @Override
                Metagraph start() {
                  Metagraph known = last;
                  return known == null ? read() : known;
                }
              });
    }
  }

  @Breaks("M5.1")
  static final class ServesOtherThreadsAnOldCopy extends Sources {
    ServesOtherThreadsAnOldCopy() {
      super(
          network ->
              new MemorySource(network) {
                private Thread reader;
                private Metagraph old;

                @Override
                public synchronized Metagraph sync() {
                  reader = reader == null ? Thread.currentThread() : reader;
                  if (old != null && !Thread.currentThread().equals(reader)) {
                    return old;
                  }
                  Metagraph before = last;
                  Metagraph now = super.sync();
                  if (before != null && !before.equals(now)) {
                    old = before;
                  }
                  return now;
                }
              });
    }
  }

  @Breaks("M5.2")
  static final class WatchesOnlyOneAtATime extends Sources {
    WatchesOnlyOneAtATime() {
      super(
          network ->
              new MemorySource(network) {
                private final AtomicInteger inside = new AtomicInteger();

                @Override
                public Subscription watch(MetagraphListener listener) {
                  if (inside.incrementAndGet() > 1) {
                    throw new IllegalArgumentException("two threads watch at once");
                  }
                  LockSupport.parkNanos(1_000_000);
                  try {
                    return super.watch(listener);
                  } finally {
                    inside.decrementAndGet();
                  }
                }
              });
    }
  }

  @Breaks("M3.3")
  static final class WatchesWhatIsBroken extends Sources {
    WatchesWhatIsBroken() {
      super(
          network ->
              new MemorySource(network) {
                @Override
                Metagraph start() {
                  try {
                    return read();
                  } catch (MetagraphException e) {
                    return Metagraph.of(7, 0, List.of());
                  }
                }
              });
    }
  }

  @Breaks("M4.4")
  static final class LeavesItsWatches extends Sources {
    LeavesItsWatches() {
      super(
          network ->
              new MemorySource(network) {
                @Override
                public void close() {
                  closed = true;
                }
              });
    }
  }

  @Breaks("M4.5")
  static final class ClosesOnce extends Sources {
    ClosesOnce() {
      super(
          network ->
              new MemorySource(network) {
                @Override
                public void close() {
                  requireOpen();
                  super.close();
                }
              });
    }
  }

  @Breaks("M4.6")
  static final class ReadsWhenClosed extends Sources {
    ReadsWhenClosed() {
      super(
          network ->
              new MemorySource(network) {
                @Override
                public Metagraph sync() {
                  return read();
                }
              });
    }
  }
}
