package org.gatehouse.metagraph.adapters.subtensor;

import com.typesafe.config.Config;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.gatehouse.api.config.SectionReader;
import org.gatehouse.metagraph.adapters.subtensor.chain.BlockChoice;
import org.jspecify.annotations.Nullable;

/**
 * The section {@code gatehouse.metagraph.subtensor}.
 *
 * @param urls the nodes, the preferred one first; not empty
 * @param network the name that metagraphs carry; {@code null} for none
 * @param netuid the subnet, 0 to 65535
 * @param block which block is read
 * @param resyncInterval after how many blocks a followed subnet is read again
 * @param requestTimeout how long a node may take to connect, and for each answer
 * @param headTimeout how long a followed node may go without a new block
 */
record SubtensorSettings(
    List<URI> urls,
    @Nullable String network,
    int netuid,
    BlockChoice block,
    int resyncInterval,
    Duration requestTimeout,
    Duration headTimeout) {

  private static final Duration SHORTEST = Duration.ofMillis(10);
  private static final Duration LONGEST = Duration.ofDays(1);

  static SectionReader reader(Config config) {
    return new SectionReader(config, "gatehouse.metagraph.subtensor");
  }

  static SubtensorSettings read(SectionReader section) {
    Optional<String> network = section.optionalText("network");
    return new SubtensorSettings(
        urls(section, network),
        network.orElse(null),
        section.integer("netuid", 0, 0xFFFF),
        block(section),
        section.integer("resync-interval", 1, Integer.MAX_VALUE),
        section.duration("request-timeout", SHORTEST, LONGEST),
        section.duration("head-timeout", SHORTEST, LONGEST));
  }

  private static List<URI> urls(SectionReader section, Optional<String> network) {
    int problems = section.problems().size();
    List<URI> urls = section.uris("url", List.of("ws", "wss"));
    if (!urls.isEmpty() || section.problems().size() > problems) {
      return urls;
    }
    Optional<NamedNetwork> named = network.flatMap(NamedNetwork::of);
    if (named.isPresent()) {
      return named.get().uris();
    }
    String names = String.join(", ", NamedNetwork.words());
    if (network.isPresent()) {
      section.problem(
          "network",
          "expected one of " + names + " where url is not set, found \"" + network.get() + '"');
    } else {
      section.problem("url", "expected a node's address here, or one of " + names + " as network");
    }
    return List.of();
  }

  private static BlockChoice block(SectionReader section) {
    String text = section.text("block");
    Optional<BlockChoice> choice = BlockChoice.parse(text);
    if (choice.isEmpty() && !text.isEmpty()) {
      section.problem(
          "block", "expected finalized, best or the number of a block, found \"" + text + '"');
    }
    return choice.orElse(BlockChoice.FINALIZED);
  }
}
