package com.example.validator;

import java.util.OptionalDouble;

/** Says what an answer is worth. Safe for use by many threads. */
public interface Rewards {

  /**
   * Returns the reward of a completion: a finite number, the larger the better.
   *
   * @param completion the peer's text; empty if it answered with anything but a text
   */
  double of(String prompt, String completion);

  /**
   * Returns the reward of a peer that gave no answer in time; empty leaves it out, so that the gate
   * learns nothing about it.
   *
   * <p>Leaving out is right where silence may be the validator's own fault, such as a lost
   * connection. It also means that the gate keeps its opinion of a dead peer, and goes on choosing
   * it; a validator that trusts its own network returns the reward of a bad answer instead.
   */
  default OptionalDouble ofSilence() {
    return OptionalDouble.empty();
  }
}
