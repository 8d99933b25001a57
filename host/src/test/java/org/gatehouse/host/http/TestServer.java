package org.gatehouse.host.http;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.gatehouse.host.serve.TestService;

/** A server on loopback, and what it serves. */
final class TestServer implements AutoCloseable {

  private static final Pattern ID = Pattern.compile("\"scores_id\":\"([^\"]+)\"");

  private final TestService service;
  private final HttpServer server;
  private final Client client;

  TestServer(TestService.Builder described) {
    service = described.open();
    server = HttpServer.start(service.http(), service.service(), service.telemetry());
    client = new Client(server.uri());
  }

  TestService service() {
    return service;
  }

  HttpServer server() {
    return server;
  }

  URI uri() {
    return server.uri();
  }

  Raw raw() throws IOException {
    return new Raw(server.uri());
  }

  Client client() {
    return client;
  }

  HttpResponse<String> get(String path) {
    return client.get(path);
  }

  HttpResponse<String> post(String path, String json) {
    return client.post(path, json);
  }

  /** Has a message scored and returns the id of its scores. */
  String scored() {
    return idIn(post("/v1/forward", "{\"message\":\"hi\"}").body());
  }

  static String idIn(String body) {
    Matcher id = ID.matcher(body);
    if (!id.find()) {
      throw new AssertionError("no scores_id in " + body);
    }
    return id.group(1);
  }

  /** Returns the body of a request to learn one reward. */
  static String reward(String scoresId, int uid, double reward) {
    return "{\"scores_id\":\""
        + scoresId
        + "\",\"uids\":["
        + uid
        + "],\"rewards\":["
        + reward
        + "]}";
  }

  @Override
  public void close() {
    try {
      server.close();
    } finally {
      service.close();
    }
  }
}
