package org.gatehouse.host.http;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.NanoTime;
import org.eclipse.jetty.util.thread.Scheduler;
import org.jspecify.annotations.Nullable;

/** One request and its answer. Thread-safe: the first answer counts. */
final class Exchange {

  private final Request request;
  private final Response response;
  private final Callback callback;
  private final Duration limit;
  private final Ended ended;
  private final AtomicBoolean answered = new AtomicBoolean();

  /** Is told the status of the answer when it has been sent, or that it could not be. */
  @FunctionalInterface
  interface Ended {
    void with(int status, Duration took);
  }

  /**
   * Creates an exchange.
   *
   * @param limit how long the request may take to arrive, and the answer to be read
   */
  Exchange(Request request, Response response, Callback callback, Duration limit, Ended ended) {
    this.request = request;
    this.response = response;
    this.callback = callback;
    this.limit = limit;
    this.ended = ended;
  }

  /** Returns how much of the time in which the request may arrive is left. */
  Duration left() {
    return limit.minus(took());
  }

  private Duration took() {
    return Duration.ofNanos(NanoTime.since(request.getBeginNanoTime()));
  }

  /** Does something later, unless it is cancelled. */
  Scheduler.Task later(Runnable task, Duration delay) {
    return request
        .getComponents()
        .getScheduler()
        .schedule(task, Math.max(0, delay.toMillis()), TimeUnit.MILLISECONDS);
  }

  void answer(Answer answer) {
    send(answer, null);
  }

  /** Answers a request of which not all has arrived, and ends the connection. */
  void answerAndClose(Answer answer) {
    send(answer, new IOException("not all of the request was read"));
  }

  private void send(Answer answer, @Nullable Throwable close) {
    if (!answered.compareAndSet(false, true)) {
      return;
    }
    response.setStatus(answer.status());
    HttpFields.Mutable headers = response.getHeaders();
    headers.put(HttpHeader.CONTENT_TYPE, answer.type());
    headers.put(HttpHeader.CONTENT_LENGTH, answer.body().length);
    headers.put(HttpHeader.CACHE_CONTROL, "no-store");
    headers.put("X-Content-Type-Options", "nosniff");
    answer.headers().forEach(header -> headers.put(header.name(), header.value()));
    if (close != null) {
      headers.put(HttpHeader.CONNECTION, "close");
    }
    EndPoint connection = request.getConnectionMetaData().getConnection().getEndPoint();
    Scheduler.Task slowReader = later(connection::close, limit);
    response.write(
        true,
        ByteBuffer.wrap(answer.body()),
        Callback.from(
            () -> {
              slowReader.cancel();
              end(answer.status(), close);
            },
            failure -> {
              slowReader.cancel();
              end(answer.status(), failure);
            }));
  }

  /** Gives up a request whose connection has failed. */
  void abandon(Throwable failure) {
    if (answered.compareAndSet(false, true)) {
      end(0, failure);
    }
  }

  private void end(int status, @Nullable Throwable failure) {
    if (failure == null) {
      callback.succeeded();
    } else {
      callback.failed(failure);
    }
    ended.with(status, took());
  }
}
