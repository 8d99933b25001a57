package org.gatehouse.gating.bandit;

import org.gatehouse.api.Uids;
import org.gatehouse.api.gating.SnapshotException;

/**
 * What {@link Episodes} of like messages add to what the regressions expect, as far as that has
 * come true. For use by one thread at a time, or by many that change nothing.
 */
final class Memory {

  /** What was earned for like messages counts as nothing so many times. */
  private static final double DOUBTS = 0.3;

  /** It is not trusted before it has explained so many times the variance of rewards. */
  private static final double SCEPTICISM = 200;

  private final Episodes episodes;

  /** The sum of what it said times what turned out to be missing from the regressions. */
  private double products;

  /** The sum of squares of what it said. */
  private double squares;

  private Memory(Episodes episodes, double products, double squares) {
    this.episodes = episodes;
    this.products = products;
    this.squares = squares;
  }

  /** Nothing is remembered. */
  Memory() {
    this(new Episodes(), 0, 0);
  }

  /** Returns what is remembered of messages that are like one, until the next begins. */
  Episodes.Recall recall(float[] representation) {
    return episodes.recall(representation);
  }

  /**
   * Returns what each peer earned for like messages beyond what the regressions expect, not yet
   * trusted.
   */
  double[] says(Episodes.Recall recall, Peers peers, LearningSettings settings, long event) {
    double[] sums = new double[peers.numUids()];
    double[] weights = new double[peers.numUids()];
    for (Episodes.Similar similar : recall.similar()) {
      Episodes.Episode episode = similar.episode();
      double weight = similar.similarity() * settings.kept(event - episode.taughtAt());
      Earnings earned = episode.earned();
      for (int i = 0; i < earned.size(); i++) {
        int uid = earned.uid(i);
        double missing = earned.sum(i) - earned.count(i) * peers.mean(uid, episode.features());
        sums[uid] += weight * missing;
        weights[uid] += weight * earned.count(i);
      }
    }
    for (int uid = 0; uid < sums.length; uid++) {
      sums[uid] /= weights[uid] + DOUBTS;
    }
    return sums;
  }

  /** Returns the share of what it says that is to be believed, from 0 to 1. */
  double trust(double unit) {
    return Math.max(0, Math.min(1, products / (squares + SCEPTICISM * unit)));
  }

  /**
   * Begins with what was earned for a message.
   *
   * @param event how many there were before
   */
  void begin(Episodes.Recall recall, double[] features, LearningSettings settings, long event) {
    double kept = settings.kept(1);
    products *= kept;
    squares *= kept;
    episodes.begin(recall, features, settings, event);
  }

  /** Takes features of another basis from now on. */
  void look(Basis basis) {
    episodes.look(basis);
  }

  /**
   * Keeps what a peer earned beyond anybody for the message that was begun with.
   *
   * @param said what this had said of it
   * @param missing what the regressions had not expected
   */
  void add(int uid, double earned, double said, double missing) {
    products += missing * said;
    squares += said * said;
    episodes.add(uid, earned);
  }

  void forget(Uids uids) {
    uids.stream().forEach(episodes::forget);
  }

  void write(Tensors.Writer to) {
    to.doubles("memory.trust", new double[] {products, squares});
    episodes.write(to);
  }

  /**
   * Reads what was written down.
   *
   * @throws SnapshotException if it is damaged
   */
  static Memory read(Tensors.Reader from, Basis basis, int numUids) {
    double[] trust = from.doubles("memory.trust", 2);
    return new Memory(Episodes.read(from, basis, numUids), trust[0], Math.max(0, trust[1]));
  }
}
