package org.gatehouse.engine.tensorflow.head;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * What the gradient of the {@linkplain SoftmaxLoss softmax loss} by the scores of k asked peers is
 * multiplied by.
 *
 * <p>The mean over k peers divides it by k, and among k like scores each softmax has a share of 1 /
 * k for everyone: so it shrinks as 1 / k^2, for the same error of the softmax.
 */
public enum GradientScale {
  /** By 1, as in the original. */
  NONE("none", 0),
  /** By k^2, so that a learning rate that does for some number of asked peers does for any. */
  K_SQUARED("k-squared", 1);

  private final String word;
  private final byte number;

  GradientScale(String word, int number) {
    this.word = word;
    this.number = (byte) number;
  }

  /** Returns the words of the configuration. */
  public static List<String> words() {
    return List.of(NONE.word, K_SQUARED.word);
  }

  /**
   * Returns the scale of a word.
   *
   * @throws IllegalArgumentException if it is not one of {@link #words}
   */
  public static GradientScale of(String word) {
    for (GradientScale scale : values()) {
      if (scale.word.equals(word)) {
        return scale;
      }
    }
    throw new IllegalArgumentException("expected one of " + words() + ", found " + word);
  }

  /** Returns the scale that has this number in recorded steps, if any. */
  public static Optional<GradientScale> of(byte number) {
    return Arrays.stream(values()).filter(scale -> scale.number == number).findFirst();
  }

  /** Returns its number in recorded steps, which stays the same. */
  public byte number() {
    return number;
  }

  /** Returns the factor for so many asked peers, at least 1. */
  double factor(int k) {
    return this == K_SQUARED ? (double) k * k : 1;
  }
}
