package org.gatehouse.host.propensity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import com.typesafe.config.ConfigFactory;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.gatehouse.api.Uids;
import org.gatehouse.api.gating.GateScores;
import org.gatehouse.api.metagraph.Metagraph;
import org.gatehouse.api.metagraph.Neuron;
import org.gatehouse.api.selection.PeerSelector;
import org.gatehouse.api.selection.Selection;
import org.gatehouse.api.selection.SelectionRequest;
import org.gatehouse.api.selection.UniformSelectorProvider;
import org.junit.jupiter.api.Test;

final class PropensitiesTest {

  private static final GateScores SCORES =
      GateScores.of(new UUID(0, 1), 0, Uids.range(4), new float[4], "payload");
  private static final Metagraph NETWORK =
      Metagraph.of(
          1, 1, SCORES.uids().stream().mapToObj(uid -> Neuron.of(uid, "hotkey-" + uid)).toList());

  private static Map<Integer, Double> of(PeerSelector selector) {
    return Propensities.of(selector, SCORES, NETWORK, SelectionRequest.of(1));
  }

  private static Selection choice(double propensity, int uid) {
    return new Selection(List.of(new Selection.Choice(uid, 0, propensity)));
  }

  @Test
  void areWhatTheSelectorTells() {
    PeerSelector uniform =
        new UniformSelectorProvider()
            .create(ConfigFactory.parseString("min-exploration = 0, max-share = 1, seed = 1"));
    assertThat(of(uniform))
        .containsExactly(entry(0, 0.25), entry(1, 0.25), entry(2, 0.25), entry(3, 0.25));
  }

  @Test
  void aChoiceThatIsDrawnIsDrawnSixteenTimes() {
    Deque<Selection> draws = new ArrayDeque<>();
    for (int i = 0; i < 16; i++) {
      draws.add(choice(0.9, i < 4 ? 1 : 3));
    }
    assertThat(of((scores, metagraph, request) -> draws.remove()))
        .containsExactly(entry(1, 0.25), entry(3, 0.75));
    assertThat(draws).isEmpty();
  }

  @Test
  void oneDrawTellsAChoiceThatIsCertain() {
    Deque<Selection> draws = new ArrayDeque<>(List.of(choice(1, 2)));
    assertThat(of((scores, metagraph, request) -> draws.remove())).containsExactly(entry(2, 1.0));
  }
}
