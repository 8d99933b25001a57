package org.gatehouse.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.gatehouse.host.fakes.FakeGate;
import org.gatehouse.host.http.HttpServer;
import org.gatehouse.host.serve.TestService;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The client for Python against the server itself. */
@Timeout(120)
final class PythonClientTest {

  private static final int LARGEST = 4 << 20;

  private static final String PUSH_TOO_MUCH =
      """
      import sys
      from gatehouse_client import Gate, Refused

      try:
          Gate(sys.argv[1]).resync({"network": "a" * int(sys.argv[2])})
      except Refused as refused:
          print(refused)
      """;

  @TempDir private Path folder;

  @Test
  void aBodyThatIsTooLargeIsRefusedAndNotSentAgain() throws Exception {
    Path script = Files.writeString(folder.resolve("push.py"), PUSH_TOO_MUCH);
    Path clients = Path.of("..", "docs", "clients").toAbsolutePath();
    try (TestService service =
            TestService.of(new FakeGate(4), folder.resolve("state"))
                .set("gatehouse.host.http.max-request-bytes", LARGEST)
                .open();
        HttpServer server =
            HttpServer.start(service.http(), service.service(), service.telemetry())) {
      Cli.Result result =
          new Python(folder)
              .run(
                  Map.of("PYTHONPATH", clients.toString()),
                  script,
                  server.uri().toString(),
                  String.valueOf(3 * LARGEST));
      assertThat(result.err()).isEmpty();
      assertThat(result.out())
          .startsWith("413 Content Too Large: expected a body of at most " + LARGEST + " bytes");
      assertThat(service.answered()).containsExactly("POST /v1/resync 413");
    }
  }
}
