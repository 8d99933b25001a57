package org.gatehouse.metagraph.adapters.subtensor.loopback;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.gatehouse.api.metagraph.Metagraph;
import org.gatehouse.api.metagraph.Neuron;
import org.gatehouse.metagraph.adapters.subtensor.rpc.RpcConnection;
import org.junit.jupiter.api.Test;

class LoopbackNodeTest {

  private final HttpClient client = HttpClient.newHttpClient();

  @Test
  void aNodeAnswers() throws Exception {
    LoopbackChain chain = new LoopbackChain();
    chain.extendFinal(343, MetagraphAnswers.of(Metagraph.of(7, 1, List.of(Neuron.of(0, "a")))));
    try (LoopbackNode node = LoopbackNode.start(chain);
        RpcConnection connection = RpcConnection.open(client, node.uri(), Duration.ofSeconds(2))) {
      JsonNode hash = connection.call("chain_getFinalizedHead").get(3, TimeUnit.SECONDS);

      assertThat(hash.textValue()).isEqualTo(chain.finalizedHead().hash());
    }
  }
}
