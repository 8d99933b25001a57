package org.gatehouse.benchmarks.service;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** The HTTP interface of a host. Safe for use by many threads. */
final class HostApi {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration TIMEOUT = Duration.ofSeconds(60);

  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(TIMEOUT).build();
  private final URI host;

  HostApi(URI host) {
    this.host = host;
  }

  /** An answer of any status. */
  record Answer(int status, String text) {

    boolean isOk() {
      return status == 200;
    }

    JsonNode json() {
      try {
        return JSON.readTree(text);
      } catch (JsonProcessingException e) {
        throw new Unexpected("status " + status + " with a body that is no JSON: " + text);
      }
    }

    /** Returns the body of an answer of status 200. */
    JsonNode expectOk() {
      if (!isOk()) {
        throw new Unexpected("expected status 200, found " + this);
      }
      return json();
    }
  }

  Answer get(String path) {
    return join(send(request(path).GET().build()));
  }

  Answer post(String path, Object body) {
    return join(postLater(path, body));
  }

  /** Sends a request whose answer may never come. */
  CompletableFuture<Answer> postLater(String path, Object body) {
    return send(
        request(path)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(write(body)))
            .build());
  }

  static String write(Object body) {
    try {
      return JSON.writeValueAsString(body);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(e);
    }
  }

  /** Returns the id of the scores of one message. */
  String forward(String message) {
    return post("/v1/forward", Map.of("message", message))
        .expectOk()
        .at("/results/0/scores_id")
        .asText();
  }

  JsonNode model() {
    return get("/v1/model").expectOk();
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(host.resolve(path)).timeout(TIMEOUT);
  }

  private CompletableFuture<Answer> send(HttpRequest request) {
    return client
        .sendAsync(request, BodyHandlers.ofString())
        .thenApply((HttpResponse<String> found) -> new Answer(found.statusCode(), found.body()));
  }

  /**
   * Waits for an answer.
   *
   * @throws Unexpected.NoAnswer if there is none
   */
  static Answer join(CompletableFuture<Answer> answer) {
    try {
      return answer.join();
    } catch (CompletionException e) {
      throw new Unexpected.NoAnswer(e.getCause() == null ? e : e.getCause());
    }
  }
}
