package org.gatehouse.engine.tensorflow.savedmodel;

import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.tensorflow.Operand;
import org.tensorflow.Signature;
import org.tensorflow.proto.MetaGraphDef;
import org.tensorflow.proto.SignatureDef;

/**
 * The signatures of an encoder's SavedModel for rows without padding, one for each number of pieces
 * that rows may be cut into. They compute what the serving signature does with a mask of ones. A
 * SavedModel that another program has made has none.
 *
 * @param inputIds int64 [batch, seq]; empty if there is none
 * @param lastHiddenState by number of pieces, float32 [batch, seq, hidden]
 */
record UnpaddedSignatures(String inputIds, NavigableMap<Integer, String> lastHiddenState) {

  /** The numbers of pieces that are exported. */
  static final List<Integer> PIECES = List.of(1, 2, 4, 8);

  static Signature of(int pieces, Operand<?> inputIds, Operand<?> lastHiddenState) {
    return Signature.builder(key(pieces))
        .input(ServingSignature.INPUT_IDS, inputIds)
        .output(ServingSignature.LAST_HIDDEN_STATE, lastHiddenState)
        .build();
  }

  static UnpaddedSignatures of(MetaGraphDef model) {
    String inputIds = "";
    NavigableMap<Integer, String> outputs = new TreeMap<>();
    for (int pieces : PIECES) {
      SignatureDef def = model.getSignatureDefMap().get(key(pieces));
      if (def != null) {
        inputIds = def.getInputsOrThrow(ServingSignature.INPUT_IDS).getName();
        outputs.put(
            pieces, def.getOutputsOrThrow(ServingSignature.LAST_HIDDEN_STATE).getName());
      }
    }
    return new UnpaddedSignatures(inputIds, outputs);
  }

  private static String key(int pieces) {
    return "unpadded_" + pieces;
  }
}
