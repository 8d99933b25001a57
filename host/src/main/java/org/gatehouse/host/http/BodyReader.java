package org.gatehouse.host.http;

import java.io.ByteArrayOutputStream;
import java.util.concurrent.atomic.AtomicBoolean;
import org.eclipse.jetty.http.HttpException;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.util.BufferUtil;

/** Reads the body of a request as it arrives, without a thread that waits for it. */
final class BodyReader {

  private final Request request;
  private final int most;
  private final ByteArrayOutputStream read = new ByteArrayOutputStream();
  private final AtomicBoolean done = new AtomicBoolean();

  /** Is told once how the reading ended. */
  interface Reader {
    void read(byte[] body);

    void refused(Problem problem);

    /** Is told that the connection failed. */
    void failed(Throwable failure);
  }

  /**
   * Creates a reader.
   *
   * @param most how many bytes are read at most
   */
  BodyReader(Request request, int most) {
    this.request = request;
    this.most = most;
  }

  /** Stops reading; returns whether the reader is told nothing any more. */
  boolean giveUp() {
    return done.compareAndSet(false, true);
  }

  /** Begins to read. */
  void start(Reader reader) {
    while (!done.get()) {
      Content.Chunk chunk = request.read();
      if (chunk == null) {
        request.demand(() -> start(reader));
        return;
      }
      if (Content.Chunk.isFailure(chunk)) {
        end(() -> fail(chunk.getFailure(), reader));
        return;
      }
      boolean last = chunk.isLast();
      boolean fits = take(chunk);
      chunk.release();
      if (!fits) {
        end(() -> reader.refused(tooLarge(most)));
      } else if (last) {
        end(() -> reader.read(read.toByteArray()));
      }
    }
  }

  private void end(Runnable telling) {
    if (giveUp()) {
      telling.run();
    }
  }

  private boolean take(Content.Chunk chunk) {
    if (chunk.remaining() > most - read.size()) {
      return false;
    }
    byte[] bytes = BufferUtil.toArray(chunk.getByteBuffer());
    read.write(bytes, 0, bytes.length);
    return true;
  }

  private static void fail(Throwable failure, Reader reader) {
    if (failure instanceof HttpException) {
      reader.refused(
          Problem.of(400, "Bad Request", "expected a body that is framed as its headers say"));
    } else {
      reader.failed(failure);
    }
  }

  static Problem tooLarge(int most) {
    return Problem.of(
        413,
        "Content Too Large",
        "expected a body of at most "
            + most
            + " bytes (gatehouse.host.http.max-request-bytes), found more");
  }
}
