package org.gatehouse.host.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/** A connection on which any bytes can be sent. */
final class Raw implements AutoCloseable {

  private static final int PATIENCE_MILLIS = 20_000;

  private final Socket socket;

  Raw(URI server) throws IOException {
    socket = new Socket(server.getHost(), server.getPort());
    socket.setSoTimeout(PATIENCE_MILLIS);
    socket.setTcpNoDelay(true);
  }

  Raw send(String text) throws IOException {
    return send(text.getBytes(StandardCharsets.ISO_8859_1));
  }

  Raw send(byte[] bytes) throws IOException {
    socket.getOutputStream().write(bytes);
    socket.getOutputStream().flush();
    return this;
  }

  /** Says that nothing more comes. */
  Raw end() throws IOException {
    socket.shutdownOutput();
    return this;
  }

  /** Reads until the server ends the connection, however it does. */
  String rest() {
    ByteArrayOutputStream read = new ByteArrayOutputStream();
    try {
      InputStream in = socket.getInputStream();
      for (int unit = in.read(); unit >= 0; unit = in.read()) {
        read.write(unit);
      }
    } catch (SocketTimeoutException e) {
      throw new AssertionError("the server did not end the connection after: " + read, e);
    } catch (IOException e) {
      // A reset is an end too.
    }
    return read.toString(StandardCharsets.ISO_8859_1);
  }

  /** Sends a byte now and then until the server ends the connection; returns what it said. */
  String trickle(char unit) throws IOException {
    ByteArrayOutputStream read = new ByteArrayOutputStream();
    socket.setSoTimeout(10);
    try {
      while (true) {
        try {
          int next = socket.getInputStream().read();
          if (next < 0) {
            break;
          }
          read.write(next);
        } catch (SocketTimeoutException e) {
          send(String.valueOf(unit));
        }
      }
    } catch (SocketException e) {
      // A reset is an end too.
    }
    return read.toString(StandardCharsets.ISO_8859_1);
  }

  /** Returns how many bytes of an answer have arrived and are not read. */
  int available() {
    try {
      return socket.getInputStream().available();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Reads one answer whose length its headers say. */
  String answer() throws IOException {
    StringBuilder head = new StringBuilder();
    InputStream in = socket.getInputStream();
    while (head.indexOf("\r\n\r\n") < 0) {
      int unit = in.read();
      if (unit < 0) {
        throw new IOException("the connection ended after: " + head);
      }
      head.append((char) unit);
    }
    int at = head.indexOf("Content-Length: ");
    int length = Integer.parseInt(head.substring(at + 16, head.indexOf("\r\n", at)));
    return head + new String(in.readNBytes(length), StandardCharsets.UTF_8);
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
