package org.gatehouse.host.http;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.gatehouse.api.GatehouseException;
import org.gatehouse.host.serve.Front;
import org.gatehouse.host.serve.GateService;
import org.gatehouse.host.serve.HttpSettings;
import org.gatehouse.host.serve.Telemetry;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Serves a gate over HTTP/1.1.
 *
 * <p>Connections are read and written by a few threads that never wait for anybody; gates are asked
 * by the configured number of others, for whom as many requests again may wait.
 */
public final class HttpServer implements Front {

  private static final Logger LOG = LoggerFactory.getLogger(HttpServer.class);

  private static final int IO_THREADS = 16;
  private static final int PENDING_CONNECTIONS = 64;
  private static final int HEADER_BYTES = 16 * 1024;
  private static final Duration END = Duration.ofSeconds(5);
  private static final Duration LAST_ANSWERS = Duration.ofSeconds(2);
  private static final Duration LAST_PAUSE = Duration.ofMillis(50);

  private final Server server;
  private final ServerConnector connector;
  private final ThreadPoolExecutor workers;
  private final ConnectionWatch connections;
  private final Running running = new Running();

  private HttpServer(HttpSettings settings, GateService service, Telemetry telemetry) {
    workers = workers(settings.threads());
    QueuedThreadPool threads = new QueuedThreadPool(IO_THREADS, 4);
    threads.setName("gatehouse-http");
    threads.setDaemon(true);
    server = new Server(threads);
    server.setErrorHandler(new ErrorAnswers());
    // Without it, connections are cut in the middle of what is being read or written.
    server.setStopTimeout(LAST_ANSWERS.toMillis());
    connections = new ConnectionWatch(settings.requestTimeout(), settings.maxConnections());
    server.setHandler(new Dispatcher(settings, service, telemetry, workers, running, connections));
    HttpConfiguration http = new HttpConfiguration();
    http.setSendServerVersion(false);
    http.setRequestHeaderSize(HEADER_BYTES);
    connector = new ServerConnector(server, 1, 1, new HttpConnectionFactory(http));
    connector.setHost(settings.address().getHostAddress());
    connector.setPort(settings.port());
    connector.setAcceptQueueSize(PENDING_CONNECTIONS);
    connector.setIdleTimeout(settings.idleTimeout().toMillis());
    connector.setShutdownIdleTimeout(LAST_PAUSE.toMillis());
    connector.addBean(connections);
    server.addConnector(connector);
    server.addBean(new NetworkConnectionLimit(settings.maxConnections(), connector));
  }

  private static ThreadPoolExecutor workers(int threads) {
    AtomicInteger count = new AtomicInteger();
    ThreadPoolExecutor workers =
        new ThreadPoolExecutor(
            threads,
            threads,
            1,
            TimeUnit.MINUTES,
            new ArrayBlockingQueue<>(threads),
            task -> {
              Thread thread = new Thread(task, "gatehouse-serve-" + count.incrementAndGet());
              thread.setDaemon(true);
              return thread;
            });
    workers.allowCoreThreadTimeOut(true);
    return workers;
  }

  /**
   * Starts to serve.
   *
   * @throws GatehouseException if the address cannot be listened on
   */
  public static HttpServer start(HttpSettings settings, GateService service, Telemetry telemetry) {
    HttpServer started = new HttpServer(settings, service, telemetry);
    try {
      started.server.start();
      started.connections.start(started.server.getScheduler());
      return started;
    } catch (Exception e) {
      started.close();
      String reason =
          e instanceof IOException && e.getCause() != null
              ? String.valueOf(e.getCause().getMessage())
              : String.valueOf(e.getMessage());
      throw new GatehouseException(
          "cannot listen on "
              + settings.address().getHostAddress()
              + " port "
              + settings.port()
              + " (gatehouse.host.http): "
              + reason,
          e);
    }
  }

  @Override
  public URI uri() {
    String host = connector.getHost();
    return URI.create(
        "http://"
            + (host.contains(":") ? "[" + host + "]" : host)
            + ":"
            + connector.getLocalPort());
  }

  @Override
  public boolean awaitIdle(Duration limit) throws InterruptedException {
    return running.awaitNone(limit);
  }

  /** Returns how many connections are open. */
  int connections() {
    return connections.count();
  }

  /** Returns how many requests wait for a thread. */
  int waiting() {
    return workers.getQueue().size();
  }

  @Override
  public void close() {
    // First, so that those who wait for the gate are still told that they do so in vain.
    workers.shutdownNow().forEach(Runnable::run);
    try {
      server.stop();
    } catch (Exception e) {
      LOG.warn("the HTTP server did not stop as it should", e);
    }
    try {
      if (!workers.awaitTermination(END.toMillis(), TimeUnit.MILLISECONDS)) {
        LOG.warn("requests are still worked on");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
