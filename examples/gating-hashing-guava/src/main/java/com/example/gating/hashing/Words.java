package com.example.gating.hashing;

import com.google.common.base.CharMatcher;
import com.google.common.base.Splitter;
import java.util.List;
import java.util.Locale;

/**
 * The words of a message, cut by a Guava whose {@code WHITESPACE} has been gone since version 26.
 */
final class Words {

  private static final Splitter SPACES = Splitter.on(CharMatcher.WHITESPACE).omitEmptyStrings();

  private Words() {}

  static List<String> of(String message) {
    return SPACES.splitToList(message.toLowerCase(Locale.ROOT));
  }
}
