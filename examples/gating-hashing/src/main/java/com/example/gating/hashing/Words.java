package com.example.gating.hashing;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** The words of a message: what stands between its spaces, in lower case. */
final class Words {

  private static final Pattern SPACES = Pattern.compile("\\s+", Pattern.UNICODE_CHARACTER_CLASS);

  private Words() {}

  static List<String> of(String message) {
    return Arrays.stream(SPACES.split(message.toLowerCase(Locale.ROOT)))
        .filter(word -> !word.isEmpty())
        .toList();
  }
}
