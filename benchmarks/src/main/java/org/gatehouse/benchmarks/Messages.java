package org.gatehouse.benchmarks;

import java.util.Collections;
import org.gatehouse.engine.tensorflow.encoder.Encoder;

/** Messages of an exact number of tokens. */
final class Messages {

  private Messages() {}

  /** Returns a text that the encoder cuts into one chunk of so many tokens, at least 3. */
  static String ofTokens(Encoder encoder, int tokens) {
    String text = String.join(" ", Collections.nCopies(tokens - 2, "river"));
    int found = encoder.encode(text).tokenIds().get(0).length;
    if (found != tokens) {
      throw new IllegalStateException("expected " + tokens + " tokens, found " + found);
    }
    return text;
  }
}
