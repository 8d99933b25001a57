package org.gatehouse.engine.tensorflow.savedmodel;

import java.util.Collections;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.tensorflow.Operand;
import org.tensorflow.Signature;
import org.tensorflow.proto.MetaGraphDef;
import org.tensorflow.proto.SignatureDef;

/**
 * The signatures of an encoder's SavedModel for rows without padding, one for each number of pieces
 * that the rows may be cut into. They compute what the serving signature does with a mask of ones,
 * from the same input. A SavedModel that another program has made has none.
 *
 * @param outputs by number of pieces, the name of the last hidden state in the graph, float32
 *     [batch, seq, hidden]
 */
record UnpaddedSignatures(NavigableMap<Integer, String> outputs) {

  private static final String KEY = "unpadded_";

  /** Shorter pieces cost more than they bring: measured with MiniLM and GPT-Neo 125M on 2 cores. */
  private static final int LEAST_TOKENS = 96;

  static Signature of(int pieces, Operand<?> inputIds, Operand<?> lastHiddenState) {
    return Signature.builder(KEY + pieces)
        .input(ServingSignature.INPUT_IDS, inputIds)
        .output(ServingSignature.LAST_HIDDEN_STATE, lastHiddenState)
        .build();
  }

  /** Finds the signatures of a model that this program has exported. */
  static UnpaddedSignatures of(MetaGraphDef model) {
    NavigableMap<Integer, String> outputs = new TreeMap<>();
    for (Map.Entry<String, SignatureDef> entry : model.getSignatureDefMap().entrySet()) {
      if (entry.getKey().matches(KEY + "\\d{1,3}")) {
        outputs.put(
            Integer.valueOf(entry.getKey().substring(KEY.length())),
            entry.getValue().getOutputsOrThrow(ServingSignature.LAST_HIDDEN_STATE).getName());
      }
    }
    return new UnpaddedSignatures(outputs);
  }

  /** Copies the map. */
  UnpaddedSignatures {
    outputs = Collections.unmodifiableNavigableMap(new TreeMap<>(outputs));
  }

  /** Only the signature for rows that are not cut. */
  UnpaddedSignatures whole() {
    return new UnpaddedSignatures(outputs.headMap(1, true));
  }

  boolean isEmpty() {
    return outputs.isEmpty();
  }

  /**
   * The output to fetch for a batch: rows are cut into as many pieces as make them short enough,
   * and into two if only all rows together are long.
   */
  String outputFor(int rows, int tokens) {
    int most = tokens / LEAST_TOKENS;
    if (tokens >= 2 && (long) rows * tokens >= 2 * LEAST_TOKENS) {
      most = Math.max(most, 2);
    }
    Map.Entry<Integer, String> best = outputs.floorEntry(most);
    return (best == null ? outputs.firstEntry() : best).getValue();
  }
}
