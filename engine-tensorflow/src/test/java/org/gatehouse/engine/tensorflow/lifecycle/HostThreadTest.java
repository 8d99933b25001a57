package org.gatehouse.engine.tensorflow.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URL;
import java.net.URLClassLoader;
import org.junit.jupiter.api.Test;

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
