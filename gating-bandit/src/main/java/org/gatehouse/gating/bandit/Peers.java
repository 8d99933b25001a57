package org.gatehouse.gating.bandit;

import java.util.Arrays;
import java.util.function.ObjIntConsumer;
import org.gatehouse.api.Uids;
import org.gatehouse.api.gating.SnapshotException;
import org.jspecify.annotations.Nullable;

/**
 * What is believed of each peer: a regression of what it earns beyond anybody, or the prior for a
 * peer of which nothing is known. For use by one thread at a time, or by many that change nothing.
 */
final class Peers {

  /** Who was not asked is concluded anew by turns: the variances change meanwhile. */
  private static final int TURNS = 8;

  /** One peer. */
  private static final class Peer {
    final Regression regression;

    /** The event up to which what it taught has faded. */
    long fadedAt;

    Peer(Regression regression, long event) {
      this.regression = regression;
      this.fadedAt = event;
    }

    void fade(LearningSettings settings, long event) {
      if (event > fadedAt) {
        regression.fade(settings.kept(event - fadedAt));
        fadedAt = event;
      }
    }
  }

  private final LearningSettings settings;
  private final int features;
  private final PeerRows rows;
  private @Nullable Peer[] known;
  private int turn;

  /** Nothing is known of so many. */
  Peers(LearningSettings settings, int features, int numUids) {
    this.settings = settings;
    this.features = features;
    this.rows = new PeerRows(features, numUids);
    this.known = new @Nullable Peer[numUids];
  }

  int numUids() {
    return known.length;
  }

  /** Returns how many rewards a peer has taught with, faded ones too; 0 for a stranger. */
  long rewards(int uid) {
    Peer peer = known[uid];
    return peer == null ? 0 : peer.regression.count();
  }

  /** Returns what a peer earns beyond anybody, in units of rewards; 0 for a stranger. */
  double mean(int uid, double[] x) {
    return known[uid] == null ? 0 : rows.mean(uid, x);
  }

  /** Returns the part of that which is the same for all messages. */
  double constant(int uid) {
    return known[uid] == null ? 0 : rows.constant(uid);
  }

  /**
   * Returns the variance of that, in units of that of rewards.
   *
   * @param products the {@linkplain Symmetric#products products} of the features
   * @param stranger the variance of a stranger
   */
  double variance(int uid, float[] products, double stranger) {
    return known[uid] == null ? stranger : rows.variance(uid, products);
  }

  /**
   * Learns what a peer earned beyond what is to be expected of anybody in this event.
   *
   * @param event how many there were before
   */
  void add(int uid, double[] x, double target, double weight, long event) {
    Peer peer = known[uid];
    if (peer == null) {
      peer = new Peer(new Regression(features), event);
      known[uid] = peer;
    }
    peer.fade(settings, event);
    peer.regression.add(x, target, weight);
  }

  /** Draws the conclusions about those who were asked, and a few others. */
  void conclude(Uids asked, Variances variances, double unit, long event) {
    asked.stream().forEach(uid -> conclude(uid, variances, unit));
    int taken = 0;
    for (int i = 0; i < known.length && taken < TURNS; i++) {
      turn = (turn + 1) % known.length;
      Peer peer = known[turn];
      if (peer != null) {
        peer.fade(settings, event);
        conclude(turn, variances, unit);
        taken++;
      }
    }
  }

  private void conclude(int uid, Variances variances, double unit) {
    Peer peer = known[uid];
    if (peer != null) {
      double constant = variances.peers();
      double others = variances.messages();
      peer.regression.conclude(variances.noise(), constant, others);
      rows.put(uid, peer.regression, peer.regression.says(constant, others, unit));
    }
  }

  /** Returns what all say of the variances. */
  Variances.Evidence evidence() {
    return rows.evidence();
  }

  /** Takes features of another basis from now on. */
  void turn(double[][] turned, Variances variances, double unit) {
    for (int uid = 0; uid < known.length; uid++) {
      Peer peer = known[uid];
      if (peer != null) {
        peer.regression.turn(turned);
        conclude(uid, variances, unit);
      }
    }
  }

  /** Forgets some, and has room for so many. */
  void forget(Uids uids, int numUids) {
    if (numUids != known.length) {
      known = Arrays.copyOf(known, numUids);
      rows.resize(numUids);
    }
    for (int uid : uids.toArray()) {
      known[uid] = null;
      rows.clear(uid);
    }
  }

  private void each(ObjIntConsumer<Peer> action) {
    int position = 0;
    for (Peer peer : known) {
      if (peer != null) {
        action.accept(peer, position++);
      }
    }
  }

  /** Writes all of it down. */
  void write(Tensors.Writer to) {
    int width = Regression.length(features);
    int said = Variances.Evidence.LENGTH;
    long[] uids = new long[known.length];
    int count = 0;
    for (int uid = 0; uid < known.length; uid++) {
      if (known[uid] != null) {
        uids[count++] = uid;
      }
    }
    double[] numbers = new double[count * width];
    double[] evidence = new double[count * said];
    long[] rewards = new long[count];
    long[] faded = new long[count];
    each(
        (peer, i) -> {
          System.arraycopy(peer.regression.numbers(), 0, numbers, i * width, width);
          System.arraycopy(rows.evidence((int) uids[i]), 0, evidence, i * said, said);
          rewards[i] = peer.regression.count();
          faded[i] = peer.fadedAt;
        });
    to.longs("peers.uids", Arrays.copyOf(uids, count));
    to.longs("peers.rewards", rewards);
    to.longs("peers.faded", faded);
    to.longs("peers.turn", new long[] {turn});
    to.doubles("peers.regressions", numbers, count, width);
    to.doubles("peers.evidence", evidence, count, said);
  }

  /**
   * Reads what was written down.
   *
   * @throws SnapshotException if it is of another number of features, or damaged
   */
  static Peers read(Tensors.Reader from, LearningSettings settings, int features, int numUids) {
    Peers peers = new Peers(settings, features, numUids);
    int width = Regression.length(features);
    long[] uids = from.uids("peers.uids", numUids);
    long[] rewards = from.longs("peers.rewards", uids.length);
    long[] faded = from.longs("peers.faded", uids.length);
    double[] numbers = from.doubles("peers.regressions", uids.length, width);
    double[] evidence = from.doubles("peers.evidence", uids.length, Variances.Evidence.LENGTH);
    for (int i = 0; i < uids.length; i++) {
      double[] own = Arrays.copyOfRange(numbers, i * width, (i + 1) * width);
      Peer peer = new Peer(Regression.of(own, features, rewards[i]), faded[i]);
      int uid = (int) uids[i];
      peers.known[uid] = peer;
      int said = Variances.Evidence.LENGTH;
      double[] says = Arrays.copyOfRange(evidence, i * said, (i + 1) * said);
      peers.rows.put(uid, peer.regression, Variances.Evidence.of(says));
    }
    peers.turn = (int) Math.min(from.longs("peers.turn", 1)[0], numUids - 1L);
    return peers;
  }
}
