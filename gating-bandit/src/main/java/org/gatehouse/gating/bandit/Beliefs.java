package org.gatehouse.gating.bandit;

import java.util.ArrayList;
import java.util.List;
import org.gatehouse.api.Uids;
import org.gatehouse.api.gating.ScoreParts;
import org.gatehouse.api.gating.SnapshotException;

/**
 * What is believed of all peers: a hierarchical Bayesian linear regression, and a memory.
 *
 * <p>With the features x of a message (a constant and where it lies in a {@link Basis}), a reward
 * of peer p is taken for
 *
 * <pre>  v x + e + w_p x + noise</pre>
 *
 * where v x is what anybody earns for such messages, e what makes this very event easier or harder
 * for all, and w_p what tells the peer from others. All of them are normal with mean 0, and how
 * widely they vary is estimated along the way ({@link Variances}). A peer of which nothing is known
 * has w_p = 0 with that variance. The event's e is estimated from the rewards of the others that
 * were asked, so that a peer is not praised for an easy question. What the lines miss is looked up
 * in {@link Memory}.
 *
 * <p>For use by one thread at a time, or by many that change nothing.
 */
final class Beliefs {

  /** The features of the first messages are coordinates; the basis is renewed at its doublings. */
  private static final long FIRST_BASIS = 32;

  private static final double LEVEL_CONSTANT = 1;
  private static final double LEVEL_OTHERS = 0.3;
  private static final double LEVEL_NOISE = 1;

  /** Nothing is known of what anybody earns before the first event. */
  private static final double UNKNOWN = 1e6;

  private final LearningSettings settings;
  private final Inputs inputs;
  private final RewardMoments rewards;
  private final EventMoments events;
  private final Regression level;
  private final Peers peers;
  private final Memory memory;
  private Basis basis;
  private Variances variances;

  private Beliefs(
      LearningSettings settings,
      Inputs inputs,
      RewardMoments rewards,
      EventMoments events,
      Regression level,
      Peers peers,
      Memory memory,
      Basis basis,
      Variances variances) {
    this.settings = settings;
    this.inputs = inputs;
    this.rewards = rewards;
    this.events = events;
    this.level = level;
    this.peers = peers;
    this.memory = memory;
    this.basis = basis;
    this.variances = variances;
  }

  /** Nothing is believed yet. */
  static Beliefs none(LearningSettings settings, int dimension, int numUids) {
    int components = Math.min(settings.components(), dimension);
    Basis basis = Basis.first(components, dimension);
    Beliefs none =
        new Beliefs(
            settings,
            Inputs.none(dimension),
            RewardMoments.none(),
            EventMoments.none(),
            new Regression(basis.size()),
            new Peers(settings, basis.size(), numUids),
            new Memory(),
            basis,
            Variances.guessed(components));
    none.concludeLevel();
    return none;
  }

  private void concludeLevel() {
    level.conclude(LEVEL_NOISE, LEVEL_CONSTANT, LEVEL_OTHERS / (basis.size() - 1));
  }

  /** Returns what to expect for a message. */
  Forecast forecast(float[] representation) {
    View view = view(representation);
    float[] scores = new float[peers.numUids()];
    float[] deviations = new float[scores.length];
    for (int uid = 0; uid < scores.length; uid++) {
      double deviation = view.deviation(uid, peers);
      double expected = view.everyone + view.expected(uid, peers);
      scores[uid] = within(expected + settings.optimism() * deviation);
      deviations[uid] = within(deviation);
    }
    return new Forecast(scores, deviations);
  }

  /** Rewards may be so large that a score above them all would be infinite. */
  private static float within(double score) {
    return (float) Math.max(-Float.MAX_VALUE, Math.min(Float.MAX_VALUE, score));
  }

  /**
   * A message as the beliefs of this moment see it.
   *
   * @param x its features
   * @param products of its features
   * @param unit the variance of rewards
   * @param stranger the variance of a stranger
   * @param everyone what anybody is expected to earn
   * @param memory what like messages add for each peer; nothing for strangers
   */
  private record View(
      double[] x,
      float[] products,
      double unit,
      double stranger,
      double everyone,
      double[] memory) {

    double expected(int uid, Peers peers) {
      return peers.mean(uid, x) + memory[uid];
    }

    double deviation(int uid, Peers peers) {
      return Math.sqrt(unit * peers.variance(uid, products, stranger));
    }
  }

  private View view(float[] representation) {
    double[] x = basis.features(representation);
    double unit = rewards.variance();
    double[] says = memory.says(memory.recall(representation), peers, settings, inputs.count());
    double trust = memory.trust(unit);
    for (int uid = 0; uid < says.length; uid++) {
      says[uid] *= trust;
    }
    return new View(
        x,
        Symmetric.products(x),
        unit,
        variances.ofStranger(x),
        rewards.isEmpty() ? 0 : rewards.origin() + level.mean(x),
        says);
  }

