package org.gatehouse.metagraph.adapters.subtensor.rpc;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RpcExceptionTest {

  private static RpcException error(int code, String message) {
    return new RpcException("ws://h: m", code, message, "");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Client error: Execution failed: Exported method Api_get is not found",
        "Client error: Execution failed: Other: Exported method Api_get is not found",
        "Client error: Execution failed: Execution aborted due to trap: wasm trap: wasm"
            + " `unreachable` instruction executed",
        "Execution failed: Trap: Trap { kind: Unreachable }",
      })
  void aMissingFunctionAndATrapAreUnavailable(String message) {
    assertThat(error(4003, message).isUnavailable()).isTrue();
    assertThat(error(4003, message).isPruned()).isFalse();
    assertThat(new RpcException("w", 1, "Client error", message).isUnavailable()).isTrue();
  }

  @Test
  void anUnknownMethodIsUnavailableWhateverTheWords() {
    assertThat(error(-32601, "UnknownBlock").isUnavailable()).isTrue();
    assertThat(error(-32601, "UnknownBlock").isPruned()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Client error: UnknownBlock: State already discarded for 0x12",
        "Client error: Api called for an unknown Block: State already discarded for 0x12",
        "State already discarded for BlockId::Hash(0x12)",
        "UnknownBlock: Header was not found in the database: 0x12",
      })
  void aBlockWithoutStateIsPruned(String message) {
    assertThat(error(4003, message).isPruned()).isTrue();
    assertThat(error(4003, message).isUnavailable()).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "-32005|Server is busy, try again later",
        "-32029|Too many requests; rate limit is 10",
        "-32603|Internal error",
        "-32602|Invalid params",
        "1|Unable to get neurons lite info: upstream host unreachable",
        "-32000|the subnet was not found",
      })
  void whatMayPassOrIsTheCallersFaultIsNeither(int code, String message) {
    assertThat(error(code, message).isUnavailable()).isFalse();
    assertThat(error(code, message).isPruned()).isFalse();
  }

  @Test
  void aLongMessageIsCutAndEscaped() {
    assertThat(new RpcException("ws://h: m", 1, "a\u001b" + "b".repeat(1000), "\u202e"))
        .hasMessage(
            "ws://h: m: the node answered error 1: a\\u001b"
                + "b".repeat(298)
                + "... (1002 characters) (data: \\u202e)");
  }
}
