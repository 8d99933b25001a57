package org.gatehouse.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.gatehouse.api.gating.Capability;
import org.gatehouse.api.gating.GatingModel;
import org.gatehouse.api.metagraph.Metagraph;

/** Topic 9: a replay gives the same. */
abstract class GateDeterminismRules extends GateRules {

  private static final Metagraph FIRST = GateNetwork.replaced(NETWORK, 4);
  private static final Metagraph BOTH = GateNetwork.replaced(FIRST, 1);

  @Rule(id = "G9.1", says = "The same seed and the same calls give the same, bit for bit.")
  void aReplayGivesTheSame() {
    GatingModel once = open();
    GatingModel again = open();
    assertThat(replay(again)).as("steps and reports of the replay").isEqualTo(replay(once));
    state(once).assertSame("state after the replay", state(again));
  }

  private static List<Object> replay(GatingModel gate) {
    List<Object> events = new ArrayList<>();
    for (int turn = 0; turn < 20; turn++) {
      if (gate.capabilities().contains(Capability.LEARN)) {
        events.add(step(gate, turn));
      }
      if (gate.capabilities().contains(Capability.RESYNC) && turn % 8 == 4) {
        events.add(gate.resync(turn == 4 ? NETWORK : FIRST, turn == 4 ? FIRST : BOTH));
      }
    }
    return events;
  }

  @Rule(id = "G9.2", says = "A fresh row depends on seed, uid and number of resets alone.")
  @Needs(Capability.RESYNC)
  void aFreshRowDependsOnItsUidAndResetsAlone() {
    GatingModel inTwoSteps = open();
    inTwoSteps.resync(NETWORK, FIRST);
    inTwoSteps.resync(FIRST, BOTH);
    GatingModel atOnce = open("num-uids = 12");
    atOnce.resync(NETWORK, BOTH);
    state(inTwoSteps).assertSameScores("scores", ofEight(atOnce));
  }

  private static GateState ofEight(GatingModel gate) {
    GateState state = state(gate);
    return new GateState(
        null,
        state.scores().stream().map(scores -> scores.select(0, 1, 2, 3, 4, 5, 6, 7)).toList());
  }
}
