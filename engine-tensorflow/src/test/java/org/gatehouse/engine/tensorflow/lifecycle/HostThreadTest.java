package org.gatehouse.engine.tensorflow.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URL;
import java.net.URLClassLoader;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ForkJoinPool;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class HostThreadTest {

  @Test
  void knowsNothingOfTheCallersContext() {
    Thread caller = Thread.currentThread();
    ClassLoader before = caller.getContextClassLoader();
    ClassLoader plugin = new URLClassLoader(new URL[0]);
    caller.setContextClassLoader(plugin);
    try {
      Thread runner = HostThread.call(Thread::currentThread);
      assertThat(runner).isNotSameAs(caller);
      assertThat(runner.getContextClassLoader()).isNotSameAs(plugin);
    } finally {
      caller.setContextClassLoader(before);
    }
  }

  @Test
  @Timeout(60)
  void doesNotWaitForABusyCommonPool() throws Exception {
    CountDownLatch release = new CountDownLatch(1);
    int workers = ForkJoinPool.getCommonPoolParallelism();
    for (int i = 0; i < workers; i++) {
      ForkJoinPool.commonPool().execute(() -> await(release));
    }
    try {
      assertThat(HostThread.call(() -> 7)).isEqualTo(7);
    } finally {
      release.countDown();
    }
  }

  @Test
  @Timeout(60)
  void whatIsStartedIsDoneWithoutTheCaller() throws Exception {
    CountDownLatch release = new CountDownLatch(1);
    CountDownLatch done = new CountDownLatch(1);
    HostThread.start(
        () -> {
          await(release);
          done.countDown();
        });
    release.countDown();
    done.await();
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void throwsTheFailureItself() {
    UnsatisfiedLinkError failure = new UnsatisfiedLinkError("no libx.so");
    assertThatThrownBy(
            () ->
                HostThread.call(
                    () -> {
                      throw failure;
                    }))
        .isSameAs(failure);
  }
}
