package org.gatehouse.metagraph.adapters.subtensor.rpc;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.gatehouse.metagraph.adapters.subtensor.loopback.Fault;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Faults that end the connection, and with it every call. */
class RpcLostTest extends FaultyNode {

  @Test
  void whenTheNodeClosesIt() {
    endsEverything(
        Fault.close(4001, "go\taway"),
        "the node closed the connection (status 4001: go\\u0009away)");
  }

  @Test
  void whenTheNodeClosesItWithoutAReason() {
    endsEverything(Fault.close(1000, ""), "the node closed the connection (status 1000)");
  }

  private void isLost(Fault fault) {
    connection.close();
    connection = open(Duration.ofMillis(400));
    node.faults().next(fault);

    CompletableFuture<JsonNode> call = connection.call("system_chain");

    assertThat(Waiting.result(connection.ended()))
        .hasMessageStartingWith(where + ": the connection was lost (");
    Waiting.until("the call has ended", call::isDone);
  }

  @Test
  void whenTheSocketIsCut() {
    endsEverything(
        Fault.cut(), "the connection was lost (the node closed the connection without saying so)");
  }

  @RepeatedTest(5)
  void whenTheSocketIsCutAfterAnAnswer() {
    isLost(Fault.answerThenCut());
  }

  @RepeatedTest(5)
  void whenTheSocketIsCutInTheMiddleOfAnAnswer() {
    isLost(Fault.halfThenCut());
  }

  @Test
  void whenTheSocketIsCutInTheMiddleOfAFrame() {
    isLost(Fault.halfFrame().then(Fault.after(Duration.ofMillis(20), Fault.cut())));
  }

  @Test
  void whenTheNodeFallsSilent() {
    connection.close();
    connection = open(Duration.ofMillis(60));
    CountDownLatch proceed = new CountDownLatch(1);
    node.chain().extend(1, (block, function, in) -> await(proceed));
    CompletableFuture<JsonNode> call = connection.call("state_call", "f", "0x");

    assertThat(Waiting.result(connection.ended()))
        .hasMessage(where + ": the node went silent and answers no pings");
    assertThat(Waiting.failure(call, ConnectionException.class))
        .hasMessage(where + ": state_call f: no answer within 60 ms");
    proceed.countDown();
  }

