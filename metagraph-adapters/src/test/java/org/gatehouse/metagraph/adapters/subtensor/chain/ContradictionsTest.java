package org.gatehouse.metagraph.adapters.subtensor.chain;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.gatehouse.api.metagraph.Metagraph;
import org.gatehouse.api.metagraph.MetagraphException;
import org.gatehouse.api.metagraph.Neuron;
import org.gatehouse.metagraph.adapters.subtensor.loopback.Accounts;
import org.gatehouse.metagraph.adapters.subtensor.loopback.Fault;
import org.gatehouse.metagraph.adapters.subtensor.loopback.MetagraphAnswers;
import org.gatehouse.metagraph.adapters.subtensor.loopback.RuntimeAnswers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ContradictionsTest extends SubnetReading {

  @Test
  void answersAboutDifferentPeersAreRefused() {
    List<Neuron> others = new ArrayList<>(NETWORK.neurons());
    others.set(2, Neuron.of(2, Accounts.ss58("somebody else")));
    mixed(Metagraph.of(NETUID, 0, others));
    assertThatThrownBy(this::read)
        .isInstanceOf(MetagraphException.class)
        .hasMessage(
            node.uri()
                + ": "
                + SELECTIVE
                + ": hotkeys[2]: expected "
                + Accounts.ss58("hotkey 2")
                + " as in the list of neurons, found "
                + Accounts.ss58("somebody else")
                + " (block 1, runtime 343)");
  }

  @Test
  void answersAboutMoreOrFewerPeersAreRefused() {
    mixed(Metagraph.of(NETUID, 0, NETWORK.neurons().subList(0, 3)));
    assertThatThrownBy(this::read)
        .hasMessageContaining(SELECTIVE + ": hotkeys: expected 4, found 3");
  }

  /** Has the columns tell of other peers than the list does. */
  private void mixed(Metagraph columns) {
    RuntimeAnswers list = MetagraphAnswers.of(NETWORK);
    RuntimeAnswers other = MetagraphAnswers.of(columns);
    node.chain()
        .extendFinal(
            343,
            (block, function, arguments) ->
                (function.equals(LITE) ? list : other).call(block, function, arguments));
  }

  @Test
  void anAnswerAboutAnotherSubnetIsRefused() {
    RuntimeAnswers answers = MetagraphAnswers.of(NETWORK);
    node.chain()
        .extendFinal(
            195, (block, function, arguments) -> answers.call(block, function, new byte[] {7, 0}));
    SubnetReader eight = new SubnetReader(null, 8, BlockChoice.FINALIZED);
    assertThatThrownBy(() -> eight.read(connection, null))
        .hasMessageContaining(LITE + ": netuid: expected 8, found 7 (block 1, runtime 195)");
  }

  @Test
  void brokenBytesAreNamedWithTheirPlace() {
    node.chain().extendFinal(195, (block, function, arguments) -> new byte[] {4, 1, 2});
    assertThatThrownBy(this::read)
        .isInstanceOf(MetagraphException.class)
        .hasMessageStartingWith(node.uri() + ": " + LITE + ": ")
        .hasMessageContaining("neurons")
        .hasMessageEndingWith("(block 1, runtime 195)");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "chain_getFinalizedHead",
        "chain_getHeader",
        "state_getRuntimeVersion",
        "state_call"
      })
  void answersOfAnotherShapeAreRefused(String method) {
    block(343);
    for (String result : List.of("null", "\"0x\"", "7", "[]", "{\"number\":\"x\"}", "true")) {
      node.faults()
          .next(method, Fault.text("{\"jsonrpc\":\"2.0\",\"id\":$id,\"result\":" + result + "}"));
      assertThatThrownBy(this::read)
          .as("%s answers %s", method, result)
          .isInstanceOf(MetagraphException.class)
          .hasMessageStartingWith(node.uri() + ": ")
          .hasMessageContaining("expected");
    }
  }

  @Test
  void twoPeersWithOneUidAreNamedWithNodeAndBlock() {
    RuntimeAnswers answers =
        (block, function, arguments) -> {
          byte[] one =
              MetagraphAnswers.of(Metagraph.of(NETUID, 0, List.of(peer(0))))
                  .call(block, function, arguments);
          int length = one.length - 1;
          byte[] twice = new byte[1 + 2 * length];
          twice[0] = 2 << 2;
          System.arraycopy(one, 1, twice, 1, length);
          System.arraycopy(one, 1, twice, 1 + length, length);
          return twice;
        };
    node.chain().extendFinal(261, answers);
    node.turnOff(FULL);
    node.turnOff(STATE);
    assertThatThrownBy(this::read)
        .isInstanceOf(MetagraphException.class)
        .hasMessage(
            node.uri()
                + ": "
                + LITE
                + ": uid 0 appears twice; uids are unique (block 1, runtime 261)");
  }

  @Test
  void aBlockNumberThatIsNotItsHashsIsRefused() {
    block(195);
    node.faults()
        .next(
            "chain_getHeader",
            Fault.text("{\"jsonrpc\":\"2.0\",\"id\":$id,\"result\":{\"number\":\"0x0\"}}"));
    assertThatThrownBy(this::read)
        .isInstanceOf(MetagraphException.class)
        .hasMessage(
            node.uri()
                + ": expected block 0 to have the hash "
                + node.chain().finalizedHead().hash()
                + ", found "
                + node.chain().genesisHash());
  }

  @Test
  void aSubnetThatOneAnswerDoesNotHaveIsNamed() {
    mixed(Metagraph.of(8, 0, List.of()));
    assertThatThrownBy(this::read)
        .hasMessageContaining(
            SELECTIVE
                + ": expected a subnet of 4 peers, as in the list of neurons, found none (block 1,"
                + " runtime 343)");
  }
}
