package org.gatehouse.host.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** A print stream in UTF-8 that remembers why it failed. */
public final class StandardOutput extends PrintStream {

  private final Target target;

  /** Creates a stream that writes to another. */
  public StandardOutput(OutputStream out) {
    this(new Target(out));
  }

  private StandardOutput(Target target) {
    super(target, false, StandardCharsets.UTF_8);
    this.target = target;
  }

  static @Nullable IOException failureOf(PrintStream stream) {
    return stream instanceof StandardOutput output ? output.target.failure : null;
  }

  private static final class Target extends OutputStream {

    private final OutputStream out;
    private volatile @Nullable IOException failure;

    Target(OutputStream out) {
      this.out = out;
    }

    @Override
    public void write(int unit) throws IOException {
      write(new byte[] {(byte) unit}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      try {
        out.write(bytes, offset, length);
      } catch (IOException e) {
        failure = e;
        throw e;
      }
    }

    @Override
    public void flush() throws IOException {
      out.flush();
    }

    @Override
    public void close() throws IOException {
      out.close();
    }
  }
}
