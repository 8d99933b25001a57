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

  /** One peer, and what it said of the variances when it was last concluded. */
  private static final class Peer {
    final Regression regression;
    Variances.Evidence evidence = Variances.Evidence.NONE;

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
  private @Nullable Peer[] known;
  private int turn;

  /** Nothing is known of so many. */
  Peers(LearningSettings settings, int features, int numUids) {
    this.settings = settings;
    this.features = features;
    this.known = new @Nullable Peer[numUids];
  }

  int numUids() {
    return known.length;
  }

  /** Returns what a peer has taught; {@code null} for a stranger. */
  @Nullable Regression of(int uid) {
    Peer peer = known[uid];
    return peer == null ? null : peer.regression;
  }

  /** Returns what a peer earns beyond anybody, in units of rewards. */
  double mean(int uid, double[] x) {
    Peer peer = known[uid];
    return peer == null ? 0 : peer.regression.mean(x);
  }

  /** Returns the variance of that, in units of that of rewards. */
  double variance(int uid, double[] x, Variances variances) {
    Peer peer = known[uid];
    return peer == null ? variances.ofStranger(x) : peer.regression.variance(x);
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
    asked.stream().forEach(uid -> conclude(known[uid], variances, unit));
    int taken = 0;
    for (int i = 0; i < known.length && taken < TURNS; i++) {
      turn = (turn + 1) % known.length;
      Peer peer = known[turn];
      if (peer != null) {
        peer.fade(settings, event);
        conclude(peer, variances, unit);
        taken++;
      }
    }
  }

  private static void conclude(@Nullable Peer peer, Variances variances, double unit) {
    if (peer != null) {
      peer.regression.conclude(variances.noise(), variances.peers(), variances.messages());
      peer.evidence = peer.regression.says(variances.peers(), variances.messages(), unit);
    }
  }

  /** Returns what all say of the variances. */
  Variances.Evidence evidence() {
    Variances.Evidence all = Variances.Evidence.NONE;
    for (Peer peer : known) {
      if (peer != null) {
        all = all.plus(peer.evidence);
      }
    }
    return all;
  }

  /** Takes features of another basis from now on. */
  void turn(double[][] turned, Variances variances, double unit) {
    for (Peer peer : known) {
      if (peer != null) {
        peer.regression.turn(turned);
        conclude(peer, variances, unit);
      }
    }
  }

  /** Forgets some, and has room for so many. */
  void forget(Uids uids, int numUids) {
    known = Arrays.copyOf(known, numUids);
    uids.stream().forEach(uid -> known[uid] = null);
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
          System.arraycopy(peer.evidence.numbers(), 0, evidence, i * said, said);
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
      peer.evidence = Variances.Evidence.of(evidence, i * Variances.Evidence.LENGTH);
      peers.known[(int) uids[i]] = peer;
    }
    peers.turn = (int) Math.min(from.longs("peers.turn", 1)[0], numUids - 1L);
    return peers;
  }
}
