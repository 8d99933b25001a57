package org.gatehouse.host.doctor;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

/** A sentence with its embedding, as the embedded model's reference implementation computes it. */
final class Reference {

  private final String text;
  private final float[] embedding;

  private Reference(String text, float[] embedding) {
    this.text = text;
    this.embedding = embedding;
  }

  static Reference read() {
    List<String> lines;
    try (InputStream in =
        Objects.requireNonNull(Reference.class.getResourceAsStream("reference.txt"))) {
      lines = new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    String[] words = lines.get(1).split(" ", -1);
    float[] embedding = new float[words.length];
    for (int i = 0; i < words.length; i++) {
      embedding[i] = Float.parseFloat(words[i]);
    }
    return new Reference(lines.get(0), embedding);
  }

  String text() {
    return text;
  }

  /** Returns the largest difference of a component. */
  double distance(float[] other) {
    return distance(embedding, other);
  }

  /** Returns the largest difference of a component; not a number if a component is none. */
  static double distance(float[] one, float[] other) {
    if (one.length != other.length) {
      throw new IllegalArgumentException(one.length + " and " + other.length + " components");
    }
    double largest = 0;
    for (int i = 0; i < one.length; i++) {
      largest = Math.max(largest, Math.abs(one[i] - other[i]));
    }
    return largest;
  }
}
