package org.gatehouse.engine.tensorflow.tokenizer;

import ai.djl.huggingface.tokenizers.Encoding;
import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import org.gatehouse.engine.tensorflow.EngineException;

/** The tokens that a model wants before and after a text. */
final class SpecialTokens {

  private static final String PROBE = "a";

  private final int[] before;
  private final int[] after;

  private SpecialTokens(int[] before, int[] after) {
    this.before = before;
    this.after = after;
  }

  /** Finds them by tokenising a short text with and without. */
  static SpecialTokens of(HuggingFaceTokenizer tokenizer, Path file) {
    int[] bare = Tokenizer.ids(tokenizer.encode(PROBE, false, false));
    Encoding encoding = tokenizer.encode(PROBE, true, false);
    int[] full = Tokenizer.ids(encoding);
    long[] special = encoding.getSpecialTokenMask();
    int start = 0;
    while (start < full.length && special[start] == 1) {
      start++;
    }
    int end = start + bare.length;
    if (end > full.length || !Arrays.equals(full, start, end, bare, 0, bare.length)) {
      throw new EngineException(
          "The tokenizer %s does not just put special tokens before and after the text: '%s' is %s without them and %s with them."
              .formatted(file, PROBE, Arrays.toString(bare), Arrays.toString(full)));
    }
    return new SpecialTokens(
        Arrays.copyOf(full, start), Arrays.copyOfRange(full, end, full.length));
  }

  int count() {
    return before.length + after.length;
  }

  int[] around(int[] content) {
    return Stream.of(before, content, after).flatMapToInt(Arrays::stream).toArray();
  }
}
