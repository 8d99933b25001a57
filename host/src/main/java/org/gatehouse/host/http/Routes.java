package org.gatehouse.host.http;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.gatehouse.api.gating.InvalidMessageException;
import org.gatehouse.api.gating.InvalidUidException;
import org.gatehouse.host.http.Route.Body;
import org.gatehouse.host.http.Route.Place;
import org.gatehouse.host.metagraph.SnapshotJson;
import org.gatehouse.host.serve.GateService;
import org.jspecify.annotations.Nullable;

/** All that can be asked over HTTP. */
final class Routes {

  private static final String PROMETHEUS = "text/plain; version=0.0.4; charset=utf-8";

  private final GateService service;
  private final int maxMessages;
  private final List<Route> all;

  Routes(GateService service, int maxMessages, Supplier<String> metrics) {
    this.service = service;
    this.maxMessages = maxMessages;
    byte[] document = document();
    all =
        List.of(
            new Route("POST", "/v1/forward", Body.REQUIRED, Place.GATE, this::forward),
            new Route("POST", "/v1/backward", Body.REQUIRED, Place.GATE, this::backward),
            new Route("POST", "/v1/resync", Body.OPTIONAL, Place.GATE, this::resync),
            new Route("GET", "/v1/metagraph", Body.NONE, Place.WORKER, none -> metagraph()),
            new Route(
                "GET", "/v1/model", Body.NONE, Place.WORKER, none -> Answers.of(service.model())),
            new Route(
                "GET",
                "/v1/openapi.json",
                Body.NONE,
                Place.DIRECT,
                none -> new Answer(200, "application/json", document, List.of())),
            new Route(
                "GET",
                "/metrics",
                Body.NONE,
                Place.DIRECT,
                none -> Answer.text(200, PROMETHEUS, metrics.get(), List.of())),
            new Route("GET", "/health/live", Body.NONE, Place.OPEN, none -> Answers.live()),
            new Route(
                "GET",
                "/health/ready",
                Body.NONE,
                Place.OPEN,
                none -> Answers.ready(service.troubles())));
  }

  private static byte[] document() {
    try (InputStream in =
        Objects.requireNonNull(Routes.class.getResourceAsStream("openapi.json"))) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  List<Route> all() {
    return all;
  }

  /**
   * Returns the route of a path and a method, if there is one. Load balancers may look at the
   * health with HEAD, whose answer is that of GET, sent without its body.
   */
  Optional<Route> find(String path, String method) {
    String meant = method.equals("HEAD") && isOpen(path) ? "GET" : method;
    return all.stream()
        .filter(route -> route.path().equals(path) && route.method().equals(meant))
        .findFirst();
  }

  /**
   * Returns the methods of a path, as the header Allow has them; empty if there is no such path.
   */
  String methods(String path) {
    return all.stream()
        .filter(route -> route.path().equals(path))
        .map(route -> route.place() == Place.OPEN ? route.method() + ", HEAD" : route.method())
        .collect(Collectors.joining(", "));
  }

  /** Returns whether anybody may use a path. */
  boolean isOpen(String path) {
    return all.stream().anyMatch(route -> route.path().equals(path) && route.place() == Place.OPEN);
  }

  private Answer forward(byte @Nullable [] body) {
    ForwardBody request = ForwardBody.read(Objects.requireNonNull(body), maxMessages);
    try {
      return Answers.of(service.forward(request.messages(), request.asked()));
    } catch (InvalidMessageException e) {
      throw new ProblemException(Refusals.of(e).at(request.pointer(e.position())));
    }
  }

  private Answer backward(byte @Nullable [] body) {
    BackwardBody request = BackwardBody.read(Objects.requireNonNull(body));
    try {
      return Answers.of(service.backward(request.scoresId(), request.uids(), request.rewards()));
    } catch (InvalidUidException e) {
      throw new ProblemException(Refusals.of(e).at(request.pointer(e.uid())));
    }
  }

  private Answer resync(byte @Nullable [] body) {
    if (body == null) {
      return Answers.of(service.resync());
    }
    SnapshotBody.check(body);
    return Answers.of(service.resync(body));
  }

  private Answer metagraph() {
    return service
        .metagraph()
        .map(metagraph -> Answer.json(SnapshotJson.of(metagraph)))
        .orElseThrow(
            () ->
                new ProblemException(
                    Problem.of(
                        404,
                        "no-network",
                        "No network is known",
                        "no source is followed, and no metagraph was pushed")));
  }
}
