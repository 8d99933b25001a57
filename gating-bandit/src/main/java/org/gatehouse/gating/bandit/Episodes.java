package org.gatehouse.gating.bandit;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;
import org.gatehouse.api.gating.SnapshotException;
import org.jspecify.annotations.Nullable;

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

  private static final double LEAST_COSINE = 1 + REACH * Math.log(LEAST_SIMILARITY);

  /** Messages that are as close as that are one. */
  private static final double SAME = 1e-5;

  /** One message. */
  static final class Episode {

    private final float[] direction;
    private final float[] representation;
    private final Earnings earned;
    private double[] features;
    private long taughtAt;

    private Episode(
        float[] representation,
        float[] direction,
        double[] features,
        Earnings earned,
        long taughtAt) {
      this.direction = direction;
      this.representation = representation;
      this.features = features;
      this.earned = earned;
      this.taughtAt = taughtAt;
    }

    /** Its features in the basis of this moment. */
    double[] features() {
      return features;
    }

    /** Faded up to {@link #taughtAt}. */
    Earnings earned() {
      return earned;
    }

    /** How many events there were before it taught the last time. */
    long taughtAt() {
      return taughtAt;
    }

    private void fade(LearningSettings settings, long event) {
      earned.fade(settings.kept(event - taughtAt));
      taughtAt = event;
    }
  }

  /**
   * An episode that is like a message.
   *
   * @param cosine of the angle between them
   * @param similarity from 0 to 1
   */
  record Similar(Episode episode, double cosine, double similarity) {}

  /**
   * What is remembered of messages that are like one.
   *
   * @param direction its own
   */
  record Recall(float[] representation, float[] direction, List<Similar> similar) {}

  /** From the one that taught longest ago to the latest. */
  private final List<Episode> episodes = new ArrayList<>();

  /** A message is mostly learned from right after it was scored. */
  private volatile @Nullable Recall latest;

  /** Returns what is remembered of messages that are like one, until the next begins. */
  Recall recall(float[] representation) {
    Recall known = latest;
    if (known == null || known.representation != representation) {
      known = look(representation);
      latest = known;
    }
    return known;
  }

  private Recall look(float[] representation) {
    float[] direction = direction(representation);
    List<Similar> similar = new ArrayList<>();
    for (Episode episode : episodes) {
      double cosine = Vectors.dot(episode.direction, direction);
      if (cosine > LEAST_COSINE) {
        similar.add(new Similar(episode, cosine, Math.exp((cosine - 1) / REACH)));
      }
    }
    return new Recall(representation, direction, similar);
  }

  /** Keeps what a peer earned beyond anybody in the episode that began last. */
  void add(int uid, double earned) {
    episodes.get(episodes.size() - 1).earned.add(uid, earned);
  }

  /**
   * Begins the episode of a message, or goes on with it.
   *
   * @param recall what is remembered of it at this moment
   * @param event how many there were before
   */
  void begin(Recall recall, double[] features, LearningSettings settings, long event) {
    latest = null;
    for (Similar similar : recall.similar) {
      if (1 - similar.cosine < SAME) {
        Episode same = similar.episode;
        episodes.remove(same);
        same.fade(settings, event);
        episodes.add(same);
        return;
      }
    }
    if (episodes.size() == MOST) {
      episodes.remove(0);
    }
    episodes.add(
        new Episode(
            recall.representation.clone(),
            recall.direction,
            features.clone(),
            Earnings.none(),
            event));
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
    for (int i = 0; i < sizes.length; i++) {
      Episode episode = episodes.get(i);
      System.arraycopy(episode.representation, 0, representations, i * dimension, dimension);
      sizes[i] = episode.earned.size();
    }
    int all = Math.toIntExact(LongStream.of(sizes).sum());
    long[] uids = new long[all];
    double[] counts = new double[all];
    double[] sums = new double[all];
    int at = 0;
    for (Episode episode : episodes) {
      for (int i = 0; i < episode.earned.size(); i++, at++) {
        uids[at] = episode.earned.uid(i);
        counts[at] = episode.earned.count(i);
        sums[at] = episode.earned.sum(i);
      }
    }
    to.longs("memory.sizes", sizes);
    to.floats("memory.representations", representations);
    to.longs("memory.uids", uids);
    to.longs("memory.taught", episodes.stream().mapToLong(Episode::taughtAt).toArray());
    to.doubles("memory.counts", counts);
    to.doubles("memory.sums", sums);
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
      int end = at + (int) sizes[i];
      read.episodes.add(
          new Episode(
              representation,
              direction(representation),
              basis.features(representation),
              Earnings.of(
                  uids(uids, at, end, numUids),
                  Arrays.copyOfRange(sums, at, end),
                  Arrays.copyOfRange(counts, at, end)),
              taught[i]));
      at = end;
    }
    return read;
  }

  private static int[] uids(long[] all, int from, int to, int numUids) {
    int[] uids = new int[to - from];
    for (int i = from; i < to; i++) {
      if (all[i] >= numUids || (i > from && all[i] <= all[i - 1])) {
        throw new SnapshotException(
            "tensor memory.uids: expected ascending uids below %d in each message, found %d at %d"
                .formatted(numUids, all[i], i));
      }
      uids[i - from] = (int) all[i];
    }
    return uids;
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
}