  /** Returns what the scores of some uids are made of. */
  List<ScoreParts> parts(float[] representation, Uids uids) {
    View view = view(representation);
    List<ScoreParts> parts = new ArrayList<>();
    for (int uid : uids.toArray()) {
      double deviation = view.deviation(uid, peers);
      double constant = peers.constant(uid);
      parts.add(
          new ScoreParts(
              uid,
              within(view.everyone),
              within(constant),
              within(view.expected(uid, peers) - constant),
              within(settings.optimism() * deviation),
              within(deviation),
              peers.rewards(uid)));
    }
    return parts;
  }

  /**
   * What one event taught.
   *
   * @param loss mean squared difference between what was expected and what was earned
   * @param gradient length of the derivative of that by what was expected of each
   */
  record Lesson(double loss, double gradient) {}

  /** Learns what some peers earned for a message. */
  Lesson learn(float[] representation, Uids uids, float[] earned) {
    boolean first = rewards.isEmpty();
    double[] own = new double[earned.length];
    for (int i = 0; i < own.length; i++) {
      own[i] = rewards.add(earned[i]);
    }
    double unit = rewards.variance();
    double[] x = basis.features(representation);
    float[] products = Symmetric.products(x);
    double stranger = variances.ofStranger(x);
    double everyone = first ? rewards.mean() : level.mean(x);
    double spread = first ? UNKNOWN : variances.events() + level.variance(x);
    double trust = memory.trust(unit);
    Episodes.Recall recall = memory.recall(representation);
    double[] says = memory.says(recall, peers, settings, inputs.count());
    EventView event = new EventView(everyone, 1 / (unit * spread));
    double[] expected = new double[earned.length];
    double squares = 0;
    for (int i = 0; i < earned.length; i++) {
      int uid = uids.get(i);
      expected[i] = peers.mean(uid, x) + trust * says[uid];
      double variance = peers.variance(uid, products, stranger) + variances.noise();
      event.add(own[i] - expected[i], 1 / (unit * variance));
      double error = everyone + expected[i] - own[i];
      squares += error * error;
    }
    if (!first && rewards.differ()) {
      events.add(event.deviation(), 1 / event.precision());
    }
    level.fade(settings.kept(1));
    level.add(x, event.mean(), unit / (unit * variances.events() + 1 / event.ownPrecision()));
    memory.begin(recall, x, settings, inputs.count());
    for (int i = 0; i < earned.length; i++) {
      int uid = uids.get(i);
      double target = own[i] - event.without(i);
      double weight = 1 / (1 + 1 / (event.precisionWithout(i) * variances.noise() * unit));
      memory.add(uid, target, says[uid], target - expected[i] + trust * says[uid]);
      peers.add(uid, x, target, weight, inputs.count());
    }
    conclude(representation, uids, unit);
    return new Lesson(squares / earned.length, 2 * Math.sqrt(squares) / earned.length);
  }

  private void conclude(float[] representation, Uids uids, double unit) {
    concludeLevel();
    peers.conclude(uids, variances, unit, inputs.count());
    variances =
        Variances.of(peers.evidence(), events.squares() / unit, events.count(), basis.size() - 1);
    inputs.add(representation);
    if (Long.bitCount(inputs.count()) == 1 && inputs.count() >= FIRST_BASIS) {
      Basis next = basis.renewed(inputs, inputs.count() == FIRST_BASIS);
      double[][] turned = next.from(basis);
      basis = next;
      level.turn(turned);
      concludeLevel();
      peers.turn(turned, variances, unit);
      memory.look(basis);
    }
  }

  /** Forgets some peers, and has room for so many. */
  void forget(Uids uids, int numUids) {
    peers.forget(uids, numUids);
    memory.forget(uids);
  }

  /** Writes all of it down. */
  void write(Tensors.Writer to) {
    inputs.write(to);
    rewards.write(to);
    events.write(to);
    to.doubles("level", level.numbers());
    to.longs("level.count", new long[] {level.count()});
    peers.write(to);
    memory.write(to);
    basis.write(to);
    variances.write(to);
  }

  /**
   * Reads what was written down.
   *
   * @throws SnapshotException if it is not of these settings and this dimension, or damaged
   */
  static Beliefs read(Tensors.Reader from, LearningSettings settings, int dimension, int numUids) {
    int features = Math.min(settings.components(), dimension) + 1;
    Basis basis = Basis.read(from, features - 1, dimension);
    return new Beliefs(
        settings,
        Inputs.read(from, dimension),
        RewardMoments.read(from),
        EventMoments.read(from),
        Regression.of(
            from.doubles("level", Regression.length(features)),
            features,
            from.longs("level.count", 1)[0]),
        Peers.read(from, settings, features, numUids),
        Memory.read(from, basis, numUids),
        basis,
        Variances.read(from));
  }
}
