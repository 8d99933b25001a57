package org.gatehouse.metagraph.adapters.subtensor.rpc;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.gatehouse.metagraph.adapters.subtensor.loopback.Fault;
import org.gatehouse.metagraph.adapters.subtensor.loopback.NodeError;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Faults that the connection survives. */
class RpcFaultTest extends FaultyNode {

  @Nested
  class OnlyTheCallFails {

    @ParameterizedTest
    @CsvSource(
        delimiter = '|',
        quoteCharacter = '\0',
        value = {
          "{\"id\":1}|an answer with neither a result nor an error",
          "{\"id\":1,\"result\":1,\"error\":{}}|an answer with both a result and an error",
          "{\"id\":1,\"error\":\"busy\"}|an error without a code and a message",
          "{\"id\":1,\"error\":{\"code\":1}}|an error without a code and a message",
          "{\"id\":1,\"error\":null}|an error without a code and a message",
          "{\"id\":1,\"error\":{\"code\":2147483648,\"message\":\"m\"}}"
              + "|an error without a code and a message",
        })
    void whenItsAnswerIsNone(String text, String found) {
      node.faults().next(Fault.text(text));

      assertThat(Waiting.failure(connection.call("system_chain"), ConnectionException.class))
          .hasMessage(
              where + ": system_chain: expected a JSON-RPC answer, found " + found + ": " + text);
      stillWorks();
    }

    @Test
    void whenTheNodeSaysThatItCannot() {
      node.faults().next(Fault.error(NodeError.busy()));

      RpcException failure = Waiting.failure(connection.call("system_chain"), RpcException.class);
      assertThat(failure)
          .hasMessage(
              where
                  + ": system_chain: the node answered error -32005: Server is busy, try again"
                  + " later");
      assertThat(failure.isUnavailable()).isFalse();
      stillWorks();
    }

    @Test
    void whenTheNodeSaysNothing() {
      impatient();
      node.faults().next(Fault.silence());

      assertThat(Waiting.failure(connection.call("system_chain"), ConnectionException.class))
          .hasMessage(where + ": system_chain: no answer within 250 ms");
      stillWorks();
    }

    @Test
    void whenHalfAnAnswerComes() {
      impatient();
      node.faults().next(Fault.half());

      assertThat(Waiting.failure(connection.call("system_chain"), ConnectionException.class))
          .hasMessage(where + ": system_chain: no answer within 250 ms");
    }

    @Test
    void whenHalfAFrameComes() {
      impatient();
      node.faults().next(Fault.halfFrame());

      // The node's answers to pings are taken for the rest of the frame.
      assertThat(Waiting.failure(connection.call("system_chain"), ConnectionException.class))
          .hasMessageMatching(
              where
                  + ": (system_chain: no answer within 250 ms|the connection was lost \\(the node"
                  + " sent text that is not UTF-8\\); system_chain was not answered)");
    }

    @Test
    void whenItsAnswerIsLate() {
      impatient();
      node.faults().next(Fault.slow(Duration.ofMillis(300)));

      assertThat(Waiting.failure(connection.call("system_chain"), ConnectionException.class))
          .hasMessage(where + ": system_chain: no answer within 250 ms");
      // This answer comes after the late one, which nobody waits for.
      node.faults().next(Fault.slow(Duration.ofMillis(100)));
      stillWorks();
    }
  }

  @Nested
  class ItDoesNotMatter {

    @Test
    void thatAnAnswerComesTwice() {
      node.faults().next(Fault.twice());

      assertThat(Waiting.result(connection.call("system_chain")).textValue()).isEqualTo("Loopback");
      stillWorks();
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "{\"id\":\"1\",\"result\":\"Loopback\"}",
          "{\"id\":1,\"result\":\"Loopback\",\"error\":null}",
          " {\"result\":\"Loopback\",\"more\":1e999999999,\"id\":1}\n",
        })
    void thatAnAnswerIsWrittenInAnotherWay(String text) {
      node.faults().next(Fault.text(text));

      assertThat(Waiting.result(connection.call("system_chain")).textValue()).isEqualTo("Loopback");
      stillWorks();
    }

    @Test
    void thatTheNodeTellsOfASubscriptionThatNobodyHas() {
      node.push("{\"method\":\"m\",\"params\":{\"subscription\":5,\"result\":1}}");

      stillWorks();
    }

    @Test
    void thatAnErrorHasANullForTheResult() {
      node.faults()
          .next(
              Fault.text(
                  "{\"id\":1,\"result\":null,\"error\":{\"code\":7,\"message\":\"m\","
                      + "\"data\":{\"why\":\"\\u0007\"}}}"));

      assertThat(Waiting.failure(connection.call("system_chain"), RpcException.class))
          .hasMessage(
              where + ": system_chain: the node answered error 7: m (data: {\"why\":\"\\u0007\"})");
      stillWorks();
    }
  }
}
