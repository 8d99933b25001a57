package org.gatehouse.metagraph.adapters.subtensor.rpc;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.gatehouse.metagraph.adapters.subtensor.loopback.Fault;
import org.gatehouse.metagraph.adapters.subtensor.loopback.LoopbackNode;
import org.junit.jupiter.api.AfterEach;

/** A node that goes wrong as a test says, and a connection to it. */
abstract class FaultyNode {

  static final HttpClient CLIENT = HttpClient.newHttpClient();
  static final int MAX_CHARS = 1 << 16;

  final LoopbackNode node = LoopbackNode.start();
  final String where = node.uri().toString();
  RpcConnection connection = open(Duration.ofSeconds(5));

  RpcConnection open(Duration timeout) {
    return RpcConnection.open(CLIENT, node.uri(), timeout, MAX_CHARS);
  }

  @AfterEach
  void close() {
    connection.close();
    Waiting.until("the socket is free", () -> node.openConnections() == 0);
    node.close();
  }

  void impatient() {
    connection.close();
    connection = open(Duration.ofMillis(250));
  }

  void stillWorks() {
    assertThat(connection.ended()).isNotDone();
    assertThat(Waiting.result(connection.call("system_name")).textValue())
        .isEqualTo("Loopback node");
  }

  void endsEverything(Fault fault, String reason) {
    node.faults().next(Fault.silence()).next(fault);
    CompletableFuture<JsonNode> other = connection.call("system_name");
    CompletableFuture<JsonNode> call = connection.call("system_chain");

    assertThat(Waiting.failure(call, ConnectionException.class))
        .hasMessage(where + ": " + reason + "; system_chain was not answered");
    assertThat(Waiting.failure(other, ConnectionException.class))
        .hasMessage(where + ": " + reason + "; system_name was not answered");
    assertThat(Waiting.result(connection.ended())).hasMessage(where + ": " + reason);
    Waiting.until("the socket is free", () -> node.openConnections() == 0);
  }

  void endsEverything(String text, String found) {
    endsEverything(
        Fault.text(text), "expected a JSON-RPC message, the node sent " + found + ": " + text);
  }
}
