package org.gatehouse.benchmarks.service;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.gatehouse.api.gating.GateScores;
import org.gatehouse.api.metagraph.Metagraph;
import org.jspecify.annotations.Nullable;

/**
 * Requests that change a gate, drawn by a seeded generator: rewards, some of them late, and pushed
 * networks. For use by one thread.
 */
final class Traffic {

  private static final List<String> WORDS =
      List.of("tide", "moon", "rock", "leaf", "wave", "star", "sand", "wind", "fern", "coal");
  private static final int RESYNC_EVERY = 12;
  private static final int LATE_EVERY = 5;
  private static final int MOST_LATE = 4;
  private static final int MOST_PEERS = 6;

  private final RandomGenerator random;
  private final Reference reference;
  private final Deque<Scored> late = new ArrayDeque<>();

  /** The same message, scored by the host and by the reference. */
  private record Scored(String id, GateScores scores) {}

  /**
   * A change that was asked for.
   *
   * @param replay makes the same change in the reference
   * @param pushed the network, if that is the change
   */
  record Sent(
      CompletableFuture<HostApi.Answer> answer, Runnable replay, @Nullable Metagraph pushed) {}

  Traffic(RandomGenerator random, Reference reference) {
    this.random = random;
    this.reference = reference;
  }

  /** Asks for a change. */
  Sent send(HostApi host) {
    return random.nextInt(RESYNC_EVERY) == 0 ? push(host) : reward(host);
  }

  private Sent push(HostApi host) {
    Metagraph latest = Networks.next(reference.network(), random);
    return new Sent(
        host.postLater("/v1/resync", Networks.snapshot(latest)),
        () -> reference.resync(latest),
        latest);
  }

  private Sent reward(HostApi host) {
    Scored scored = score(host);
    if (random.nextInt(LATE_EVERY) == 0) {
      late.add(scored);
      scored = late.size() > MOST_LATE ? late.remove() : score(host);
    }
    int[] uids = someUids();
    float[] rewards = new float[uids.length];
    for (int i = 0; i < rewards.length; i++) {
      rewards[i] = random.nextInt(1000) / 1000f;
    }
    GateScores chosen = scored.scores().select(uids);
    return new Sent(
        host.postLater(
            "/v1/backward", Map.of("scores_id", scored.id(), "uids", uids, "rewards", rewards)),
        () -> reference.backward(chosen, rewards),
        null);
  }

  private Scored score(HostApi host) {
    String message = message(random);
    return new Scored(host.forward(message), reference.forward(message));
  }

  private int[] someUids() {
    int peers = reference.network().neurons().size();
    return random.ints(0, peers).distinct().limit(1 + random.nextInt(MOST_PEERS)).toArray();
  }

  /** Returns a message of some words. */
  static String message(RandomGenerator random) {
    return IntStream.range(0, 3 + random.nextInt(8))
        .mapToObj(i -> WORDS.get(random.nextInt(WORDS.size())))
        .collect(Collectors.joining(" "));
  }
}
