package org.gatehouse.host.http;

import java.util.concurrent.atomic.AtomicBoolean;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.util.thread.Scheduler;

/**
 * The body of a request that is refused: read to its end and not kept, because most clients listen
 * only when they have sent everything. The answer is given then, or when the body is much too long
 * or takes too long; in these cases the connection ends with it.
 */
final class RefusedBody {

  private final Request request;
  private final Exchange exchange;
  private final Answer answer;
  private final AtomicBoolean done = new AtomicBoolean();
  private long left;

  /**
   * Creates what reads the rest of a body.
   *
   * @param most how many bytes are read at most
   */
  RefusedBody(Request request, Exchange exchange, Answer answer, long most) {
    this.request = request;
    this.exchange = exchange;
    this.answer = answer;
    this.left = most;
  }

  /** Begins to read. */
  void start() {
    if (request.getHeaders().contains(HttpHeader.EXPECT)) {
      // Who asks first sends nothing after the answer.
      exchange.answer(answer);
      return;
    }
    Scheduler.Task late = exchange.later(() -> end(false), exchange.left());
    read(late);
  }

  private void read(Scheduler.Task late) {
    while (!done.get()) {
      Content.Chunk chunk = request.read();
      if (chunk == null) {
        request.demand(() -> read(late));
        return;
      }
      boolean failed = Content.Chunk.isFailure(chunk);
      left -= chunk.remaining();
      boolean last = chunk.isLast();
      chunk.release();
      if (failed || last || left < 0) {
        late.cancel();
        end(last && !failed);
      }
    }
  }

  private void end(boolean complete) {
    if (!done.compareAndSet(false, true)) {
      return;
    }
    if (complete) {
      exchange.answer(answer);
    } else {
      exchange.answerAndClose(answer);
    }
  }
}
