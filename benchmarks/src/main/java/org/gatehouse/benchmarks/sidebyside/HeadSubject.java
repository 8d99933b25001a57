package org.gatehouse.benchmarks.sidebyside;

import java.util.SplittableRandom;
import org.gatehouse.api.gating.GateScores;

/**
 * A gate of some size in its daily round: it scores, some of its peers are asked and rewarded, and
 * now and then peers are replaced. Used by one thread.
 */
final class HeadSubject implements AutoCloseable {

  /** Peers that are asked. */
  static final int ASKED = 50;

  private static final double REPLACED = 0.05;

  private final SplittableRandom random = new SplittableRandom(9);
  private final Networks networks;
  private final PlainGate gate;
  private final int uids;
  private GateScores asked;
  private float[] rewards = new float[0];

  HeadSubject(int uids, int hidden) {
    this.uids = uids;
    networks = new Networks(uids, REPLACED);
    gate = new PlainGate(hidden, networks.latest());
    asked = gate.forward("first");
    ask();
  }

  /** Scores, chooses whom to ask, and draws their rewards. */
  void ask() {
    asked = gate.forward("message").select(Networks.uids(random, uids, ASKED));
    rewards = new float[ASKED];
    for (int i = 0; i < ASKED; i++) {
      rewards[i] = (float) random.nextDouble();
    }
  }

  /** The scores of all uids. */
  Contender scores() {
    return new Contender(
        Names.GATEHOUSE,
        () -> {
          ask();
          gate.backward(asked, rewards);
        },
        () -> gate.forward("message"));
  }

  /** One step on the rewards of those asked. */
  Contender backward() {
    return new Contender(Names.GATEHOUSE, this::ask, () -> gate.backward(asked, rewards));
  }

  /** Forgets replaced peers. */
  Contender resync() {
    return new Contender(
        Names.GATEHOUSE,
        () -> {
          networks.step();
          ask();
          gate.backward(asked, rewards);
        },
        () -> gate.resync(networks.previous(), networks.latest()));
  }

  PlainGate gate() {
    return gate;
  }

  @Override
  public void close() {
    gate.close();
  }
}
