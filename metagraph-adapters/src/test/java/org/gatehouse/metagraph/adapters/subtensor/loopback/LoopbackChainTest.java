package org.gatehouse.metagraph.adapters.subtensor.loopback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LoopbackChainTest {

  private final LoopbackChain chain = new LoopbackChain();
  private final List<String> heard = new ArrayList<>();

  private void listen() {
    chain.observe(
        new LoopbackChain.Observer() {
          @Override
          public void best(LoopbackBlock head) {
            heard.add("best " + head.number());
          }

          @Override
          public void finalized(LoopbackBlock head) {
            heard.add("finalized " + head.number());
          }
        });
  }

  private LoopbackBlock extend() {
    return chain.extend(1, (block, function, in) -> new byte[0]);
  }

  @Test
  void headsAreToldInOrder() {
    listen();
    extend();
    extend();
    chain.finalizeTo(2);
    chain.extendFinal(1, (block, function, in) -> null);

    assertThat(heard)
        .containsExactly("best 1", "best 2", "finalized 1", "finalized 2", "best 3", "finalized 3");
    assertThat(chain.finalizedHead()).isEqualTo(chain.best());
  }

  @Test
  void aForkReplacesTheBestBlocksButForgetsNone() {
    LoopbackBlock one = extend();
    LoopbackBlock two = extend();
    chain.forkAt(1);
    LoopbackBlock other = extend();

    assertThat(other.number()).isEqualTo(2);
    assertThat(other.hash()).isNotEqualTo(two.hash());
    assertThat(other.parentHash()).isEqualTo(one.hash());
    assertThat(chain.at(2)).isEqualTo(other);
    assertThat(chain.withHash(two.hash())).isEqualTo(two);
    assertThat(chain.state(two.hash())).isEqualTo(two);
  }

  @Test
  void whatIsFinalStays() {
    extend();
    extend();
    chain.finalizeTo(2);

    assertThatThrownBy(() -> chain.forkAt(1)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void prunedAndUnknownBlocksHaveNoState() {
    LoopbackBlock one = extend();
    LoopbackBlock two = extend();
    chain.pruneTo(1);

    assertThat(chain.state(two.hash())).isEqualTo(two);
    assertThatThrownBy(() -> chain.state(one.hash()))
        .hasMessage("Client error: UnknownBlock: State already discarded for " + one.hash());
    assertThatThrownBy(() -> chain.state("0x00"))
        .hasMessage("Client error: UnknownBlock: Header was not found in the database: 0x00");
  }

  @Test
  void theChainMayGoOnAtAnyHeight() {
    assertThat(chain.extendAt(6_852_690, 343, (block, function, in) -> null).parentHash())
        .isEqualTo(chain.genesisHash());
    assertThat(chain.at(5)).isNull();
    assertThatThrownBy(() -> chain.extendAt(7, 343, (block, function, in) -> null))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
