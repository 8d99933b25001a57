package org.gatehouse.engine.tensorflow.encoder;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BatchTest {

  @Test
  void rowsArePaddedOnTheRightWithMaskZero() {
    Batch batch = Batch.of(List.of(new long[] {7, 8}), List.of(new long[] {1, 1}), 4);
    assertThat(batch.ids()).isDeepEqualTo(new long[][] {{7, 8, 0, 0}});
    assertThat(batch.mask()).isDeepEqualTo(new long[][] {{1, 1, 0, 0}});
  }

  @Test
  void runsCoverAllRowsAndStayBelowTheLimit() {
    assertThat(Batch.runs(20, 512))
        .containsExactly(new int[] {0, 8}, new int[] {8, 16}, new int[] {16, 20});
    assertThat(Batch.runs(2, 5000)).containsExactly(new int[] {0, 1}, new int[] {1, 2});
    assertThat(Batch.runs(0, 512)).isEmpty();
  }

  @Test
  void chunksOfLikeLengthRunTogetherAndNoRunIsTooLarge() {
    List<List<int[]>> messages =
        IntStream.range(0, 1000).mapToObj(i -> List.of(new int[1 + (i * 101) % 512])).toList();
    List<List<ChunkBatches.Chunk>> batches = ChunkBatches.of(messages, 40);
    assertThat(batches)
        .allSatisfy(
            chunks -> {
              Batch batch = ChunkBatches.padded(chunks);
              assertThat(batch.ids().length * batch.ids()[0].length).isLessThanOrEqualTo(4096);
            });
    assertThat(batches.stream().flatMap(List::stream).map(ChunkBatches.Chunk::message))
        .containsExactlyInAnyOrder(IntStream.range(0, 1000).boxed().toArray(Integer[]::new));
    int padded =
        batches.stream()
            .map(ChunkBatches::padded)
            .mapToInt(batch -> batch.ids().length * batch.ids()[0].length)
            .sum();
    int tokens = messages.stream().mapToInt(chunks -> chunks.get(0).length).sum();
    assertThat(padded).isLessThan(tokens + tokens / 20);
  }

  @Test
  void anotherRunIsMadeWhereItCostsLessThanThePadding() {
    List<List<int[]>> messages =
        List.of(
            List.of(new int[40]),
            List.of(new int[10], new int[12]),
            List.of(new int[11]),
            List.of(new int[41]));
    assertThat(lengths(ChunkBatches.of(messages, 40)))
        .containsExactly(List.of(10, 11, 12), List.of(40, 41));
    assertThat(lengths(ChunkBatches.of(messages, 4096)))
        .containsExactly(List.of(10, 11, 12, 40, 41));
    assertThat(lengths(ChunkBatches.of(messages, 0)))
        .containsExactly(List.of(10), List.of(11), List.of(12), List.of(40), List.of(41));
    assertThat(ChunkBatches.of(List.of(), 40)).isEmpty();
  }

  private static List<List<Integer>> lengths(List<List<ChunkBatches.Chunk>> batches) {
    return batches.stream()
        .map(chunks -> chunks.stream().map(chunk -> chunk.ids().length).toList())
        .toList();
  }
}
