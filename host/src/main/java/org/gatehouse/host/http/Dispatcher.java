package org.gatehouse.host.http;

import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.NanoTime;
import org.eclipse.jetty.util.thread.Scheduler;
import org.gatehouse.host.http.Route.Body;
import org.gatehouse.host.http.Route.Place;
import org.gatehouse.host.serve.GateService;
import org.gatehouse.host.serve.HttpSettings;
import org.gatehouse.host.serve.Telemetry;
import org.jspecify.annotations.Nullable;

/** Decides about each request: who may make it, whether there is room, and who answers it. */
final class Dispatcher extends Handler.Abstract {

  private static final String JSON = "application/json";

  /** How much of a body that is refused is read, as a multiple of the largest that is not. */
  private static final long DISCARDED = 4;

  private final HttpSettings settings;
  private final GateService service;
  private final Routes routes;
  private final BearerToken token;
  private final HostNames names;
  private final ExecutorService workers;
  private final Running running;
  private final ConnectionWatch connections;
  private final Telemetry.RequestListener listener;

  Dispatcher(
      HttpSettings settings,
      GateService service,
      Telemetry telemetry,
      ExecutorService workers,
      Running running,
      ConnectionWatch connections) {
    this.settings = settings;
    this.service = service;
    this.routes = new Routes(service, settings.maxMessages(), telemetry.metrics());
    this.token = new BearerToken(settings.token());
    this.names = new HostNames(settings);
    this.workers = workers;
    this.running = running;
    this.connections = connections;
    this.listener = telemetry.requests();
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) {
    // How long a request may take is counted here, whether or not bytes trickle in.
    request.addIdleTimeoutListener(timeout -> false);
    running.begin();
    connections.begin(request.getConnectionMetaData().getConnection());
    Exchange exchange =
        new Exchange(
            request,
            response,
            callback,
            settings.requestTimeout(),
            (status, took) -> ended(request, status, took));
    try {
      admit(request, exchange);
    } catch (RuntimeException | Error e) {
      refuse(request, exchange, Refusals.of(e));
    }
    return true;
  }

  /** Answers when the client has sent the body, too. */
  private void refuse(Request request, Exchange exchange, Problem problem) {
    new RefusedBody(request, exchange, problem.answer(), DISCARDED * settings.maxRequestBytes())
        .start();
  }

  private void ended(Request request, int status, Duration took) {
    connections.end(request.getConnectionMetaData().getConnection());
    running.end();
    String path = path(request);
    boolean known = !routes.methods(path).isEmpty();
    listener.answered(
        known ? path : "unknown",
        HttpMethod.fromString(request.getMethod()) == null ? "other" : request.getMethod(),
        status,
        took);
  }

  private static String path(Request request) {
    return String.valueOf(request.getHttpURI().getPath());
  }

  private void admit(Request request, Exchange exchange) {
    String path = path(request);
    HttpFields fields = request.getHeaders();
    if (!routes.isOpen(path) && !token.admits(fields.getValuesList(HttpHeader.AUTHORIZATION))) {
      throw refuse(
          Problem.of(401, "Unauthorized", "expected one header Authorization: Bearer TOKEN")
              .header("WWW-Authenticate", "Bearer"));
    }
    if (!routes.isOpen(path)
        && !names.admits(request.getHttpURI().getHost(), fields.get(HttpHeader.ORIGIN))) {
      throw refuse(
          Problem.of(
              421,
              "Misdirected Request",
              "expected localhost or an address as Host, and none but these as Origin: without a"
                  + " token (gatehouse.host.http.token) no web page is let in"));
    }
    String methods = routes.methods(path);
    if (methods.isEmpty()) {
      throw refuse(Problem.of(404, "Not Found", "nothing is served at this path"));
    }
    Route route =
        routes
            .find(path, request.getMethod())
            .orElseThrow(
                () ->
                    refuse(
                        Problem.of(405, "Method Not Allowed", "expected the method " + methods)
                            .header("Allow", methods)));
    if (route.place() == Place.GATE && service.isDraining()) {
      throw refuse(draining());
    }
    if (route.body() == Body.NONE) {
      dispatch(route, null, exchange);
      return;
    }
    long length = fields.getLongField(HttpHeader.CONTENT_LENGTH);
    boolean framed = length >= 0 || fields.contains(HttpHeader.TRANSFER_ENCODING);
    if (!framed && route.body() == Body.REQUIRED) {
      throw refuse(
          Problem.of(411, "Length Required", "expected a body and the header Content-Length"));
    }
    if (!framed || length == 0) {
      dispatch(route, route.body() == Body.REQUIRED ? new byte[0] : null, exchange);
      return;
    }
    requireJson(fields);
    if (length > settings.maxRequestBytes()) {
      throw refuse(BodyReader.tooLarge(settings.maxRequestBytes()));
    }
    read(request, route, exchange);
  }

