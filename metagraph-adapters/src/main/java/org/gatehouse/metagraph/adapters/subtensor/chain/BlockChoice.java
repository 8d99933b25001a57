package org.gatehouse.metagraph.adapters.subtensor.chain;

import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Which block a subnet is read at.
 *
 * @param word {@code finalized}, {@code best}, or the number of a block
 * @param number the number of the block; {@code null} for the newest of its kind
 */
public record BlockChoice(String word, @Nullable Long number) {

  /** The newest block that can no longer be taken back. */
  public static final BlockChoice FINALIZED = new BlockChoice("finalized", null);

  /** The newest block of the longest chain, which another chain may still replace. */
  public static final BlockChoice BEST = new BlockChoice("best", null);

  private static final Pattern NUMBER = Pattern.compile("\\d{1,18}");

  /** Returns the choice that a text names, or empty if it names none. */
  public static Optional<BlockChoice> parse(String text) {
    return switch (text) {
      case "finalized" -> Optional.of(FINALIZED);
      case "best" -> Optional.of(BEST);
      default ->
          NUMBER.matcher(text).matches()
              ? Optional.of(new BlockChoice(text, Long.valueOf(text)))
              : Optional.empty();
    };
  }

  /** Returns the call that subscribes to new blocks of this kind, or empty for one fixed block. */
  public Optional<String> subscription() {
    if (number != null) {
      return Optional.empty();
    }
    return Optional.of(
        equals(FINALIZED) ? "chain_subscribeFinalizedHeads" : "chain_subscribeNewHeads");
  }
}
