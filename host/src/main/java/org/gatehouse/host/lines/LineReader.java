package org.gatehouse.host.lines;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/**
 * Reads the lines of a UTF-8 text, each of bounded length and ended by LF or CRLF; for use by one
 * thread.
 */
public final class LineReader implements Closeable {

  /** A length that no sensible line has, in bytes. */
  public static final int LONGEST_LINE = 64 << 20;

  private final InputStream in;
  private final int maxBytes;
  private final ByteArrayOutputStream line = new ByteArrayOutputStream();
  private long number;
  private long position;
  private boolean tooLong;

  /** Creates a reader of a stream, which it owns. */
  public LineReader(InputStream in, int maxBytes) {
    this.in = new BufferedInputStream(in, 1 << 16);
    this.maxBytes = maxBytes;
  }

  /** Moves to the next line; false at the end. */
  public boolean next() throws IOException {
    line.reset();
    tooLong = false;
    int unit = in.read();
    if (unit < 0) {
      return false;
    }
    number++;
    boolean carriageReturn = false;
    for (; unit >= 0 && unit != '\n'; unit = in.read()) {
      position++;
      if (carriageReturn) {
        append('\r');
      }
      carriageReturn = unit == '\r';
      if (!carriageReturn) {
        append(unit);
      }
    }
    if (carriageReturn && unit < 0) {
      append('\r');
    }
    position++;
    return true;
  }

  private void append(int unit) {
    if (line.size() < maxBytes) {
      line.write(unit);
    } else {
      tooLong = true;
    }
  }

  /** Returns the number of the line, from 1. */
  public long number() {
    return number;
  }

  /** Returns how many bytes were read. */
  public long position() {
    return position;
  }

  /**
   * Returns the text of the line, without a byte order mark and the line end.
   *
   * @throws MalformedLineException if it is too long or not UTF-8
   */
  public String text() throws MalformedLineException {
    if (tooLong) {
      throw new MalformedLineException("the line is longer than " + maxBytes + " bytes");
    }
    try {
      String text =
          StandardCharsets.UTF_8
              .newDecoder()
              .decode(ByteBuffer.wrap(line.toByteArray()))
              .toString();
      return number == 1 && text.startsWith("\uFEFF") ? text.substring(1) : text;
    } catch (CharacterCodingException e) {
      throw new MalformedLineException("the line is not valid UTF-8");
    }
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