  private static ProblemException refuse(Problem problem) {
    return new ProblemException(problem);
  }

  private static Problem draining() {
    return Problem.later("stopping", "The service is stopping", "nothing new is taken on");
  }

  private static void requireJson(HttpFields fields) {
    String type = String.valueOf(fields.get(HttpHeader.CONTENT_TYPE)).toLowerCase(Locale.ROOT);
    String encoding = fields.get(HttpHeader.CONTENT_ENCODING);
    boolean json =
        type.replace(" ", "").matches("application/json(;charset=\"?utf-8\"?)?")
            && (encoding == null || encoding.equalsIgnoreCase("identity"));
    if (!json) {
      throw refuse(
          Problem.of(
              415,
              "Unsupported Media Type",
              "expected a body of Content-Type " + JSON + " in UTF-8, not compressed"));
    }
  }

  private void read(Request request, Route route, Exchange exchange) {
    BodyReader body = new BodyReader(request, settings.maxRequestBytes());
    Scheduler.Task late =
        exchange.later(
            () -> {
              if (body.giveUp()) {
                exchange.answerAndClose(tooSlow().answer());
              }
            },
            exchange.left());
    body.start(
        new BodyReader.Reader() {
          @Override
          public void read(byte[] bytes) {
            late.cancel();
            boolean none = bytes.length == 0 && route.body() == Body.OPTIONAL;
            dispatch(route, none ? null : bytes, exchange);
          }

          @Override
          public void refused(Problem problem) {
            late.cancel();
            refuse(request, exchange, problem);
          }

          @Override
          public void failed(Throwable failure) {
            late.cancel();
            if (service.isDraining()) {
              // The server has stopped to read; the client may still hear of it.
              exchange.answerAndClose(draining().answer());
            } else {
              exchange.abandon(failure);
            }
          }
        });
  }

  private Problem tooSlow() {
    return Problem.of(
        408,
        "Request Timeout",
        "expected the whole request within "
            + settings.requestTimeout().toMillis()
            + " ms (gatehouse.host.http.request-timeout)");
  }

  private void dispatch(Route route, byte @Nullable [] body, Exchange exchange) {
    if (route.place() == Place.OPEN || route.place() == Place.DIRECT) {
      work(route, body, exchange);
      return;
    }
    long since = NanoTime.now();
    try {
      workers.execute(
          () -> {
            if (workers.isShutdown()) {
              exchange.answer(draining().answer());
            } else if (NanoTime.since(since) > settings.requestTimeout().toNanos()) {
              // Who asked has given up by now, and asks again.
              exchange.answer(
                  busy("no thread was free within "
                          + settings.requestTimeout().toMillis()
                          + " ms (gatehouse.host.http.request-timeout)")
                      .answer());
            } else {
              work(route, body, exchange);
            }
          });
    } catch (RejectedExecutionException e) {
      Problem busy = busy("as many requests wait as may wait");
      exchange.answer((service.isDraining() ? draining() : busy).answer());
    }
  }

  private static Problem busy(String detail) {
    return Problem.later("busy", "The service is busy", detail);
  }

  private void work(Route route, byte @Nullable [] body, Exchange exchange) {
    Answer answer;
    try {
      answer = route.action().answer(body);
    } catch (RuntimeException | Error e) {
      // Only who stops the server interrupts those that wait for the gate.
      boolean stopped = Thread.interrupted() && workers.isShutdown();
      answer = (stopped ? draining() : Refusals.of(e)).answer();
    }
    exchange.answer(answer);
  }
}
