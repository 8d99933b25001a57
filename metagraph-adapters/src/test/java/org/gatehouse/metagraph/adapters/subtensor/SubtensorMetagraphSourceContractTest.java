package org.gatehouse.metagraph.adapters.subtensor;

import org.gatehouse.api.metagraph.Metagraph;
import org.gatehouse.api.metagraph.MetagraphSource;
import org.gatehouse.metagraph.adapters.subtensor.loopback.Accounts;
import org.gatehouse.metagraph.adapters.subtensor.loopback.LoopbackNode;
import org.gatehouse.metagraph.adapters.subtensor.loopback.MetagraphAnswers;
import org.gatehouse.testkit.MetagraphSourceContract;
import org.gatehouse.testkit.MetagraphSourceUnderTest;

class SubtensorMetagraphSourceContractTest extends MetagraphSourceContract {

  @Override
  protected MetagraphSourceUnderTest network() {
    LoopbackNode node = LoopbackNode.start();
    return new MetagraphSourceUnderTest() {
      @Override
      public MetagraphSource open() {
        return Sources.of(Sources.settings(node.uri()));
      }

      @Override
      public void publish(Metagraph next) {
        node.refuseHandshakes(false);
        if (next.block() > node.chain().best().number()) {
          // Of a runtime that tells uids one by one, so that there may be gaps.
          node.chain().extendAt(next.block(), 195, MetagraphAnswers.of(next));
          node.chain().finalizeTo(next.block());
        }
      }

      @Override
      public String hotkey(String name) {
        return Accounts.ss58(name);
      }

      @Override
      public void breakIt() {
        node.refuseHandshakes(true);
        node.cutAll();
      }

      @Override
      public void close() {
        node.close();
      }
    };
  }
}
