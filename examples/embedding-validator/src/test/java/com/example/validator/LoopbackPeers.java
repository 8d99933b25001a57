package com.example.validator;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;

/** Peers on this machine: real servers, each on a port of its own. */
final class LoopbackPeers implements AutoCloseable {

  private final List<HttpServer> servers = new ArrayList<>();
  private final List<Socket> sockets = new ArrayList<>();
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final CountDownLatch end = new CountDownLatch(1);
  private final AtomicInteger asked = new AtomicInteger();

  /** Starts a peer that answers a prompt with a text, and returns its port. */
  int answering(UnaryOperator<String> answer) {
    return serving(200, prompt -> answer.apply(prompt).getBytes(StandardCharsets.UTF_8));
  }

  /** Starts a peer that answers with bytes that are no text. */
  int answeringNoise() {
    return serving(200, prompt -> new byte[] {(byte) 0xFF, (byte) 0xC0, 0, (byte) 0x80});
  }

  /** Starts a peer that answers with more than anyone should read. */
  int answeringEndlessly() {
    return start(
        exchange -> {
          exchange.getRequestBody().readAllBytes();
          exchange.sendResponseHeaders(200, 0);
          byte[] part = "word ".repeat(10_000).getBytes(StandardCharsets.UTF_8);
          while (end.getCount() > 0) {
            exchange.getResponseBody().write(part);
          }
        });
  }

  /** Starts a peer that answers with a status of failure and a text. */
  int failing(int status) {
    return serving(status, prompt -> prompt.getBytes(StandardCharsets.UTF_8));
  }

  /** Starts a peer that takes a prompt in and then says nothing until this is closed. */
  int silent() {
    return start(exchange -> await());
  }

  /** Starts a peer that begins its answer in time, and never ends it. */
  int stalling() {
    return start(
        exchange -> {
          exchange.getRequestBody().readAllBytes();
          exchange.sendResponseHeaders(200, 1000);
          exchange.getResponseBody().write('w');
          exchange.getResponseBody().flush();
          await();
        });
  }

  /** Returns a port at which nobody listens, and which nobody else gets until this is closed. */
  int dead() {
    try {
      Socket socket = new Socket();
      sockets.add(socket);
      socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns how many prompts have come in. */
  int asked() {
    return asked.get();
  }

  private void await() {
    try {
      end.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private int serving(int status, Reply reply) {
    return start(
        exchange -> {
          String prompt =
              new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
          byte[] body = reply.to(prompt);
          exchange.sendResponseHeaders(status, body.length);
          exchange.getResponseBody().write(body);
        });
  }

  private int start(Behaviour behaviour) {
    try {
      HttpServer server =
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      server.createContext(
          "/",
          exchange -> {
            asked.incrementAndGet();
            try (exchange) {
              behaviour.handle(exchange);
            }
          });
      server.setExecutor(threads);
      server.start();
      servers.add(server);
      return server.getAddress().getPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    end.countDown();
    servers.forEach(server -> server.stop(0));
    threads.shutdownNow();
    for (Socket socket : sockets) {
      try {
        socket.close();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  private interface Reply {
    byte[] to(String prompt);
  }

  private interface Behaviour {
    void handle(HttpExchange exchange) throws IOException;
  }
}
