package org.gatehouse.engine.tensorflow.savedmodel;

/** What a batch must be before it reaches native code, which on a GPU would not complain. */
final class BatchChecks {

  private BatchChecks() {}

  static void check(EncoderManifest model, long[][] ids, long[][] mask) {
    if (ids.length == 0 || ids.length != mask.length) {
      throw new IllegalArgumentException(
          "Expected at least one row of token ids and a mask for each, found %d rows and %d masks"
              .formatted(ids.length, mask.length));
    }
    for (int row = 0; row < ids.length; row++) {
      checkLength(model, ids, mask, row);
      checkValues(model, ids[row], mask[row], row);
    }
  }

  private static void checkLength(EncoderManifest model, long[][] ids, long[][] mask, int row) {
    int length = ids[row].length;
    if (length == 0) {
      throw new IllegalArgumentException("Row " + row + " has no tokens");
    }
    if (length > model.maxTokens()) {
      throw new IllegalArgumentException(
          "Row %d has %d tokens; %s takes at most %d"
              .formatted(row, length, model.model(), model.maxTokens()));
    }
    if (length != ids[0].length) {
      throw new IllegalArgumentException(
          "Row %d has %d tokens and row 0 has %d; the rows of a batch must have one length"
              .formatted(row, length, ids[0].length));
    }
    if (length != mask[row].length) {
      throw new IllegalArgumentException(
          "Row %d has %d tokens and %d mask values".formatted(row, length, mask[row].length));
    }
  }

  private static void checkValues(EncoderManifest model, long[] ids, long[] mask, int row) {
    for (int i = 0; i < ids.length; i++) {
      if (ids[i] < 0 || ids[i] >= model.vocabularySize()) {
        throw new IllegalArgumentException(
            "Row %d has the token id %d at position %d; the vocabulary of %s has ids 0 to %d"
                .formatted(row, ids[i], i, model.model(), model.vocabularySize() - 1));
      }
      if (mask[i] != 0 && mask[i] != 1) {
        throw new IllegalArgumentException(
            "Row %d has the mask value %d at position %d; a mask is 0 or 1"
                .formatted(row, mask[i], i));
      }
    }
  }
}
