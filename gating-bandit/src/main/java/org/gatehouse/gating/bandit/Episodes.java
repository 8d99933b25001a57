package org.gatehouse.gating.bandit;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.gatehouse.api.gating.SnapshotException;

/**
 * Messages that were learned from, and what each peer earned for them beyond what anybody did: so
 * that what no line through features can tell is remembered where it was seen.
 *
 * <p>A message that comes again is one episode with it. When there are too many, the one that
 * taught longest ago makes room. For use by one thread at a time, or by many that change nothing.
 */
final class Episodes {

  /** How many are kept. */
  static final int MOST = 1024;

  /** The similarity falls to 1/e at this distance, which is 1 less the cosine. */
  private static final double REACH = 0.15;

  /** Less similar ones are not looked at. */
  private static final double LEAST_SIMILARITY = 0.05;

  /** Messages that are as close as that are one. */
  private static final double SAME = 1e-5;

  /**
   * What a peer earned for one message, more than once if it came again.
   *
   * @param sum in all, beyond what anybody earned
   * @param count how often
   */
  record Earned(double sum, double count) {}

  /** One message. */
  static final class Episode {

    private final float[] direction;
    private final float[] representation;
    private final SortedMap<Integer, Earned> earned;
    private double[] features;
    private long taughtAt;

    private Episode(
        float[] representation,
        double[] features,
        SortedMap<Integer, Earned> earned,
        long taughtAt) {
      this.direction = direction(representation);
      this.representation = representation;
      this.features = features;
      this.earned = earned;
      this.taughtAt = taughtAt;
    }

    /** Its features in the basis of this moment. */
    double[] features() {
      return features;
    }

    /** By uid, faded up to {@link #taughtAt}. */
    SortedMap<Integer, Earned> earned() {
      return earned;
    }

    /** How many events there were before it taught the last time. */
    long taughtAt() {
      return taughtAt;
    }

    private void fade(LearningSettings settings, long event) {
      double kept = settings.kept(event - taughtAt);
      earned.replaceAll((uid, of) -> new Earned(kept * of.sum, kept * of.count));
      taughtAt = event;
    }
  }

  /** An episode that is like a message, and how much. */
  record Similar(Episode episode, double similarity) {}

  /** From the one that taught longest ago to the latest. */
  private final List<Episode> episodes = new ArrayList<>();

  /** Returns the episodes that are like a message. */
  List<Similar> like(float[] representation) {
    float[] direction = direction(representation);
    List<Similar> found = new ArrayList<>();
    for (Episode episode : episodes) {
      double similarity = Math.exp((cosine(episode.direction, direction) - 1) / REACH);
      if (similarity > LEAST_SIMILARITY) {
        found.add(new Similar(episode, similarity));
      }
    }
    return found;
  }

  /** Keeps what a peer earned beyond anybody in the episode that began last. */
  void add(int uid, double earned) {
    Episode latest = episodes.get(episodes.size() - 1);
    latest.earned.merge(
        uid,
        new Earned(earned, 1),
        (known, more) -> new Earned(known.sum + more.sum, known.count + more.count));
  }

  /**
   * Begins the episode of a message, or goes on with it.
   *
   * @param event how many there were before
   */
  void begin(float[] representation, double[] features, LearningSettings settings, long event) {
    float[] direction = direction(representation);
    for (int i = 0; i < episodes.size(); i++) {
      if (1 - cosine(episodes.get(i).direction, direction) < SAME) {
        Episode same = episodes.remove(i);
        same.fade(settings, event);
        episodes.add(same);
        return;
      }
    }
    if (episodes.size() == MOST) {
      episodes.remove(0);
    }
    episodes.add(new Episode(representation.clone(), features.clone(), new TreeMap<>(), event));
  }

  /** Takes features of another basis from now on. */
  void look(Basis basis) {
    for (Episode episode : episodes) {
      episode.features = basis.features(episode.representation);
    }
  }

