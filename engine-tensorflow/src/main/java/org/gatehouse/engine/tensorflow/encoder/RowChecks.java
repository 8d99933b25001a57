package org.gatehouse.engine.tensorflow.encoder;

import java.util.List;
import org.gatehouse.engine.tensorflow.savedmodel.EncoderManifest;

/** What rows of token ids must be before padding hides it. */
final class RowChecks {

  private RowChecks() {}

  static void check(EncoderManifest model, List<long[]> ids, List<long[]> masks) {
    if (masks.size() != ids.size()) {
      throw new IllegalArgumentException(
          "There are %d rows of token ids and %d masks".formatted(ids.size(), masks.size()));
    }
    for (int row = 0; row < ids.size(); row++) {
      int length = ids.get(row).length;
      if (length == 0) {
        throw new IllegalArgumentException("Row " + row + " has no tokens");
      }
      if (length > model.maxTokens()) {
        throw new IllegalArgumentException(
            "Row %d has %d tokens; %s takes at most %d"
                .formatted(row, length, model.model(), model.maxTokens()));
      }
      if (masks.get(row).length != length) {
        throw new IllegalArgumentException(
            "Row %d has %d tokens and %d mask values"
                .formatted(row, length, masks.get(row).length));
      }
    }
  }
}
