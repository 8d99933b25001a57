package org.gatehouse.engine.tensorflow.head;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.gatehouse.engine.tensorflow.head.HeadState.Coasting;
import org.jspecify.annotations.Nullable;

/**
 * Which rows of a head are kept as of an earlier step, in the order of their last touch, and what
 * has become of them since. All other rows are at rest: their velocity is 0.
 *
 * <p>A doubly linked list through two arrays, so that a touch costs the same whatever coasts.
 * Thread-safety: {@link #drift} may run side by side with itself; everything else needs the rows
 * for itself.
 */
final class CoastingRows {

  /** The last touch of a row at rest. */
  static final long AT_REST = -1;

  private static final int NONE = -1;

  /**
   * How far the weights of coasting rows are from where they are kept.
   *
   * @param uids the rows that are not where they are kept
   * @param velocities by how many of its velocities each has moved down since
   * @param numUids the number of all rows
   */
  record Drift(int[] uids, double[] velocities, int numUids) {}

  private final long[] touched;
  private final int[] earlier;
  private final int[] later;
  private int oldest = NONE;
  private int newest = NONE;
  private long step;
  private Coast coast;
  private long lifetime;
  private volatile @Nullable Drift drift;

  /** Takes over which rows coast, after so many steps. */
  CoastingRows(long step, Coasting coasting) {
    this.step = step;
    this.coast = coasting.coast();
    this.lifetime = coast.lifetime();
    int numUids = coasting.touched().length;
    touched = new long[numUids];
    Arrays.fill(touched, AT_REST);
    earlier = new int[numUids];
    later = new int[numUids];
    IntStream.range(0, numUids)
        .filter(uid -> coasting.touched()[uid] != AT_REST)
        .boxed()
        .sorted((a, b) -> Long.compare(coasting.touched()[a], coasting.touched()[b]))
        .forEach(uid -> append(uid, coasting.touched()[uid]));
  }

  /** Returns the rows of a head of which none coasts. */
  static CoastingRows none(long step, int numUids) {
    long[] touched = new long[numUids];
    Arrays.fill(touched, AT_REST);
    return new CoastingRows(step, new Coasting(touched, 0, 0));
  }

  /** Returns a copy of which rows coast; where none does, their rates say nothing and are 0. */
  Coasting copy() {
    return oldest == NONE
        ? new Coasting(touched.clone(), 0, 0)
        : new Coasting(touched.clone(), coast.learningRate(), coast.momentum());
  }

  /** Returns the number of steps taken. */
  long step() {
    return step;
  }

  /** Returns the share of its kept velocity that the row has after so many further steps. */
  double decay(int uid, int further) {
    long steps = step - touched[uid] + further;
    return !coasts(uid) || steps >= lifetime ? 0 : coast.decay(steps);
  }

  /** Returns how many of its kept velocities the row will have moved after further steps. */
  double drift(int uid, int further) {
    return coasts(uid) ? coast.drift(step - touched[uid] + further) : 0;
  }

  /**
   * Returns how far which rows are from where they are kept, in the order of their uids: a product
   * may round a row by its place, and scores are not to depend on the history of the list.
   */
  Drift drift() {
    Drift known = drift;
    if (known == null) {
      known = computeDrift();
      drift = known;
    }
    return known;
  }

  private Drift computeDrift() {
    double[] all = new double[touched.length];
    int count = 0;
    long last = step;
    double velocities = 0;
    for (int uid = oldest; uid != NONE && touched[uid] < step; uid = later[uid]) {
      if (touched[uid] != last) {
        last = touched[uid];
        velocities = coast.drift(step - last);
      }
      all[uid] = velocities;
      count += velocities == 0 ? 0 : 1;
    }
    Drift found = new Drift(new int[count], new double[count], touched.length);
    for (int uid = 0, i = 0; i < count; uid++) {
      if (all[uid] != 0) {
        found.uids[i] = uid;
        found.velocities[i++] = all[uid];
      }
    }
    return found;
  }

  /** Whether the row is not at rest. */
  boolean coasts(int uid) {
    return touched[uid] != AT_REST;
  }

  /** Whether rows coast as a step with these rates would have them coast. */
  boolean coastUnder(Coast rates) {
    return coast.equals(rates);
  }

  /** Returns the rows that are kept as of an earlier step than the last one. */
  int[] behind() {
    return whileTouchedBefore(step);
  }

  /** Returns the rows that come to rest with the next step. */
  int[] dueAtNextStep() {
    return whileTouchedBefore(step + 2 - lifetime);
  }

  private int[] whileTouchedBefore(long bound) {
    IntStream.Builder uids = IntStream.builder();
    for (int uid = oldest; uid != NONE && touched[uid] < bound; uid = later[uid]) {
      uids.add(uid);
    }
    return uids.build().toArray();
  }

  /** Records that all rows are kept as of the last step and coast under other rates from there. */
  void caughtUp(Coast rates) {
    for (int uid = oldest; uid != NONE; uid = later[uid]) {
      touched[uid] = step;
    }
    coast = rates;
    lifetime = rates.lifetime();
    drift = null;
  }

  /** Records a step that moved some rows, each named once, and brought others to rest. */
  void stepped(int[] moved, int[] rested) {
    step++;
    rest(rested);
    rest(moved);
    for (int uid : moved) {
      append(uid, step);
    }
  }

  /** Records that these rows have no velocity. */
  void rest(int[] uids) {
    for (int uid : uids) {
      if (coasts(uid)) {
        remove(uid);
      }
    }
    drift = null;
  }

  private void append(int uid, long at) {
    touched[uid] = at;
    earlier[uid] = newest;
    later[uid] = NONE;
    if (newest == NONE) {
      oldest = uid;
    } else {
      later[newest] = uid;
    }
    newest = uid;
  }

  private void remove(int uid) {
    touched[uid] = AT_REST;
    if (earlier[uid] == NONE) {
      oldest = later[uid];
    } else {
      later[earlier[uid]] = later[uid];
    }
    if (later[uid] == NONE) {
      newest = earlier[uid];
    } else {
      earlier[later[uid]] = earlier[uid];
    }
  }
}
