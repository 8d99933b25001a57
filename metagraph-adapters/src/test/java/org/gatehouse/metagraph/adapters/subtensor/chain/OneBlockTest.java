package org.gatehouse.metagraph.adapters.subtensor.chain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Function;
import org.gatehouse.api.metagraph.Metagraph;
import org.gatehouse.api.metagraph.MetagraphException;
import org.gatehouse.metagraph.adapters.subtensor.loopback.LoopbackBlock;
import org.gatehouse.metagraph.adapters.subtensor.loopback.MetagraphAnswers;
import org.gatehouse.metagraph.adapters.subtensor.loopback.RuntimeAnswers;
import org.gatehouse.metagraph.adapters.subtensor.rpc.RpcException;
import org.junit.jupiter.api.Test;

class OneBlockTest extends SubnetReading {

  @Test
  void everythingIsAskedAtOneBlockWhileTheChainGoesOn() {
    List<Long> blocks = Collections.synchronizedList(new ArrayList<>());
    RuntimeAnswers[] moving = new RuntimeAnswers[1];
    moving[0] =
        (block, function, arguments) -> {
          blocks.add(block.number());
          node.chain().extendFinal(343, moving[0]);
          return MetagraphAnswers.of(NETWORK).call(block, function, arguments);
        };
    node.chain().extendFinal(343, moving[0]);
    Metagraph read = read().metagraph();
    assertThat(blocks).containsExactly(1L, 1L);
    assertThat(read.block()).isEqualTo(1);
    assertThat(node.chain().finalizedHead().number()).isEqualTo(3);
  }

  @Test
  void theSameBlockIsNotReadAgain() {
    block(343);
    Reading first = read();
    asked.clear();
    assertThat(reader.read(connection, first)).isSameAs(first);
    assertThat(asked).isEmpty();
  }

  @Test
  void anOlderBlockIsRefused() {
    block(195);
    block(195);
    Reading before = read();
    LoopbackBlock old = node.chain().at(1);
    node.faults().next("chain_getFinalizedHead", reply -> reply.send(hash(reply.id(), old)));
    assertThatThrownBy(() -> reader.read(connection, before))
        .isInstanceOf(MetagraphException.class)
        .hasMessage(node.uri() + ": its finalized block is 1, behind block 2 that was read before");
  }

  private String hash(Object id, LoopbackBlock block) {
    return "{\"jsonrpc\":\"2.0\",\"id\":" + id + ",\"result\":\"" + block.hash() + "\"}";
  }

  @Test
  void aNumberedBlockIsReadAndAMissingOneIsNamed() {
    block(195);
    block(195);
    Function<Long, Reading> at =
        number ->
            new SubnetReader(null, NETUID, BlockChoice.parse("" + number).orElseThrow())
                .read(connection, null);
    assertThat(at.apply(1L).metagraph().block()).isEqualTo(1);
    assertThatThrownBy(() -> at.apply(9L))
        .isInstanceOf(MetagraphException.class)
        .hasMessage(node.uri() + ": expected block 9, found no such block");
  }

  @Test
  void theBestBlockMayBeAheadOfTheFinalizedOne() {
    block(195);
    node.chain().extend();
    assertThat(read().metagraph().block()).isEqualTo(1);
    SubnetReader best = new SubnetReader(null, NETUID, BlockChoice.BEST);
    assertThat(best.read(connection, null).metagraph().block()).isEqualTo(2);
  }

  @Test
  void aDiscardedBlockIsSaidToBeOne() {
    block(343);
    node.chain().pruneTo(1);
    assertThatThrownBy(this::read)
        .isInstanceOf(RpcException.class)
        .hasMessageContaining("State already discarded");
  }
}
