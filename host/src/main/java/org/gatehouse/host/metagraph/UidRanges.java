package org.gatehouse.host.metagraph;

import java.util.BitSet;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.gatehouse.api.metagraph.Neuron;

/** Uids as a person lists them: {@code 1,5-9}. */
final class UidRanges {

  private static final Pattern RANGE = Pattern.compile("\\s*(\\d{1,5})(?:-(\\d{1,5}))?\\s*");

  private UidRanges() {}

  /** Returns the uids of a list of uids and of ranges with both ends, or empty if it is none. */
  static Optional<BitSet> parse(String text) {
    BitSet uids = new BitSet();
    for (String part : text.split(",", -1)) {
      Matcher range = RANGE.matcher(part);
      if (!range.matches()) {
        return Optional.empty();
      }
      int first = Integer.parseInt(range.group(1));
      int last = range.group(2) == null ? first : Integer.parseInt(range.group(2));
      if (last < first || last > Neuron.MAX_UID) {
        return Optional.empty();
      }
      uids.set(first, last + 1);
    }
    return Optional.of(uids);
  }
}
