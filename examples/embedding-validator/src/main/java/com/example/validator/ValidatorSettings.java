package com.example.validator;

import java.nio.file.Path;
import java.time.Duration;

/**
 * What the validator itself can be told; the gate, the selector and the network are Gatehouse's to
 * configure.
 *
 * @param events the file that events are appended to
 * @param timeout how long a peer has for its answer
 * @param maxAnswerBytes the longest answer that counts as a text
 */
public record ValidatorSettings(Path events, Duration timeout, int maxAnswerBytes) {

  /** Returns settings with a timeout of 12 s, and answers of up to 256 KiB. */
  public static ValidatorSettings of(Path events) {
    return new ValidatorSettings(events, Duration.ofSeconds(12), 1 << 18);
  }
}
