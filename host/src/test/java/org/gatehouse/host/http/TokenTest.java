package org.gatehouse.host.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import org.gatehouse.host.fakes.FakeGate;
import org.gatehouse.host.serve.TestService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class TokenTest {

  @TempDir private Path folder;

  private TestServer server;

  @BeforeEach
  void start() {
    server =
        new TestServer(
            TestService.of(new FakeGate(4), folder).set("gatehouse.host.http.token", "s3cret-~a="));
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private HttpResponse<String> with(String authorization) {
    HttpRequest.Builder request = server.client().request("/v1/model").GET();
    return server.client().send(request.header("Authorization", authorization).build());
  }

  @ParameterizedTest
  @CsvSource({
    "Bearer s3cret-~a=, 200",
    "bearer  s3cret-~a=, 200",
    "Bearer s3cret-~a, 401",
    "Bearer s3cret-~a==, 401",
    "Bearer, 401",
    "Basic s3cret-~a=, 401",
    "s3cret-~a=, 401"
  })
  void onlyTheTokenItselfLetsIn(String authorization, int status) {
    assertThat(with(authorization).statusCode()).isEqualTo(status);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/v1/model", "/v1/forward", "/metrics", "/v1/openapi.json", "/nowhere"})
  void withoutItNothingIsTold(String path) {
    HttpResponse<String> answer = server.get(path);
    assertThat(answer.statusCode()).isEqualTo(401);
    assertThat(answer.headers().firstValue("WWW-Authenticate")).hasValue("Bearer");
    assertThat(answer.body()).contains("\"title\":\"Unauthorized\"");
  }

  @ParameterizedTest
  @CsvSource({"s3cret-~a=, s3cret-~a=", "s3cret-~a=, other", "other, s3cret-~a="})
  void severalTokensLetNobodyIn(String first, String second) {
    HttpRequest request =
        server
            .client()
            .request("/v1/model")
            .header("Authorization", "Bearer " + first)
            .header("Authorization", "Bearer " + second)
            .build();
    assertThat(server.client().send(request).statusCode()).isEqualTo(401);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/health/live", "/health/ready"})
  void healthCanBeLookedAtWithoutABody(String path) {
    HttpRequest request =
        server.client().request(path).method("HEAD", HttpRequest.BodyPublishers.noBody()).build();
    HttpResponse<String> head = server.client().send(request);
    assertThat(head.statusCode()).isEqualTo(200);
    assertThat(head.body()).isEmpty();
    assertThat(head.headers().firstValue("Content-Length"))
        .isEqualTo(server.get(path).headers().firstValue("Content-Length"));
    assertThat(server.post(path, "{}").headers().firstValue("Allow")).hasValue("GET, HEAD");
  }

  @Test
  void healthIsForAnybody() {
    assertThat(server.get("/health/live").statusCode()).isEqualTo(200);
    assertThat(server.get("/health/ready").statusCode()).isEqualTo(200);
  }
}
