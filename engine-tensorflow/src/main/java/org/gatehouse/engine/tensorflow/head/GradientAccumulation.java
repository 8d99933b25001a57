package org.gatehouse.engine.tensorflow.head;

import java.util.List;

/** Which gradient a training step applies. */
public enum GradientAccumulation {
  /** Each step applies its own gradient. */
  PER_STEP("per-step"),
  /**
   * Each step applies the sum of all gradients so far, because the original never zeroes them. For
   * comparison only: it diverges.
   */
  UPSTREAM("upstream");

  private final String word;

  GradientAccumulation(String word) {
    this.word = word;
  }

  /** Returns the words of the configuration. */
  public static List<String> words() {
    return List.of(PER_STEP.word, UPSTREAM.word);
  }

  /**
   * Returns the mode of a word.
   *
   * @throws IllegalArgumentException if it is not one of {@link #words}
   */
  public static GradientAccumulation of(String word) {
    for (GradientAccumulation mode : values()) {
      if (mode.word.equals(word)) {
        return mode;
      }
    }
    throw new IllegalArgumentException("expected one of " + words() + ", found " + word);
  }
}
