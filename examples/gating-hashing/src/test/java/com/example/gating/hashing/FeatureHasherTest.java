package com.example.gating.hashing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class FeatureHasherTest {

  private static final int DIMENSION = 1024;
  private final FeatureHasher hasher = new FeatureHasher(DIMENSION, 3, 5);

  @Test
  void theConstantIsOneAndTheRestHasLengthOne() {
    float[] features = dense("Explain how a seismograph works.");

    assertThat(features[0]).isEqualTo(1);
    assertThat(cosine(features, features)).isCloseTo(1, within(1e-6));
  }

  @Test
  void aMessageWithoutWordsIsTheConstantAlone() {
    Features features = hasher.features(" \n\t ");

    assertThat(features.squares()).isEqualTo(1);
  }

  @Test
  void caseAndSpacesDoNotMatter() {
    assertThat(dense("  A Red\n\tKite ")).isEqualTo(dense("a red kite"));
  }

  @Test
  void messagesWithWordsInCommonAreCloserThanThoseWithout() {
    float[] message = dense("translate this poem into french");

    assertThat(cosine(message, dense("translate this essay into french")))
        .isGreaterThan(0.5 + cosine(message, dense("what is 17 times 23?")));
  }

  @Test
  void anInflectedWordIsCloserThanAnother() {
    float[] message = dense("translate");

    assertThat(cosine(message, dense("translation")))
        .isGreaterThan(0.3 + cosine(message, dense("calculation")));
  }

  private float[] dense(String message) {
    float[] row = new float[DIMENSION];
    hasher.features(message).addTo(row, 1);
    return row;
  }

  /** The cosine of what follows the constants, which has length 1. */
  private static double cosine(float[] a, float[] b) {
    double sum = 0;
    for (int i = 1; i < DIMENSION; i++) {
      sum += (double) a[i] * b[i];
    }
    return sum;
  }
}
