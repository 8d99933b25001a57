package org.gatehouse.gating.bandit;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.gatehouse.api.Uids;
import org.gatehouse.api.gating.ScoreParts;
import org.gatehouse.api.gating.SnapshotException;
import org.jspecify.annotations.Nullable;

/**
 * What is believed of all peers: a hierarchical Bayesian linear regression.
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
 * were asked, so that a peer is not praised for an easy question.
 *
 * <p>For use by one thread at a time, or by many that change nothing.
 */
final class Beliefs {

  /** What is believed of one peer, and what that said of the variances when it was concluded. */
  static final class Peer {
    final Regression regression;
    Variances.Evidence evidence = Variances.Evidence.NONE;

    Peer(Regression regression) {
      this.regression = regression;
    }
  }

  /** The features of the first messages are coordinates; then of how many, doubling each time. */
  private static final long FIRST_BASIS = 16;

  private static final double LEVEL_CONSTANT = 1;
  private static final double LEVEL_OTHERS = 0.3;
  private static final double LEVEL_NOISE = 1;

  /** Nothing is known of what anybody earns before the first event. */
  private static final double UNKNOWN = 1e6;

  /** Peers that were not asked are concluded anew by turns: the variances change meanwhile. */
  private static final int TURNS = 8;

  private final LearningSettings settings;
  private final Inputs inputs;
  private final Regression level;
  private final RewardMoments rewards;
  private Basis basis;
  private Variances variances;
  private @Nullable Peer[] peers;
  private double eventSquares;
  private long events;
  private int turn;

  private Beliefs(
      LearningSettings settings,
      Inputs inputs,
      Regression level,
      RewardMoments rewards,
      Basis basis,
      Variances variances,
      int numUids) {
    this.settings = settings;
    this.inputs = inputs;
    this.level = level;
    this.rewards = rewards;
    this.basis = basis;
    this.variances = variances;
    this.peers = new @Nullable Peer[numUids];
  }

  /** Nothing is believed yet. */
  static Beliefs none(LearningSettings settings, int dimension, int numUids) {
    int components = Math.min(settings.components(), dimension);
    Basis basis = Basis.first(components, dimension);
    Regression level = new Regression(basis.size());
    Beliefs none =
        new Beliefs(
            settings,
            Inputs.none(dimension),
            level,
            new RewardMoments(0, 0, 0),
            basis,
            Variances.guessed(components),
            numUids);
    none.concludeLevel();
    return none;
  }

  private void concludeLevel() {
    level.conclude(LEVEL_NOISE, LEVEL_CONSTANT, LEVEL_OTHERS / (basis.size() - 1));
  }

  /** Returns what to expect for a message. */
  Forecast forecast(float[] representation) {
    double[] x = basis.features(representation);
    double unit = rewards.variance();
    double everyone = rewards.isEmpty() ? 0 : level.mean(x);
    float strangerDeviation = (float) Math.sqrt(unit * strangerVariance(x));
    float strangerScore = (float) (everyone + settings.optimism() * strangerDeviation);
    float[] scores = new float[peers.length];
    float[] deviations = new float[peers.length];
    for (int uid = 0; uid < peers.length; uid++) {
      Peer peer = peers[uid];
      if (peer == null) {
        scores[uid] = strangerScore;
        deviations[uid] = strangerDeviation;
      } else {
        double deviation = Math.sqrt(unit * peer.regression.variance(x));
        scores[uid] =
            (float) (everyone + peer.regression.mean(x) + settings.optimism() * deviation);
        deviations[uid] = (float) deviation;
      }
    }
    return new Forecast(scores, deviations);
  }

  /** The prior variance of a peer's part of a reward, in units of that of rewards. */
  private double strangerVariance(double[] x) {
    double sum = variances.peers();
    for (int i = 1; i < x.length; i++) {
      sum += variances.messages() * x[i] * x[i];
    }
    return sum;
  }

