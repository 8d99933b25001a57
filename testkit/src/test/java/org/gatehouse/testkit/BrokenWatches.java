package org.gatehouse.testkit;

import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.gatehouse.api.metagraph.Metagraph;
import org.gatehouse.api.metagraph.MetagraphException;
import org.gatehouse.api.metagraph.MetagraphListener;
import org.gatehouse.api.metagraph.Subscription;

/** Sources whose subscriptions are wrong in one way each. */
final class BrokenWatches {

  private BrokenWatches() {}

  /** Makes the wrong subscription of a source that is otherwise in order. */
  @FunctionalInterface
  private interface Maker {

    MemorySource.Watch watch(MemorySource source, MetagraphListener listener);
  }

  private abstract static class Watches extends MetagraphSourceContract {

    private final Maker maker;

    Watches(Maker maker) {
      this.maker = maker;
    }

    @Override
    protected MetagraphSourceUnderTest network() {
      return new MemoryNetwork(
          network ->
              new MemorySource(network) {
                @Override
                Watch newWatch(MetagraphListener listener) {
                  return maker.watch(this, listener);
                }
              });
    }
  }

  @Breaks({"M2.2", "M3.2"})
  static final class AlwaysStartsFromTheFirst extends Watches {
    AlwaysStartsFromTheFirst() {
      super(
          (source, listener) ->
              source.new Watch(listener) {
                private Metagraph first;

                @Override
                void tell(Metagraph previous, Metagraph latest) {
                  first = first == null ? previous : first;
                  super.tell(first, latest);
                }
              });
    }
  }

  @Breaks("M2.3")
  static final class TellsNews extends Watches {
    TellsNews() {
      super(
          (source, listener) ->
              source.new Watch(listener) {
                private int looks;

                @Override
                boolean isNews(Metagraph latest) {
                  return super.isNews(latest) || ++looks == 10;
                }
              });
    }
  }

  @Breaks({"M2.4", "M2.5"})
  static final class ComparesWithTheLastSync extends Watches {
    ComparesWithTheLastSync() {
      super(
          (source, listener) ->
              source.new Watch(listener) {
                @Override
                void look() {
                  told = source.last;
                  super.look();
                }
              });
    }
  }

  @Breaks({"M2.5", "M5.2"})
  static final class TellsOnlyTheNewest extends Watches {
    TellsOnlyTheNewest() {
      super(
          (source, listener) -> {
            source.watches.forEach(watch -> watch.ended = true);
            return source.new Watch(listener);
          });
    }
  }

  @Breaks("M2.6")
  static final class CallsInANewThread extends Watches {
    CallsInANewThread() {
      super(
          (source, listener) ->
              source.new Watch(listener) {
                @Override
                void tell(Metagraph previous, Metagraph latest) {
                  Thread thread = new Thread(() -> super.tell(previous, latest));
                  thread.setUncaughtExceptionHandler((failed, failure) -> {});
                  thread.start();
                }
              });
    }
  }

  @Breaks("M2.7")
  static final class EndsWhenTheListenerThrows extends Watches {
    EndsWhenTheListenerThrows() {
      super(
          (source, listener) ->
              source.new Watch(listener) {
                @Override
                void tell(Metagraph previous, Metagraph latest) {
                  try {
                    super.tell(previous, latest);
                  } catch (RuntimeException e) {
                    ended = true;
                  }
                }
              });
    }
  }

  @Breaks("M3.1")
  static final class KeepsFailuresToItself extends Watches {
    KeepsFailuresToItself() {
      super(
          (source, listener) ->
              source.new Watch(listener) {
                @Override
                void fail(MetagraphException e) {}
              });
    }
  }

  @Breaks("M3.2")
  static final class ForgetsTheStateInAFailure extends Watches {
    ForgetsTheStateInAFailure() {
      super(
          (source, listener) ->
              source.new Watch(listener) {
                @Override
                void fail(MetagraphException e) {
                  told = null;
                  super.fail(e);
                }

                @Override
                boolean isNews(Metagraph latest) {
                  told = told == null ? latest : told;
                  return super.isNews(latest);
                }
              });
    }
  }

  @Breaks({"M4.1", "M4.3"})
  static final class CallsAfterClose extends Watches {
    CallsAfterClose() {
      super(
          (source, listener) ->
              source.new Watch(listener) {
                @Override
                public void close() {}
              });
    }
  }

  @Breaks("M4.2")
  static final class ClosesOnce extends Watches {
    ClosesOnce() {
      super(
          (source, listener) ->
              source.new Watch(listener) {
                @Override
                public void close() {
                  if (ended && !source.closed) {
                    throw new IllegalStateException("closed already");
                  }
                  super.close();
                }
              });
    }
  }

  @Breaks({"M4.2", "M5.2"})
  static final class ClosesAll extends Watches {
    ClosesAll() {
      super(
          (source, listener) ->
              source.new Watch(listener) {
                @Override
                public void close() {
                  source.watches.forEach(watch -> watch.ended = true);
                }
              });
    }
  }

  @Breaks("M4.3")
  static final class WaitsForItsOwnCall extends Watches {
    WaitsForItsOwnCall() {
      super(
          (source, listener) ->
              source.new Watch(listener) {
                private final Semaphore calling = new Semaphore(1);

                @Override
                void tell(Metagraph previous, Metagraph latest) {
                  calling.acquireUninterruptibly();
                  try {
                    super.tell(previous, latest);
                  } finally {
                    calling.release();
                  }
                }

                @Override
                public void close() {
                  super.close();
                  try {
                    if (calling.tryAcquire(4, TimeUnit.SECONDS)) {
                      calling.release();
                    }
                  } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                  }
                }
              });
    }
  }

  @Breaks("M2.8")
  static final class CallsFromSync extends MetagraphSourceContract {

    @Override
    protected MetagraphSourceUnderTest network() {
      return new MemoryNetwork(
          network ->
              new MemorySource(network) {
                @Override
                public Metagraph sync() {
                  Metagraph now = super.sync();
                  watches.forEach(Watch::poll);
                  return now;
                }

                @Override
                public Subscription watch(MetagraphListener listener) {
                  Watch watch = newWatch(listener);
                  requireOpen();
                  watch.told = start();
                  watches.add(watch);
                  Thread slow =
                      new Thread(
                          () -> {
                            while (!closed) {
                              try {
                                Thread.sleep(50);
                              } catch (InterruptedException e) {
                                return;
                              }
                              watch.poll();
                            }
                          });
                  slow.setDaemon(true);
                  slow.start();
                  return watch;
                }
              });
    }
  }
}