  /** Forgets what a peer earned. */
  void forget(int uid) {
    episodes.forEach(episode -> episode.earned.remove(uid));
  }

  void write(Tensors.Writer to) {
    int dimension = episodes.isEmpty() ? 0 : episodes.get(0).representation.length;
    float[] representations = new float[episodes.size() * dimension];
    long[] sizes = new long[episodes.size()];
    List<Map.Entry<Integer, Earned>> all = new ArrayList<>();
    for (int i = 0; i < sizes.length; i++) {
      Episode episode = episodes.get(i);
      System.arraycopy(episode.representation, 0, representations, i * dimension, dimension);
      sizes[i] = episode.earned.size();
      all.addAll(episode.earned.entrySet());
    }
    to.longs("memory.sizes", sizes);
    to.floats("memory.representations", representations);
    to.longs("memory.uids", all.stream().mapToLong(Map.Entry::getKey).toArray());
    to.longs("memory.taught", episodes.stream().mapToLong(Episode::taughtAt).toArray());
    to.doubles(
        "memory.counts", all.stream().mapToDouble(entry -> entry.getValue().count).toArray());
    to.doubles("memory.sums", all.stream().mapToDouble(entry -> entry.getValue().sum).toArray());
  }

  /**
   * Reads what was written down.
   *
   * @throws SnapshotException if it is damaged
   */
  static Episodes read(Tensors.Reader from, Basis basis, int numUids) {
    int dimension = basis.centre().length;
    long[] sizes = from.vector("memory.sizes");
    long[] uids = from.vector("memory.uids");
    long[] taught = from.longs("memory.taught", sizes.length);
    double[] counts = from.doubles("memory.counts", uids.length);
    double[] sums = from.doubles("memory.sums", uids.length);
    if (sizes.length > MOST
        || LongStream.of(sizes).anyMatch(size -> size > numUids)
        || LongStream.of(sizes).sum() != uids.length) {
      throw new SnapshotException(
          "tensor memory.sizes: expected up to %d numbers with the sum %d, found %d with %d"
              .formatted(MOST, uids.length, sizes.length, LongStream.of(sizes).sum()));
    }
    float[] representations = from.floats("memory.representations", sizes.length * dimension);
    Episodes read = new Episodes();
    int at = 0;
    for (int i = 0; i < sizes.length; i++) {
      float[] representation =
          Arrays.copyOfRange(representations, i * dimension, (i + 1) * dimension);
      SortedMap<Integer, Earned> earned = new TreeMap<>();
      for (int j = 0; j < sizes[i]; j++, at++) {
        if (uids[at] >= numUids) {
          throw new SnapshotException(
              "tensor memory.uids: expected uids below " + numUids + ", found " + uids[at]);
        }
        earned.put((int) uids[at], new Earned(sums[at], counts[at]));
      }
      read.episodes.add(
          new Episode(representation, basis.features(representation), earned, taught[i]));
    }
    return read;
  }

  private static float[] direction(float[] representation) {
    double squares = 0;
    for (float component : representation) {
      squares += (double) component * component;
    }
    float[] direction = new float[representation.length];
    if (squares > 0) {
      double length = Math.sqrt(squares);
      for (int i = 0; i < direction.length; i++) {
        direction[i] = (float) (representation[i] / length);
      }
    }
    return direction;
  }

  /** Four sums, since a single one would wait for each addition. */
  private static double cosine(float[] a, float[] b) {
    float first = 0;
    float second = 0;
    float third = 0;
    float fourth = 0;
    int whole = a.length - a.length % 4;
    for (int i = 0; i < whole; i += 4) {
      first += a[i] * b[i];
      second += a[i + 1] * b[i + 1];
      third += a[i + 2] * b[i + 2];
      fourth += a[i + 3] * b[i + 3];
    }
    for (int i = whole; i < a.length; i++) {
      first += a[i] * b[i];
    }
    return first + second + third + fourth;
  }
}
