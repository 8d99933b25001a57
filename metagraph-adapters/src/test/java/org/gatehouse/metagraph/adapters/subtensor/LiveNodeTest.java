package org.gatehouse.metagraph.adapters.subtensor;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.gatehouse.api.metagraph.Metagraph;
import org.gatehouse.api.metagraph.Neuron;
import org.gatehouse.api.metagraph.SourceHealth;
import org.gatehouse.metagraph.adapters.subtensor.chain.BlockChoice;
import org.gatehouse.metagraph.adapters.subtensor.scale.AccountId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * A node that whoever runs the tests names: {@code gatehouse.subtensor.url}, with the subnet as
 * {@code gatehouse.subtensor.netuid} (1 unless given) and the block as {@code
 * gatehouse.subtensor.block} (the newest finalized one unless given).
 */
@EnabledIfSystemProperty(named = "gatehouse.subtensor.url", matches = ".+")
class LiveNodeTest {

  private static final int NEW_BLOCKS = 2;

  private static SubtensorMetagraphSource open(BlockChoice block) {
    return Sources.of(
        new SubtensorSettings(
            List.of(URI.create(System.getProperty("gatehouse.subtensor.url"))),
            null,
            Integer.getInteger("gatehouse.subtensor.netuid", 1),
            block,
            1,
            Duration.ofSeconds(60),
            Duration.ofSeconds(120)));
  }

  private static Metagraph read(BlockChoice block) {
    try (SubtensorMetagraphSource source = open(block)) {
      return source.sync();
    }
  }

  private static BlockChoice chosen() {
    String block = System.getProperty("gatehouse.subtensor.block", BlockChoice.FINALIZED.word());
    return BlockChoice.parse(block)
        .orElseThrow(() -> new AssertionError("gatehouse.subtensor.block: found " + block));
  }

  @Test
  void aSubnetIsWhatSubnetsAre() {
    try (SubtensorMetagraphSource source = open(chosen())) {
      Metagraph metagraph = source.sync();

      List<Neuron> peers = metagraph.neurons();
      assertThat(peers)
          .extracting(Neuron::uid)
          .isEqualTo(IntStream.range(0, peers.size()).boxed().toList());
      assertThat(peers)
          .extracting(Neuron::hotkey)
          .doesNotHaveDuplicates()
          .allSatisfy(hotkey -> assertThat(AccountId.ofSs58(hotkey).ss58()).isEqualTo(hotkey));
      assertThat(peers).extracting(Neuron::stakeRao).doesNotContainNull();
      assertThat(metagraph.block()).isPositive();
      assertThat(metagraph.blockHash()).matches("0x[0-9a-f]{64}");
      assertThat(source.health().status()).isEqualTo(SourceHealth.Status.CURRENT);
      assertThat(source.health().detail()).contains(", runtime ", ", stake is ");
    }
  }

  @Test
  void aBlockIsAlwaysReadAlike() {
    Metagraph first = read(chosen());
    String number = Long.toString(first.block());

    assertThat(read(new BlockChoice(number, first.block()))).isEqualTo(first);
  }

  @Test
  @Timeout(300)
  void newBlocksAreRead() throws InterruptedException {
    Follower follower = new Follower();
    try (SubtensorMetagraphSource source = open(BlockChoice.FINALIZED)) {
      source.watch(follower);
      TreeSet<Long> blocks = new TreeSet<>();
      long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(4);
      while (blocks.size() <= NEW_BLOCKS) {
        assertThat(System.nanoTime()).as("patience; read so far: %s", blocks).isLessThan(end);
        blocks.add(source.health().block());
        Thread.sleep(50);
      }

      assertThat(source.health().status()).isEqualTo(SourceHealth.Status.CURRENT);
      assertThat(follower.moreFailures()).isEmpty();
      assertThat(follower.moreChanges())
          .allSatisfy(
              change ->
                  assertThat(change.latest().block()).isGreaterThan(change.previous().block()));
    }
  }
}
