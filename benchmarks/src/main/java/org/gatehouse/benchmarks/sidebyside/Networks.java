package org.gatehouse.benchmarks.sidebyside;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.gatehouse.api.metagraph.Metagraph;
import org.gatehouse.api.metagraph.Neuron;

/** A network whose peers are replaced, a share of them at each step; used by one thread. */
final class Networks {

  private static final int NETUID = 21;

  private final SplittableRandom random = new SplittableRandom(5);
  private final int[] generations;
  private final int replaced;
  private long block;
  private Metagraph previous;
  private Metagraph latest;

  /**
   * Creates it.
   *
   * @param share of all uids that each step replaces
   */
  Networks(int uids, double share) {
    generations = new int[uids];
    replaced = (int) Math.round(share * uids);
    latest = network();
    previous = latest;
  }

  Metagraph previous() {
    return previous;
  }

  Metagraph latest() {
    return latest;
  }

  /** Replaces some peers. */
  void step() {
    random
        .ints(0, generations.length)
        .distinct()
        .limit(replaced)
        .forEach(uid -> generations[uid]++);
    previous = latest;
    latest = network();
  }

  private Metagraph network() {
    block++;
    List<Neuron> neurons =
        IntStream.range(0, generations.length)
            .mapToObj(uid -> Neuron.of(uid, "peer-" + uid + "-" + generations[uid]))
            .toList();
    return Metagraph.of(NETUID, block, neurons);
  }

  /** So many different uids. */
  static int[] uids(SplittableRandom random, int of, int count) {
    int[] uids = random.ints(0, of).distinct().limit(count).toArray();
    Arrays.sort(uids);
    return uids;
  }
}
