package org.gatehouse.benchmarks;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import org.gatehouse.engine.tensorflow.encoder.Encoder;

/** Messages to measure with. */
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

  /** Returns the prompts of the demonstration. */
  static List<String> ofDemonstration() {
    try (InputStream in =
        Objects.requireNonNull(
            Messages.class.getResourceAsStream("/org/gatehouse/host/demo/prompts.tsv"))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .map(line -> line.substring(line.indexOf('\t') + 1))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
