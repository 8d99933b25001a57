package org.gatehouse.engine.tensorflow.encoder;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * The chunks of several messages, grouped for running: chunks of like length together, so that
 * little is padded, and no group larger than a run may be.
 */
final class ChunkBatches {

  /** A chunk and the message that it belongs to. */
  @SuppressWarnings("ArrayRecordComponent") // Lives for one call, inside this package.
  record Chunk(int message, int[] ids) {}

  private ChunkBatches() {}

  static List<List<Chunk>> of(List<List<int[]>> messages) {
    List<Chunk> chunks = new ArrayList<>();
    for (int message = 0; message < messages.size(); message++) {
      for (int[] ids : messages.get(message)) {
        chunks.add(new Chunk(message, ids));
      }
    }
    chunks.sort(Comparator.comparingInt(chunk -> chunk.ids().length));
    List<List<Chunk>> batches = new ArrayList<>();
    List<Chunk> batch = new ArrayList<>();
    for (Chunk chunk : chunks) {
      if (!Batch.fits(batch.size() + 1, chunk.ids().length)) {
        batches.add(batch);
        batch = new ArrayList<>();
      }
      batch.add(chunk);
    }
    if (!batch.isEmpty()) {
      batches.add(batch);
    }
    return batches;
  }

  static Batch padded(List<Chunk> chunks) {
    List<long[]> ids =
        chunks.stream().map(chunk -> Arrays.stream(chunk.ids()).asLongStream().toArray()).toList();
    List<long[]> masks = ids.stream().map(row -> Batch.fullMask(row.length)).toList();
    int longest = ids.stream().mapToInt(row -> row.length).max().orElse(0);
    return Batch.of(ids, masks, longest);
  }
}
