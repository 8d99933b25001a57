package org.gatehouse.gating.bandit;

import java.util.Arrays;

/**
 * What each peer earned for one message beyond what anybody did, more than once if the message came
 * again: by ascending uid, in arrays, since there may be millions of them. For use by one thread at
 * a time, or by many that change nothing.
 */
final class Earnings {

  private int[] uids;
  private double[] sums;
  private double[] counts;
  private int size;

  private Earnings(int[] uids, double[] sums, double[] counts) {
    this.uids = uids;
    this.sums = sums;
    this.counts = counts;
    this.size = uids.length;
  }

  /** Nobody has earned anything. */
  static Earnings none() {
    return new Earnings(new int[0], new double[0], new double[0]);
  }

  /**
   * Takes over what is known.
   *
   * @param uids ascending
   * @param sums what each earned in all
   * @param counts how often
   */
  static Earnings of(int[] uids, double[] sums, double[] counts) {
    return new Earnings(uids, sums, counts);
  }

  /** Returns how many peers there are. */
  int size() {
    return size;
  }

  int uid(int position) {
    return uids[position];
  }

  /** Returns what the peer at a position earned in all. */
  double sum(int position) {
    return sums[position];
  }

  /** Returns how often it earned something, less what has faded. */
  double count(int position) {
    return counts[position];
  }

  /** Adds what a peer earned once more. */
  void add(int uid, double earned) {
    int found = Arrays.binarySearch(uids, 0, size, uid);
    int position = found < 0 ? -found - 1 : found;
    if (found < 0) {
      open(position);
      uids[position] = uid;
    }
    sums[position] += earned;
    counts[position]++;
  }

  private void open(int position) {
    if (size == uids.length) {
      int room = size + Math.max(8, size / 2);
      uids = Arrays.copyOf(uids, room);
      sums = Arrays.copyOf(sums, room);
      counts = Arrays.copyOf(counts, room);
    }
    move(position, position + 1, size - position);
    sums[position] = 0;
    counts[position] = 0;
    size++;
  }

  /** Forgets what a peer earned. */
  void remove(int uid) {
    int position = Arrays.binarySearch(uids, 0, size, uid);
    if (position >= 0) {
      size--;
      move(position + 1, position, size - position);
    }
  }

  private void move(int from, int to, int length) {
    System.arraycopy(uids, from, uids, to, length);
    System.arraycopy(sums, from, sums, to, length);
    System.arraycopy(counts, from, counts, to, length);
  }

  /** Lets all of it count less. */
  void fade(double kept) {
    for (int i = 0; i < size; i++) {
      sums[i] *= kept;
      counts[i] *= kept;
    }
  }
}