  private byte[] await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return new byte[1];
  }

  @Test
  void butNotWhileTheNodeAnswersPings() throws InterruptedException {
    connection.close();
    connection = open(Duration.ofMillis(60));

    // Longer than silence is suffered.
    Thread.sleep(300);
    assertThat(connection.ended()).isNotDone();
  }

  @Test
  void whenItIsClosedInTheMiddleOfAnAnswer() {
    endsEverything(
        Fault.halfThenClose(1011, "sorry"), "the node closed the connection (status 1011: sorry)");
  }

  @Test
  void whenTheNodeSendsABinaryMessage() {
    endsEverything(Fault.binary(), "expected text, the node sent a binary message");
  }

  @Test
  void whenAMessageIsTooLong() {
    endsEverything(
        Fault.huge(MAX_CHARS + 1), "the node sent a message of more than 65536 characters");
  }

  @Test
  void butAMessageOfTheGreatestLengthIsReadFirst() {
    endsEverything(
        Fault.huge(MAX_CHARS),
        "expected a JSON-RPC message, the node sent an array of messages: ["
            + " ".repeat(159)
            + "... (65536 characters)");
  }

  @Test
  void whenAMessageIsTooLongInParts() {
    endsEverything(
        reply -> {
          for (int i = 0; i < 70; i++) {
            reply.sendPart(" ".repeat(1000), false);
          }
        },
        "the node sent a message of more than 65536 characters");
  }

  @Test
  void whenANotificationIsLong() {
    connection.close();
    connection = RpcConnection.open(CLIENT, node.uri(), Duration.ofSeconds(5));
    String begin = "{\"method\":\"m\",\"params\":{\"subscription\":1,\"result\":\"";
    endsEverything(
        Fault.text(begin + "x".repeat(1 << 16) + "\"}}"),
        "expected a JSON-RPC message, the node sent a notification of more than 65536"
            + " characters: "
            + begin
            + "x".repeat(160 - begin.length())
            + "... ("
            + (begin.length() + (1 << 16) + 3)
            + " characters)");
  }

  @Test
  void whenTheFrameIsNone() {
    endsEverything(
        Fault.raw(new byte[] {(byte) 0xFF, 0x01, 0x00}),
        "the connection was lost (Unexpected rsv1 bit)");
  }

  @Test
  void whenTheTextIsNotUnicode() {
    endsEverything(
        Fault.raw(new byte[] {(byte) 0x81, 1, (byte) 0xC0}),
        "the connection was lost (the node sent text that is not UTF-8)");
  }

  @Test
  void whenTheNodeSendsNoJson() {
    endsEverything(
        Fault.text("<html>\u001b[2J\n</html>"),
        "expected a JSON-RPC message, the node sent something that is not JSON (Unexpected"
            + " character ('<' (code 60)): expected a valid value (JSON String, Number, Array,"
            + " Object or token 'null', 'true' or 'false')): <html>\\u001b[2J\\u000a</html>");
  }

  @Test
  void whenMoreFollowsTheMessage() {
    node.faults().next(Fault.text("{\"id\":1,\"result\":1} {}"));
    ConnectionException failure =
        Waiting.failure(connection.call("system_chain"), ConnectionException.class);
    assertThat(failure)
        .hasMessageStartingWith(
            where + ": expected a JSON-RPC message, the node sent something that is not JSON (")
        .hasMessageContaining("{\"id\":1,\"result\":1} {}");
  }

  @Test
  void whenANameComesTwice() {
    node.faults().next(Fault.text("{\"id\":$id,\"result\":1,\"result\":2}"));
    assertThat(Waiting.failure(connection.call("system_chain"), ConnectionException.class))
        .hasMessageContaining("Duplicate");
  }

  @Test
  void whenTheNestingIsDeep() {
    String deep = "{\"id\":1,\"result\":" + "[".repeat(10_000) + "]".repeat(10_000) + "}";
    node.faults().next(Fault.text(deep));
    assertThat(Waiting.failure(connection.call("system_chain"), ConnectionException.class))
        .hasMessageContaining("nesting depth (101) exceeds the maximum allowed (100")
        .hasMessageEndingWith("... (20018 characters); system_chain was not answered");
  }

  @Test
  void whenANumberIsLong() {
    node.faults().next(Fault.text("{\"id\":$id,\"result\":" + "9".repeat(1001) + "}"));
    assertThat(Waiting.failure(connection.call("system_chain"), ConnectionException.class))
        .hasMessageContaining("Number value length (1001) exceeds the maximum allowed (1000");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      value = {
        "7|JSON that is no object",
        "null|JSON that is no object",
        "[]|an array of messages",
        "[{\"id\":1,\"result\":1}]|an array of messages",
        "{}|an object that is neither an answer nor a notification",
        "{\"result\":1}|an object that is neither an answer nor a notification",
        "{\"id\":null,\"result\":1}|an object that is neither an answer nor a notification",
        "{\"id\":null,\"error\":{\"code\":-32700}}|an error that names no call",
        "{\"error\":{\"code\":-32700}}|an error that names no call",
        "{\"id\":3,\"result\":1}|an answer to a call that was never made",
        "{\"id\":0,\"result\":1}|an answer to a call that was never made",
        "{\"id\":-1,\"result\":1}|an answer to a call that was never made",
        "{\"id\":1.5,\"result\":1}|an id that is not of this connection's calls",
        "{\"id\":\"x\",\"result\":1}|an id that is not of this connection's calls",
        "{\"id\":\"01\",\"result\":1}|an id that is not of this connection's calls",
        "{\"id\":[1],\"result\":1}|an id that is not of this connection's calls",
        "{\"id\":true,\"result\":1}|an id that is not of this connection's calls",
        "{\"id\":99999999999999999999,\"result\":1}|an id that is not of this connection's calls",
        "{\"method\":\"m\",\"params\":{\"subscription\":\"s\"}}|a notification without a result",
        "{\"method\":\"m\",\"params\":[]}|an object that is neither an answer nor a notification",
        "{\"method\":\"m\",\"params\":{\"subscription\":null,\"result\":1}}"
            + "|an object that is neither an answer nor a notification",
      })
  void whenNobodyKnowsWhomAMessageIsFor(String text, String found) {
    endsEverything(text, found);
  }
}
