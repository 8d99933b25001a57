package com.example.validator;

import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Rewards a completion with the share of the prompt's words that it takes up, from 0 to 1: a
 * stand-in for the reward models of a real network.
 */
public final class WordOverlap implements Rewards {

  @Override
  public double of(String prompt, String completion) {
    Set<String> asked = words(prompt);
    if (asked.isEmpty()) {
      return 0;
    }
    Set<String> answered = words(completion);
    return asked.stream().filter(answered::contains).count() / (double) asked.size();
  }

  private static Set<String> words(String text) {
    return Arrays.stream(text.toLowerCase(Locale.ROOT).split("[^\\p{L}\\p{N}]+"))
        .filter(word -> !word.isEmpty())
        .collect(Collectors.toSet());
  }
}
