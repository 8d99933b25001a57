package org.gatehouse.metagraph.adapters.subtensor.rpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.gatehouse.metagraph.adapters.subtensor.loopback.Fault;
import org.gatehouse.metagraph.adapters.subtensor.loopback.FixtureAnswers;
import org.gatehouse.metagraph.adapters.subtensor.loopback.LoopbackNode;
import org.gatehouse.metagraph.adapters.subtensor.scale.HexText;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RpcConnectionTest {

  private static final Duration TIMEOUT = Duration.ofSeconds(5);
  private static final HttpClient CLIENT = HttpClient.newHttpClient();

  private final LoopbackNode node = LoopbackNode.start();
  private RpcConnection connection;

  @BeforeEach
  void open() {
    connection = RpcConnection.open(CLIENT, node.uri(), TIMEOUT);
  }

  @AfterEach
  void close() {
    connection.close();
    Waiting.until("the socket is free", () -> node.openConnections() == 0);
    node.close();
  }

  @Test
  void aCallHasTheResult() {
    JsonNode properties = Waiting.result(connection.call("system_properties"));

    assertThat(properties.path("ss58Format").intValue()).isEqualTo(42);
    assertThat(connection.name()).isEqualTo(node.uri().toString());
  }

  @Test
  void parametersAreTextNumbersNullAndLists() {
    node.chain().extend(343, (block, function, in) -> in);

    assertThat(
            Waiting.result(
                    connection.call(
                        "subnetInfo_getSelectiveMetagraph", 1, Arrays.asList(0, 7L), null))
                .toString())
        .isEqualTo("[1,0,8,0,0,7,0]");
    assertThat(Waiting.result(connection.call("state_call", "f", "0x0100", null)).textValue())
        .isEqualTo("0x0100");
  }

  @Test
  void aParameterOfAnotherKindIsRefused() {
    assertThatThrownBy(() -> connection.call("chain_getBlockHash", 1.5))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "a parameter of class java.lang.Double; expected text, a whole number, null, a list");
  }

  @Test
  void nullIsAResult() {
    assertThat(Waiting.result(connection.call("chain_getBlockHash", 999)).isNull()).isTrue();
  }

  @Test
  void manyCallsAtOnceHaveTheirOwnResultsInWhateverOrderTheyCome() {
    for (int i = 0; i < 40; i++) {
      node.chain().extend(1, (block, function, in) -> null);
    }
    node.faults().script(method -> Fault.slow(Duration.ofNanos(new Random().nextInt(9_000_000))));

    List<CompletableFuture<JsonNode>> calls =
        IntStream.rangeClosed(0, 40)
            .parallel()
            .mapToObj(i -> connection.call("chain_getBlockHash", i))
            .toList();

    for (int i = 0; i <= 40; i++) {
      assertThat(Waiting.result(calls.get(i)).textValue()).isEqualTo(node.chain().at(i).hash());
    }
  }

  @Test
  void answersMayComeInAnotherOrder() {
    node.faults().next(Fault.afterTheNext()).next(Fault.afterTheNext());

    CompletableFuture<JsonNode> first = connection.call("system_chain");
    CompletableFuture<JsonNode> second = connection.call("system_name");
    assertThat(first).isNotDone();
    CompletableFuture<JsonNode> third = connection.call("chain_getHead");

    assertThat(Waiting.result(first).textValue()).isEqualTo("Loopback");
    assertThat(Waiting.result(second).textValue()).isEqualTo("Loopback node");
    assertThat(Waiting.result(third).textValue()).isEqualTo(node.chain().genesisHash());
  }

  @Test
  void anAnswerOfFourMegabytesInPiecesIsOne() {
    byte[] bytes = new byte[2 << 20];
    new Random(5).nextBytes(bytes);
    node.chain().extend(343, new FixtureAnswers().with(1, "f", bytes));

    for (Fault fault : List.of(Fault.fragments(1), Fault.fragments(997))) {
      node.faults().next(fault);
      JsonNode result = Waiting.result(connection.call("state_call", "f", "0x0100"));
      assertThat(HexText.decode(result.textValue())).isEqualTo(bytes);
    }
  }

  @Test
  void aCallbackMayWaitForAnotherCall() {
    CompletableFuture<String> both =
        connection
            .call("system_chain")
            .thenApply(
                chain ->
                    chain.textValue()
                        + ", "
                        + Waiting.result(connection.call("system_name")).textValue());

    assertThat(Waiting.result(both)).isEqualTo("Loopback, Loopback node");
  }

  @Test
  void anErrorOfTheNodeNamesTheNodeTheCallAndTheCode() {
    node.chain().extend(343, (block, function, in) -> null);

    RpcException unknown = Waiting.failure(connection.call("no_such_method"), RpcException.class);
    assertThat(unknown)
        .hasMessage(
            node.uri() + ": no_such_method: the node answered error -32601: Method not found");
    assertThat(unknown.code()).isEqualTo(-32601);
    assertThat(unknown.isUnavailable()).isTrue();
    assertThat(Waiting.failure(connection.call("state_call", "Api_get", "0x"), RpcException.class))
        .hasMessage(
            node.uri()
                + ": state_call Api_get: the node answered error 4003: Client error: Execution"
                + " failed: Exported method Api_get is not found");
  }

  @Test
  void closingFailsWhatIsNotAnsweredAndFreesTheSocket() {
    node.faults().next(Fault.silence());
    CompletableFuture<JsonNode> call = connection.call("system_chain");

    connection.close();
    connection.close();

    assertThat(Waiting.failure(call, ConnectionException.class))
        .hasMessage(node.uri() + ": the connection was closed here; system_chain was not answered");
    assertThat(Waiting.result(connection.ended()))
        .hasMessage(node.uri() + ": the connection was closed here");
    Waiting.until("the socket is free", () -> node.openConnections() == 0);
  }

  @Test
  void aCallAfterTheEndFailsAtOnce() {
    connection.close();

    assertThat(Waiting.failure(connection.call("system_chain"), ConnectionException.class))
        .hasMessage(node.uri() + ": the connection was closed here; system_chain was not answered");
    assertThat(node.calls("system_chain")).isZero();
  }

  @Test
  void aNodeThatTakesNoGoodbyeLosesItsSocketAllTheSame() {
    // The node's end reads nothing while it waits here.
    node.chain()
        .extend(
            343,
            (block, function, in) -> {
              Waiting.result(connection.ended());
              return new byte[1];
            });
    CompletableFuture<JsonNode> first = connection.call("state_call", "f", "0x");
    Waiting.until("the call is there", () -> node.calls("state_call") == 1);
    // More than the buffers on the way can take, so that the goodbye cannot be sent either.
    CompletableFuture<JsonNode> second = connection.call("state_call", "0x" + "0".repeat(30 << 20));

    connection.close();

    Waiting.failure(first, ConnectionException.class);
    Waiting.failure(second, ConnectionException.class);
    Waiting.until("the socket is free", () -> node.openConnections() == 0);
    assertThat(node.calls("state_call")).isEqualTo(1);
  }
}
