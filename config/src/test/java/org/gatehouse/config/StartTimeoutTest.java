package org.gatehouse.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.gatehouse.api.telemetry.ProgressListener;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class StartTimeoutTest {

  private static final StartTimeout SHORT = new StartTimeout(Duration.ofMillis(100));
  private static final StartTimeout LONG = new StartTimeout(Duration.ofSeconds(20));

  private static void pause(long millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      throw new IllegalStateException("interrupted", e);
    }
  }

  @Test
  void returnsWhatTheActionReturnsOrThrows() {
    assertThat(LONG.<String>run("x did not start", ProgressListener.none(), p -> "made"))
        .isEqualTo("made");
    assertThat(LONG.<Object>run("x did not start", ProgressListener.none(), p -> null)).isNull();
    IllegalStateException failure = new IllegalStateException("no");
    assertThatThrownBy(
            () ->
                LONG.run(
                    "x did not start",
                    ProgressListener.none(),
                    p -> {
                      throw failure;
                    }))
        .isSameAs(failure);
    assertThatThrownBy(
            () ->
                LONG.run(
                    "x did not start",
                    ProgressListener.none(),
                    p -> {
                      throw new NoClassDefFoundError("Gone");
                    }))
        .isInstanceOf(NoClassDefFoundError.class);
  }

  @Test
  void anActionThatHangsIsGivenUp() throws Exception {
    AtomicBoolean interrupted = new AtomicBoolean();
    CountDownLatch ended = new CountDownLatch(1);
    assertThatThrownBy(
            () ->
                SHORT.run(
                    "gate x did not start",
                    ProgressListener.none(),
                    p -> {
                      try {
                        Thread.sleep(60_000);
                      } catch (InterruptedException e) {
                        interrupted.set(true);
                      }
                      ended.countDown();
                      return null;
                    }))
        .isInstanceOf(StartTimeout.ExceededException.class)
        .hasMessage(
            "gate x did not start within gatehouse.plugins.start-timeout = 100ms; raise the limit"
                + " if it only needs longer, else remove the plugin")
        .satisfies(
            failure ->
                assertThat(failure.getSuppressed()[0].getStackTrace()[0].getMethodName())
                    .isEqualTo("sleep"));
    assertThat(ended.await(10, TimeUnit.SECONDS)).isTrue();
    assertThat(interrupted).isTrue();
  }

  @Test
  void whatIsMadeTooLateIsClosed() throws Exception {
    CountDownLatch closed = new CountDownLatch(1);
    CountDownLatch release = new CountDownLatch(1);
    assertThatThrownBy(
            () ->
                SHORT.<AutoCloseable>run(
                    "x did not start",
                    ProgressListener.none(),
                    p -> {
                      while (release.getCount() > 0) {
                        try {
                          release.await();
                        } catch (InterruptedException e) {
                          // Stubborn on purpose.
                        }
                      }
                      return closed::countDown;
                    }))
        .isInstanceOf(StartTimeout.ExceededException.class);
    release.countDown();
    assertThat(closed.await(10, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void theTimeOfAReportedTaskDoesNotCount() {
    List<Long> told = new ArrayList<>();
    String made =
        SHORT.run(
            "x did not start",
            (task, done, total) -> told.add(done),
            progress -> {
              progress.progress("export", 0, 2);
              pause(200);
              progress.progress("export", 1, 2);
              pause(200);
              progress.progress("export", 2, 2);
              return "made";
            });
    assertThat(made).isEqualTo("made");
    assertThat(told).containsExactly(0L, 1L, 2L);
  }

  @Test
  void theTimeAfterAReportedTaskCounts() {
    assertThatThrownBy(
            () ->
                SHORT.run(
                    "x did not start",
                    ProgressListener.none(),
                    progress -> {
                      progress.progress("export", 0, 1);
                      progress.progress("export", 1, 1);
                      pause(60_000);
                      return null;
                    }))
        .isInstanceOf(StartTimeout.ExceededException.class);
  }

  @Test
  void aTaskThatIsNeverHeardOfAgainCountsInTheEnd() {
    assertThatThrownBy(
            () ->
                SHORT.run(
                    "x did not start",
                    ProgressListener.none(),
                    progress -> {
                      progress.progress("export", 0, 10);
                      pause(60_000);
                      return null;
                    }))
        .isInstanceOf(StartTimeout.ExceededException.class);
  }

  @Test
  void whoWaitsCanBeInterrupted() {
    Thread.currentThread().interrupt();
    assertThatThrownBy(
            () ->
                LONG.run(
                    "gate x did not start",
                    ProgressListener.none(),
                    p -> {
                      pause(60_000);
                      return null;
                    }))
        .hasMessage("interrupted while waiting: gate x did not start");
    assertThat(Thread.interrupted()).isTrue();
  }

  @Test
  void theHostsOwnClassPathIsNotTimed() {
    Thread here = Thread.currentThread();
    assertThat(
            StartTimeout.NONE.<Thread>run(
                "x did not start", ProgressListener.none(), p -> Thread.currentThread()))
        .isSameAs(here);
  }
}
