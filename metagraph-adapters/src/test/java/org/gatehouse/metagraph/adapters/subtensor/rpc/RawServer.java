package org.gatehouse.metagraph.adapters.subtensor.rpc;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;

/** A server that takes TCP connections, reads a request's head and sends some text, or nothing. */
final class RawServer implements AutoCloseable {

  private final ServerSocket server;
  private final CountDownLatch clientGone = new CountDownLatch(1);

  RawServer(String answer, boolean thenClose) throws IOException {
    server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
    Thread thread =
        new Thread(
            () -> {
              // The JDK tries once more where a server closes without an answer.
              while (!server.isClosed()) {
                serve(answer, thenClose);
              }
            },
            "raw-server");
    thread.setDaemon(true);
    thread.start();
  }

  URI uri(String scheme) {
    return URI.create(scheme + "://127.0.0.1:" + server.getLocalPort());
  }

  boolean isClientGone() {
    return clientGone.getCount() == 0;
  }

  private void serve(String answer, boolean thenClose) {
    try (Socket socket = server.accept()) {
      byte[] buffer = new byte[4096];
      int unused = socket.getInputStream().read(buffer);
      socket.getOutputStream().write(answer.getBytes(StandardCharsets.US_ASCII));
      if (!thenClose) {
        while (socket.getInputStream().read(buffer) >= 0) {
          // Until the client has gone.
        }
      }
    } catch (IOException e) {
      // The client went without a word, which is as good.
    } finally {
      clientGone.countDown();
    }
  }

  @Override
  public void close() {
    try {
      server.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