  /** Returns what the scores of some uids are made of. */
  List<ScoreParts> parts(float[] representation, Uids uids) {
    double[] x = basis.features(representation);
    double unit = rewards.variance();
    float everyone = (float) (rewards.isEmpty() ? 0 : level.mean(x));
    List<ScoreParts> parts = new ArrayList<>();
    for (int uid : uids.toArray()) {
      Peer peer = peers[uid];
      double variance = peer == null ? strangerVariance(x) : peer.regression.variance(x);
      float deviation = (float) Math.sqrt(unit * variance);
      double constant = peer == null ? 0 : peer.regression.constant();
      double message = peer == null ? 0 : peer.regression.mean(x) - constant;
      parts.add(
          new ScoreParts(
              uid,
              everyone,
              (float) constant,
              (float) message,
              deviation,
              peer == null ? 0 : peer.regression.count()));
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
    for (float reward : earned) {
      rewards.add(reward);
    }
    double unit = rewards.variance();
    double[] x = basis.features(representation);
    Event event = event(x, uids, earned, unit, first);
    learn(event, x, uids, earned, unit);
    conclude(uids, unit);
    inputs.add(representation);
    if (Long.bitCount(inputs.count()) == 1 && inputs.count() >= FIRST_BASIS) {
      renewBasis(unit);
    }
    return event.lesson();
  }

  /**
   * An event as all who were asked see it together.
   *
   * @param expected of each peer beyond what is expected of anybody
   * @param precisions of each peer's say on the event
   * @param level what was expected of anybody
   * @param levelPrecision how precisely, the event's own effect included
   */
  private record Event(
      double[] expected, double[] precisions, double level, double levelPrecision, Lesson lesson) {}

  private Event event(double[] x, Uids uids, float[] earned, double unit, boolean first) {
    int k = earned.length;
    double[] expected = new double[k];
    double[] precisions = new double[k];
    double everyone = first ? rewards.mean() : level.mean(x);
    double squares = 0;
    for (int i = 0; i < k; i++) {
      Peer peer = peers[uids.get(i)];
      expected[i] = peer == null ? 0 : peer.regression.mean(x);
      double variance = peer == null ? strangerVariance(x) : peer.regression.variance(x);
      precisions[i] = 1 / (unit * (variance + variances.noise()));
      double error = everyone + expected[i] - earned[i];
      squares += error * error;
    }
    double spread = first ? UNKNOWN : variances.events() + level.variance(x);
    Lesson lesson = new Lesson(squares / k, 2 * Math.sqrt(squares) / k);
    return new Event(expected, precisions, everyone, 1 / (unit * spread), lesson);
  }

  private void learn(Event event, double[] x, Uids uids, float[] earned, double unit) {
    double precision = 0;
    double sum = 0;
    for (int i = 0; i < earned.length; i++) {
      precision += event.precisions[i];
      sum += event.precisions[i] * (earned[i] - event.expected[i]);
    }
    double all = precision + event.levelPrecision;
    if (events > 0 || rewards.count() > earned.length) {
      double deviation = (sum - precision * event.level) / all;
      eventSquares += deviation * deviation + 1 / all;
      events++;
    }
    level.add(x, sum / precision, unit / (unit * variances.events() + 1 / precision));
    for (int i = 0; i < earned.length; i++) {
      // What the others say of the event, and what was expected of anybody.
      double others = all - event.precisions[i];
      double told =
          sum
              + event.levelPrecision * event.level
              - event.precisions[i] * (earned[i] - event.expected[i]);
      double target = earned[i] - told / others;
      double weight = 1 / (1 + 1 / (others * variances.noise() * unit));
      peer(uids.get(i)).regression.add(x, target, weight);
    }
  }

  private Peer peer(int uid) {
    Peer peer = peers[uid];
    if (peer == null) {
      peer = new Peer(new Regression(basis.size()));
      peers[uid] = peer;
    }
    return peer;
  }

  private void conclude(Uids uids, double unit) {
    concludeLevel();
    for (int uid : uids.toArray()) {
      conclude(peer(uid), unit);
    }
    int taken = 0;
    for (int i = 0; i < peers.length && taken < TURNS; i++) {
      turn = (turn + 1) % peers.length;
      Peer peer = peers[turn];
      if (peer != null) {
        conclude(peer, unit);
        taken++;
      }
    }
    estimate(unit);
  }

  private void conclude(Peer peer, double unit) {
    peer.regression.conclude(variances.noise(), variances.peers(), variances.messages());
    peer.evidence = peer.regression.says(variances.peers(), variances.messages(), unit);
  }

  private void estimate(double unit) {
    Variances.Evidence all = Variances.Evidence.NONE;
    for (Peer peer : peers) {
      if (peer != null) {
        all = all.plus(peer.evidence);
      }
    }
    variances = Variances.of(all, eventSquares / unit, events, basis.size() - 1);
  }

  private void renewBasis(double unit) {
    Basis next = basis.renewed(inputs, inputs.count() == FIRST_BASIS);
    double[][] turned = next.from(basis);
    basis = next;
    level.turn(turned);
    concludeLevel();
    for (Peer peer : peers) {
      if (peer != null) {
        peer.regression.turn(turned);
        conclude(peer, unit);
      }
    }
  }

  /** Writes all of it down. */
  void write(Tensors.Writer to) {
    int features = basis.size();
    int width = Regression.length(features);
    int[] known = IntStream.range(0, peers.length).filter(uid -> peers[uid] != null).toArray();
    double[] numbers = new double[known.length * width];
    double[] said = new double[known.length * Variances.Evidence.LENGTH];
    long[] counts = new long[known.length];
    for (int i = 0; i < known.length; i++) {
      Peer peer = peer(known[i]);
      System.arraycopy(peer.regression.numbers(), 0, numbers, i * width, width);
      double[] evidence = peer.evidence.numbers();
      System.arraycopy(evidence, 0, said, i * evidence.length, evidence.length);
      counts[i] = peer.regression.count();
    }
    to.longs("peers.uids", Arrays.stream(known).asLongStream().toArray());
    to.longs("peers.rewards", counts);
    to.doubles("peers.regressions", numbers, known.length, width);
    to.doubles("peers.evidence", said, known.length, Variances.Evidence.LENGTH);
    to.doubles("level", level.numbers());
    to.doubles("inputs.mean", inputs.mean());
    to.doubles("inputs.scatter", inputs.scatter());
    to.doubles("basis.centre", basis.centre());
    to.doubles(
        "basis.directions",
        Arrays.stream(basis.directions()).flatMapToDouble(Arrays::stream).toArray(),
        features - 1,
        basis.centre().length);
    to.doubles(
        "moments",
        new double[] {
          rewards.mean(),
          rewards.squares(),
          eventSquares,
          basis.scale(),
          variances.noise(),
          variances.peers(),
          variances.messages(),
          variances.events()
        });
    to.longs("counts", new long[] {inputs.count(), rewards.count(), level.count(), events, turn});
  }

  /**
   * Reads what was written down.
   *
   * @throws SnapshotException if it is not of these settings and this dimension, or damaged
   */
  static Beliefs read(Tensors.Reader from, LearningSettings settings, int dimension, int numUids) {
    int components = Math.min(settings.components(), dimension);
    int width = Regression.length(components + 1);
    double[] moments = from.doubles("moments", 8);
    long[] counts = from.longs("counts", 5);
    double[] flat = from.doubles("basis.directions", components, dimension);
    double[][] directions = new double[components][];
    for (int i = 0; i < components; i++) {
      directions[i] = Arrays.copyOfRange(flat, i * dimension, (i + 1) * dimension);
    }
    Beliefs read =
        new Beliefs(
            settings,
            new Inputs(
                counts[0],
                from.doubles("inputs.mean", dimension),
                from.doubles("inputs.scatter", Symmetric.size(dimension))),
            Regression.of(from.doubles("level", width), components + 1, counts[2]),
            new RewardMoments(counts[1], moments[0], moments[1]),
            new Basis(from.doubles("basis.centre", dimension), directions, moments[3]),
            new Variances(moments[4], moments[5], moments[6], moments[7]),
            numUids);
    read.eventSquares = moments[2];
    read.events = counts[3];
    read.turn = (int) counts[4];
    long[] known = from.uids("peers.uids", numUids);
    long[] rewards = from.longs("peers.rewards", known.length);
    double[] numbers = from.doubles("peers.regressions", known.length, width);
    double[] said = from.doubles("peers.evidence", known.length, Variances.Evidence.LENGTH);
    for (int i = 0; i < known.length; i++) {
      double[] own = Arrays.copyOfRange(numbers, i * width, (i + 1) * width);
      Peer peer = new Peer(Regression.of(own, components + 1, rewards[i]));
      peer.evidence = Variances.Evidence.of(said, i * Variances.Evidence.LENGTH);
      read.peers[(int) known[i]] = peer;
    }
    return read;
  }

  /** Forgets some peers, and has room for so many. */
  void forget(Uids uids, int numUids) {
    peers = Arrays.copyOf(peers, numUids);
    uids.stream().forEach(uid -> peers[uid] = null);
  }
}
