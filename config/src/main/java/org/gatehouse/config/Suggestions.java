package org.gatehouse.config;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** Guesses what a misspelt word was meant to be. */
public final class Suggestions {

  private Suggestions() {}

  /** Returns the nearest candidate within the number of typing errors that the word may have. */
  public static Optional<String> nearest(String word, Collection<String> candidates) {
    return nearest(word, candidates, tolerance(word));
  }

  /** Returns the nearest candidate within a number of typing errors, the first if several are. */
  static Optional<String> nearest(String word, Collection<String> candidates, int limit) {
    return candidates.stream()
        .filter(candidate -> Math.abs(candidate.length() - word.length()) <= limit)
        .filter(candidate -> distance(word, candidate) <= limit)
        .min(
            Comparator.comparingInt((String candidate) -> distance(word, candidate))
                .thenComparing(Comparator.naturalOrder()));
  }

  /** Returns how many typing errors a word of this length may have: a third, at most 3. */
  static int tolerance(String word) {
    return Math.min(3, (word.length() + 1) / 3);
  }

  /** Optimal string alignment: insertions, deletions, substitutions, swaps of neighbours. */
  private static int distance(String a, String b) {
    int[][] d = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      for (int j = 0; j <= b.length(); j++) {
        if (i == 0 || j == 0) {
          d[i][j] = i + j;
          continue;
        }
        int substitution = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
        d[i][j] =
            Math.min(d[i - 1][j - 1] + substitution, Math.min(d[i - 1][j] + 1, d[i][j - 1] + 1));
        if (i > 1
            && j > 1
            && a.charAt(i - 1) == b.charAt(j - 2)
            && a.charAt(i - 2) == b.charAt(j - 1)) {
          d[i][j] = Math.min(d[i][j], d[i - 2][j - 2] + 1);
        }
      }
    }
    return d[a.length()][b.length()];
  }
}
