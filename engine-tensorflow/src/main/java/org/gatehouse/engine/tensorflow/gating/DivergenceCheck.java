package org.gatehouse.engine.tensorflow.gating;

import org.gatehouse.api.GatehouseException;

/**
 * Refuses scores that are not finite, and says why they are not.
 *
 * @param encoder the id of the encoder
 * @param learningRate that of the gate
 */
record DivergenceCheck(String encoder, float learningRate) {

  /**
   * Checks a message's scores.
   *
   * @param step how many steps the weights were trained
   * @throws GatehouseException if the representation or the score of a uid is not finite
   */
  void requireFinite(float[] representation, float[] scores, long step) {
    for (float component : representation) {
      if (!Float.isFinite(component)) {
        throw new GatehouseException(
            "the encoder %s represents the message with %s: it is damaged, or not made for such a message"
                .formatted(encoder, component));
      }
    }
    for (int uid = 0; uid < scores.length; uid++) {
      if (!Float.isFinite(scores[uid])) {
        throw new GatehouseException(
            String.format(
                "the score of uid %d is %s after %d training steps: the weights diverged; restore an"
                    + " earlier snapshot and lower gatehouse.gating.learning-rate, now %s, or what"
                    + " multiplies it, gatehouse.gating.gradient-scale",
                uid, scores[uid], step, learningRate));
      }
    }
  }
}
