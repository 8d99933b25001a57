package org.gatehouse.host.replay;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** Reads the lines of a UTF-8 text, each of bounded length; for use by one thread. */
final class LineReader implements Closeable {

  private final InputStream in;
  private final int maxBytes;
  private final ByteArrayOutputStream line = new ByteArrayOutputStream();
  private long number;
  private long position;
  private boolean tooLong;

  LineReader(InputStream in, int maxBytes) {
    this.in = new BufferedInputStream(in, 1 << 16);
    this.maxBytes = maxBytes;
  }

  /** Moves to the next line; false at the end. */
  boolean next() throws IOException {
    line.reset();
    tooLong = false;
    int unit = in.read();
    if (unit < 0) {
      return false;
    }
    number++;
    for (; unit >= 0 && unit != '\n'; unit = in.read()) {
      position++;
      if (line.size() < maxBytes) {
        line.write(unit);
      } else {
        tooLong = true;
      }
    }
    position++;
    return true;
  }

  /** Returns the number of the line, from 1. */
  long number() {
    return number;
  }

  /** Returns how many bytes were read. */
  long position() {
    return position;
  }

  /** Returns the text of the line, without a byte order mark and the line end. */
  String text() throws InvalidEventException {
    if (tooLong) {
      throw new InvalidEventException("the line is longer than " + maxBytes + " bytes");
    }
    try {
      String text =
          StandardCharsets.UTF_8
              .newDecoder()
              .decode(ByteBuffer.wrap(line.toByteArray()))
              .toString();
      return number == 1 && text.startsWith("\uFEFF") ? text.substring(1) : text;
    } catch (CharacterCodingException e) {
      throw new InvalidEventException("the line is not valid UTF-8");
    }
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
