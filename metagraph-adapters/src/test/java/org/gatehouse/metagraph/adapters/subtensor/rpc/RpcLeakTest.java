package org.gatehouse.metagraph.adapters.subtensor.rpc;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.gatehouse.metagraph.adapters.subtensor.loopback.Fault;
import org.gatehouse.metagraph.adapters.subtensor.loopback.LoopbackNode;
import org.junit.jupiter.api.Test;

class RpcLeakTest {

  private static final List<Fault> FAULTS =
      List.of(
          Fault.silence(),
          Fault.cut(),
          Fault.answerThenCut(),
          Fault.half(),
          Fault.halfFrame(),
          Fault.halfThenCut(),
          Fault.halfThenClose(1001, "bye"),
          Fault.close(1000, ""),
          Fault.text("no"),
          Fault.text("{\"id\":$id}"),
          Fault.binary(),
          Fault.error(1, "no"),
          Fault.huge(2000),
          Fault.twice(),
          Fault.afterTheNext(),
          Fault.fragments(7),
          Fault.slow(Duration.ofMillis(2)));

  private static Set<Thread> threads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(t -> t.getName().startsWith("gatehouse-rpc-") || t.getName().contains("WebSocket"))
        .collect(Collectors.toSet());
  }

  /** A busy machine may take longer than calls should wait here; then it is tried again. */
  private static RpcConnection open(HttpClient client, LoopbackNode node) {
    for (int attempt = 1; ; attempt++) {
      try {
        return RpcConnection.open(client, node.uri(), Duration.ofMillis(40), 1000);
      } catch (ConnectionException e) {
        if (attempt == 50) {
          throw e;
        }
      }
    }
  }

  @Test
  void whateverGoesWrongEveryCallEndsAndNoSocketOrThreadStays() throws Exception {
    HttpClient client = HttpClient.newHttpClient();
    Random random = new Random(11);
    LoopbackNode node = LoopbackNode.start();
    for (int i = 0; i < 100; i++) {
      RpcConnection connection = open(client, node);
      List<CompletableFuture<?>> calls = new ArrayList<>();
      calls.add(connection.subscribe("chain_subscribeNewHeads", head -> {}));
      for (int k = 0; k < 4; k++) {
        node.faults().next("system_chain", FAULTS.get(random.nextInt(FAULTS.size())));
        CompletableFuture<JsonNode> call = connection.call("system_chain");
        calls.add(call);
      }
      for (CompletableFuture<?> call : calls) {
        try {
          call.get(10, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
          assertThat(e.getCause()).isInstanceOfAny(ConnectionException.class, RpcException.class);
        }
      }
      connection.close();
      node.faults().clear();
    }
    Waiting.until("the sockets are free", () -> node.openConnections() == 0);
    assertThat(node.acceptedConnections()).isGreaterThanOrEqualTo(100);
    node.close();
    Waiting.until("the threads are gone", () -> threads().isEmpty());
  }
}
