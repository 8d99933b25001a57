package org.gatehouse.engine.tensorflow.lifecycle;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ForkJoinPool;
import java.util.function.Supplier;

/**
 * Runs what starts threads that live as long as the process, such as those that free native memory.
 *
 * <p>A thread keeps the class loaders of whoever was on the stack when it was started, and the
 * context class loader of its parent. Where a plugin makes the first use of a native library, its
 * class loader could never be collected. The workers of a fork-join pool have neither; and a pool
 * of its own waits for nobody.
 */
public final class HostThread {

  private HostThread() {}

  /** Calls an action in a thread that knows no plugin, and returns or throws what it does. */
  public static <T> T call(Supplier<T> action) {
    CompletableFuture<T> result = new CompletableFuture<>();
    start(() -> complete(result, action));
    try {
      return result.join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof Error error) {
        throw error;
      }
      throw e.getCause() instanceof RuntimeException exception ? exception : e;
    }
  }

  /** Has an action done in a thread that knows no plugin, without waiting for it. */
  public static void start(Runnable action) {
    ForkJoinPool pool = new ForkJoinPool(1);
    pool.execute(action);
    // What has been handed over is still done.
    pool.shutdown();
  }

  private static <T> void complete(CompletableFuture<T> result, Supplier<T> action) {
    try {
      result.complete(action.get());
    } catch (RuntimeException | Error e) {
      result.completeExceptionally(e);
    }
  }
}
