package org.gatehouse.benchmarks.sidebyside;

import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import org.gatehouse.engine.tensorflow.encoder.Encoder;

/** Messages of exact numbers of tokens that nobody has seen yet, so that no cache knows them. */
final class FreshMessages {

  private static final int SPECIAL_TOKENS = 2;

  /** Each is one token of MiniLM's. */
  private static final List<String> WORDS =
      List.of(
          "river", "stone", "music", "garden", "winter", "letter", "market", "bridge", "island",
          "doctor", "window", "forest", "planet", "silver", "mirror", "engine", "camera", "coffee",
          "school", "museum", "harbor", "castle", "desert", "signal", "ticket", "butter", "cotton",
          "dragon", "farmer", "guitar", "hunter", "jacket");

  private final SplittableRandom random = new SplittableRandom(11);

  /** Requires that the words are one token each. */
  FreshMessages(Encoder encoder) {
    int tokens = encoder.encode(String.join(" ", WORDS)).tokenIds().get(0).length;
    if (tokens != WORDS.size() + SPECIAL_TOKENS) {
      throw new IllegalStateException(
          "expected %d tokens, found %d".formatted(WORDS.size() + SPECIAL_TOKENS, tokens));
    }
  }

  /** A message of so many tokens, special ones included. */
  String next(int tokens) {
    return random
        .ints(tokens - (long) SPECIAL_TOKENS, 0, WORDS.size())
        .mapToObj(WORDS::get)
        .collect(Collectors.joining(" "));
  }
}
