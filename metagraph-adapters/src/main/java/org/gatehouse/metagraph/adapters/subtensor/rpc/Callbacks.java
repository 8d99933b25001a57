package org.gatehouse.metagraph.adapters.subtensor.rpc;

import java.util.concurrent.Executor;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The daemon threads on which callers' code runs, shared by all connections.
 *
 * <p>A callback may wait for another call's answer, so that there is always one more thread; a
 * thread without work ends after a second.
 */
final class Callbacks {

  private static final AtomicLong THREADS = new AtomicLong();

  static final Executor EXECUTOR =
      new ThreadPoolExecutor(
          0,
          Integer.MAX_VALUE,
          1,
          TimeUnit.SECONDS,
          new SynchronousQueue<>(),
          task -> {
            Thread thread = new Thread(task, "gatehouse-rpc-" + THREADS.incrementAndGet());
            thread.setDaemon(true);
            return thread;
          });

  private Callbacks() {}
}
