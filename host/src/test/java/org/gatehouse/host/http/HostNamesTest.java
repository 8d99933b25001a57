package org.gatehouse.host.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.gatehouse.host.fakes.FakeGate;
import org.gatehouse.host.serve.TestService;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Web pages that would use a service on their visitor's machine. */
final class HostNamesTest {

  @TempDir private Path folder;

  private TestService.Builder service() {
    return TestService.of(new FakeGate(4), folder);
  }

  private static int status(TestServer server, String target, String headers) throws IOException {
    try (Raw raw = server.raw()) {
      raw.send(
          "POST " + target + " HTTP/1.1\r\nContent-Length: 0\r\nConnection: close\r\n" + headers);
      return Reply.of(raw.send("\r\n").rest()).status();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "localhost, 400",
    "LOCALHOST:8420, 400",
    "127.0.0.1:8420, 400",
    "[::1]:8420, 400",
    "10.1.2.3, 400",
    "rebound.example, 421",
    "rebound.example:8420, 421",
    "127.0.0.1.example:8420, 421",
    "localhost.example, 421"
  })
  void withoutATokenItIsCalledByItsAddressOrLocalhost(String host, int status) throws IOException {
    try (TestServer server = new TestServer(service())) {
      assertThat(status(server, "/v1/resync", "Host: " + host + "\r\n")).isEqualTo(status);
      assertThat(status(server, "http://" + host + "/v1/resync", "Host: " + host + "\r\n"))
          .isEqualTo(status);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "http://localhost:3000, 400",
    "http://127.0.0.1, 400",
    "http://[::1]:3000, 400",
    "https://page.example, 421",
    "http://localhost.example, 421",
    "null, 421",
    "a b, 421"
  })
  void withoutATokenNoPageOfAnotherMachineIsLetIn(String origin, int status) throws IOException {
    try (TestServer server = new TestServer(service())) {
      assertThat(status(server, "/v1/resync", "Host: localhost\r\nOrigin: " + origin + "\r\n"))
          .isEqualTo(status);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"Host: gate.example\r\n", "Host: a\r\nOrigin: http://b\r\n"})
  void withATokenTheTokenDecides(String headers) throws IOException {
    try (TestServer server = new TestServer(service().set("gatehouse.host.http.token", "t"))) {
      assertThat(status(server, "/v1/resync", headers)).isEqualTo(401);
      assertThat(status(server, "/v1/resync", headers + "Authorization: Bearer t\r\n"))
          .isEqualTo(400);
    }
  }

  @Test
  void healthIsForWhoeverAsks() throws IOException {
    try (TestServer server = new TestServer(service());
        Raw raw = server.raw()) {
      raw.send("GET /health/live HTTP/1.1\r\nHost: gate.example\r\nConnection: close\r\n\r\n");
      assertThat(Reply.of(raw.rest()).status()).isEqualTo(200);
    }
  }
}
