package org.gatehouse.engine.tensorflow.encoder;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * The chunks of several messages, grouped for running: chunks of like length together, no group
 * larger than a run may be, and as few groups or as little padding as is cheapest.
 */
final class ChunkBatches {

  /** A chunk and the message that it belongs to. */
  @SuppressWarnings("ArrayRecordComponent") // Lives for one call, inside this package.
  record Chunk(int message, int[] ids) {}

  private ChunkBatches() {}

  /**
   * Groups chunks, shorter ones first.
   *
   * @param runCost what a run costs beside its padded tokens, in tokens
   */
  static List<List<Chunk>> of(List<List<int[]>> messages, int runCost) {
    List<Chunk> chunks = new ArrayList<>();
    for (int message = 0; message < messages.size(); message++) {
      for (int[] ids : messages.get(message)) {
        chunks.add(new Chunk(message, ids));
      }
    }
    chunks.sort(Comparator.comparingInt(chunk -> chunk.ids().length));
    int[] starts = starts(chunks, runCost);
    List<List<Chunk>> batches = new ArrayList<>();
    for (int to = chunks.size(); to > 0; to = starts[to]) {
      batches.add(0, chunks.subList(starts[to], to));
    }
    return batches;
  }

  /** Returns, for each number of shortest chunks, where the last group of them best starts. */
  private static int[] starts(List<Chunk> chunks, int runCost) {
    int[] starts = new int[chunks.size() + 1];
    long[] costs = new long[chunks.size() + 1];
    for (int to = 1; to <= chunks.size(); to++) {
      int length = chunks.get(to - 1).ids().length;
      costs[to] = Long.MAX_VALUE;
      for (int from = to - 1; from >= 0 && Batch.fits(to - from, length); from--) {
        long cost = costs[from] + runCost + (long) (to - from) * length;
        if (cost < costs[to]) {
          costs[to] = cost;
          starts[to] = from;
        }
      }
    }
    return starts;
  }

  static Batch padded(List<Chunk> chunks) {
    List<long[]> ids =
        chunks.stream().map(chunk -> Arrays.stream(chunk.ids()).asLongStream().toArray()).toList();
    List<long[]> masks = ids.stream().map(row -> Batch.fullMask(row.length)).toList();
    int longest = ids.stream().mapToInt(row -> row.length).max().orElse(0);
    return Batch.of(ids, masks, longest);
  }
}
