package org.gatehouse.metagraph.adapters.subtensor.rpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import org.gatehouse.metagraph.adapters.subtensor.loopback.Fault;
import org.gatehouse.metagraph.adapters.subtensor.loopback.LoopbackNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RpcOpeningTest {

  private static final HttpClient CLIENT = HttpClient.newHttpClient();
  private static final Duration TIMEOUT = Duration.ofSeconds(5);

  private static void refused(URI uri, Duration timeout, String why) {
    assertThatThrownBy(() -> RpcConnection.open(CLIENT, uri, timeout))
        .isInstanceOf(ConnectionException.class)
        .hasMessage(uri + ": " + why);
  }

  @Test
  void aPortWhereNobodyListensRefuses() {
    LoopbackNode node = LoopbackNode.start();
    node.stop();
    refused(node.uri(), TIMEOUT, "cannot connect: connection refused");

    node.restart();
    RpcConnection.open(CLIENT, node.uri(), TIMEOUT).close();
    node.close();
  }

  @Test
  void aServerThatWantsNoWebSocketIsNamedByItsStatus() throws IOException {
    try (RawServer server =
        new RawServer("HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n", true)) {
      refused(
          server.uri("ws"),
          TIMEOUT,
          "cannot connect: the server answered HTTP 403 to the WebSocket handshake");
    }
    try (LoopbackNode node = LoopbackNode.start()) {
      node.refuseHandshakes(true);
      refused(
          node.uri(),
          TIMEOUT,
          "cannot connect: the server answered HTTP 404 to the WebSocket handshake");
    }
  }

  @Test
  void aHandshakeThatIsWrongIsSaidSo() throws IOException {
    String answer =
        String.join(
            "\r\n",
            "HTTP/1.1 101 Switching Protocols",
            "Upgrade: websocket",
            "Connection: Upgrade",
            "Sec-WebSocket-Accept: wrong",
            "",
            "");
    try (RawServer server = new RawServer(answer, false)) {
      refused(
          server.uri("ws"),
          TIMEOUT,
          "cannot connect: the server's answer to the WebSocket handshake is wrong: Bad"
              + " Sec-WebSocket-Accept");
      Waiting.until("the socket is free", server::isClientGone);
    }
  }

  @Test
  void aServerThatSaysNothingIsGivenUp() throws IOException {
    try (RawServer server = new RawServer("", false)) {
      long begin = System.nanoTime();
      assertThatThrownBy(() -> RpcConnection.open(CLIENT, server.uri("ws"), Duration.ofMillis(200)))
          .isInstanceOf(ConnectionException.class)
          .hasMessageMatching(
              server.uri("ws")
                  + ": (expected a connection within 200 ms|cannot connect: no answer in time)");
      assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(4));
      Waiting.until("the socket is free", server::isClientGone);
    }
  }

  @Test
  void aServerThatClosesAtOnceIsSaidSo() throws IOException {
    try (RawServer server = new RawServer("", true)) {
      refused(
          server.uri("ws"),
          TIMEOUT,
          "cannot connect: the node closed the connection without saying so");
    }
  }

  @Test
  void aServerWithoutTlsIsSaidSo() throws IOException {
    try (RawServer server = new RawServer("HTTP/1.1 400 Bad Request\r\n\r\n", true)) {
      assertThatThrownBy(() -> RpcConnection.open(CLIENT, server.uri("wss"), TIMEOUT))
          .isInstanceOf(ConnectionException.class)
          .hasMessageStartingWith(server.uri("wss") + ": cannot connect: TLS failed: ");
    }
  }

  @Test
  void aNodeThatCutsAtOnceEndsTheConnection() {
    try (LoopbackNode node = LoopbackNode.start()) {
      node.faults().atOpen(Fault.cut());
      assertThatThrownBy(
              () -> {
                RpcConnection connection = RpcConnection.open(CLIENT, node.uri(), TIMEOUT);
                throw Waiting.result(connection.ended());
              })
          .isInstanceOf(ConnectionException.class)
          .hasMessageContaining("the node closed the connection without saying so");
    }
  }

  @Test
  void aNodeThatTalksGarbageAtOnceEndsTheConnection() {
    try (LoopbackNode node = LoopbackNode.start()) {
      node.faults().atOpen(Fault.text("hello"));
      RpcConnection connection = RpcConnection.open(CLIENT, node.uri(), TIMEOUT);

      assertThat(Waiting.result(connection.ended()))
          .hasMessageContaining("expected a JSON-RPC message, the node sent")
          .hasMessageEndingWith(": hello");
      Waiting.until("the socket is free", () -> node.openConnections() == 0);
    }
  }

  @Test
  void anInterruptedThreadStaysInterrupted() throws Exception {
    try (RawServer server = new RawServer("", false)) {
      Thread.currentThread().interrupt();
      assertThatThrownBy(() -> RpcConnection.open(CLIENT, server.uri("ws"), TIMEOUT))
          .isInstanceOf(ConnectionException.class)
          .hasMessage(server.uri("ws") + ": interrupted while connecting");
      assertThat(Thread.interrupted()).isTrue();
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "http://h:1|http://h:1: expected a URL that begins with ws:// or wss://, found another"
            + " scheme",
        "h:1|h:: expected a URL that begins with ws:// or wss://, found another scheme",
        "h|the URL: expected a URL that begins with ws:// or wss://, found another scheme",
        "ws:///path|ws:: expected a URL with a host name, found none",
        "ws://u:secret@a_b:1/p?key=secret|ws://a_b:1/p: expected a URL with a host name, found"
            + " none",
        "ws://h/p#f|ws://h/p: expected a URL without a fragment, found one (the part after #)",
      })
  void aUrlThatIsNoNodesIsRefused(URI uri, String message) {
    assertThatThrownBy(() -> RpcConnection.open(CLIENT, uri, TIMEOUT))
        .isInstanceOf(ConnectionException.class)
        .hasMessage(message);
  }

  @Test
  void secretsInTheUrlAreNotTold() {
    LoopbackNode node = LoopbackNode.start();
    node.stop();
    URI uri = URI.create("ws://u:secret@127.0.0.1:" + node.uri().getPort() + "/p?key=secret");

    assertThatThrownBy(() -> RpcConnection.open(CLIENT, uri, TIMEOUT))
        .hasMessage("ws://127.0.0.1:" + uri.getPort() + "/p: cannot connect: connection refused")
        .hasStackTraceContaining("refused")
        .satisfies(e -> assertThat(stackTrace(e)).doesNotContain("secret"));
    node.close();
  }

  private static String stackTrace(Throwable failure) {
    StringBuilder all = new StringBuilder();
    for (Throwable t = failure; t != null; t = t.getCause()) {
      all.append(t);
    }
    return all.toString();
  }

  @Test
  void aNameThatNobodyKnowsIsSaidSo() {
    ConnectException unresolved = new ConnectException();
    unresolved.initCause(new UnresolvedAddressException());

    assertThat(Failure.of(new ExecutionException(unresolved)))
        .isEqualTo("the host name cannot be resolved");
  }
}
